package io.fakeredis.core.command;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Doubles;
import java.util.List;

/** What a filter of VSIM computes with. */
sealed interface FilterValue {
  FilterValue NOTHING = new Nothing();

  static FilterValue number(double number) {
    return new Numeric(number);
  }

  static FilterValue truth(boolean truth) {
    return number(truth ? 1 : 0);
  }

  /** As a number: 0 for what is none. */
  default double number() {
    return 0;
  }

  boolean isTrue();

  /** Texts are equal byte by byte, everything else as numbers; null equals null alone. */
  default boolean isEqual(FilterValue other) {
    if (other instanceof Nothing) {
      return false;
    }
    return number() == other.number();
  }

  /** Whether the value is an item of this tuple or a part of this text. */
  default boolean contains(FilterValue other) {
    return false;
  }

  /** A number; truth is 1 or 0. */
  record Numeric(double number) implements FilterValue {
    @Override
    public boolean isTrue() {
      return number != 0;
    }
  }

  /** A text, perhaps one that spells a number. */
  record Text(Bytes bytes) implements FilterValue {
    @Override
    public double number() {
      String text = bytes.latin().stripLeading();
      double number = Doubles.strtod(Bytes.latin(text));
      return Double.isNaN(number) ? 0 : number;
    }

    @Override
    public boolean isTrue() {
      return !bytes.isEmpty();
    }

    @Override
    public boolean isEqual(FilterValue other) {
      return other instanceof Text text
          ? bytes.equals(text.bytes)
          : FilterValue.super.isEqual(other);
    }

    @Override
    public boolean contains(FilterValue other) {
      return other instanceof Text text && bytes.latin().contains(text.bytes.latin());
    }
  }

  /** A row of values. */
  record Tuple(List<FilterValue> items) implements FilterValue {
    @Override
    public boolean isTrue() {
      return true;
    }

    @Override
    public boolean contains(FilterValue other) {
      return items.stream().anyMatch(item -> item.isEqual(other));
    }
  }

  /** JSON's null. */
  record Nothing() implements FilterValue {
    @Override
    public boolean isTrue() {
      return false;
    }

    @Override
    public boolean isEqual(FilterValue other) {
      return other instanceof Nothing;
    }
  }
}
