package io.fakeredis.core.command;

import io.fakeredis.api.Bytes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The FILTER of VSIM: an expression about the attributes of an element. */
final class VectorFilter {
  private final List<FilterTerm> terms;

  private VectorFilter(List<FilterTerm> terms) {
    this.terms = terms;
  }

  /**
   * Reads an expression, by Dijkstra's shunting yard.
   *
   * @throws io.fakeredis.api.CommandException with the place of the first error
   */
  static VectorFilter parse(Bytes expression) {
    FilterScanner scanner = new FilterScanner(expression);
    List<FilterTerm> terms = new ArrayList<>();
    Deque<FilterOperator> waiting = new ArrayDeque<>();
    List<FilterTerm> scanned = new ArrayList<>();
    for (FilterTerm term = scanner.next(); term != null; term = scanner.next()) {
      scanned.add(term);
    }
    for (FilterTerm term : scanned) {
      if (!(term instanceof FilterOperator operator)) {
        terms.add(term);
      } else if (operator == FilterOperator.CLOSE) {
        close(waiting, terms, scanner);
      } else {
        open(operator, waiting, terms);
      }
    }
    while (!waiting.isEmpty()) {
      terms.add(waiting.pop());
    }
    if (!isSound(terms)) {
      throw scanner.wrong();
    }
    return new VectorFilter(terms);
  }

  private static void open(
      FilterOperator operator, Deque<FilterOperator> waiting, List<FilterTerm> terms) {
    while (!waiting.isEmpty()
        && operator != FilterOperator.OPEN
        && waiting.element().goesBefore(operator)) {
      terms.add(waiting.pop());
    }
    waiting.push(operator);
  }

  private static void close(
      Deque<FilterOperator> waiting, List<FilterTerm> terms, FilterScanner scanner) {
    while (!waiting.isEmpty() && waiting.element() != FilterOperator.OPEN) {
      terms.add(waiting.pop());
    }
    if (waiting.isEmpty()) {
      throw scanner.wrong();
    }
    waiting.pop();
  }

  /** Whether every operator finds its values and exactly one value is left. */
  private static boolean isSound(List<FilterTerm> terms) {
    int values = 0;
    for (FilterTerm term : terms) {
      if (term instanceof FilterOperator operator) {
        if (operator == FilterOperator.OPEN || values < operator.operands()) {
          return false;
        }
        values -= operator.operands();
      }
      values++;
    }
    return values == 1;
  }

  /** Whether an element with these attributes passes. One that lacks an attribute does not. */
  boolean matches(@Nullable Bytes attributes) {
    if (attributes == null) {
      return false;
    }
    Deque<FilterValue> stack = new ArrayDeque<>();
    for (FilterTerm term : terms) {
      FilterValue value = value(term, stack, attributes);
      if (value == null) {
        return false;
      }
      stack.push(value);
    }
    return stack.element().isTrue();
  }

  private static @Nullable FilterValue value(
      FilterTerm term, Deque<FilterValue> stack, Bytes attributes) {
    if (term instanceof FilterTerm.Constant constant) {
      return constant.value();
    }
    if (term instanceof FilterTerm.Field field) {
      return new JsonField(attributes).find(field.name());
    }
    FilterOperator operator = (FilterOperator) term;
    FilterValue right = stack.pop();
    return operator.apply(operator.isUnary() ? right : stack.pop(), right);
  }
}
