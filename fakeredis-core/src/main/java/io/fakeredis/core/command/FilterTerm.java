package io.fakeredis.core.command;

import io.fakeredis.api.Bytes;

/** A step of a filter in reverse Polish notation. */
sealed interface FilterTerm permits FilterOperator, FilterTerm.Constant, FilterTerm.Field {

  /** A value that stands in the filter. */
  record Constant(FilterValue value) implements FilterTerm {}

  /** An attribute of the element. */
  record Field(Bytes name) implements FilterTerm {}
}
