package io.fakeredis.core.command;

import java.util.function.BinaryOperator;

/** An operator of VSIM's filters. */
enum FilterOperator implements FilterTerm {
  OPEN("(", 7, (a, b) -> a),
  CLOSE(")", 7, (a, b) -> a),
  NOT("!", 6, (a, b) -> FilterValue.truth(!b.isTrue())),
  NOT_WORD("not", 6, (a, b) -> FilterValue.truth(!b.isTrue())),
  POWER("**", 5, (a, b) -> FilterValue.number(Math.pow(a.number(), b.number()))),
  TIMES("*", 4, (a, b) -> FilterValue.number(a.number() * b.number())),
  OVER("/", 4, (a, b) -> FilterValue.number(a.number() / b.number())),
  MODULO("%", 4, (a, b) -> FilterValue.number(a.number() % b.number())),
  PLUS("+", 3, (a, b) -> FilterValue.number(a.number() + b.number())),
  MINUS("-", 3, (a, b) -> FilterValue.number(a.number() - b.number())),
  GREATER(">", 2, (a, b) -> FilterValue.truth(a.number() > b.number())),
  NOT_LESS(">=", 2, (a, b) -> FilterValue.truth(a.number() >= b.number())),
  LESS("<", 2, (a, b) -> FilterValue.truth(a.number() < b.number())),
  NOT_GREATER("<=", 2, (a, b) -> FilterValue.truth(a.number() <= b.number())),
  EQUAL("==", 2, (a, b) -> FilterValue.truth(a.isEqual(b))),
  DIFFERENT("!=", 2, (a, b) -> FilterValue.truth(!a.isEqual(b))),
  IN("in", 2, (a, b) -> FilterValue.truth(b.contains(a))),
  AND("&&", 1, FilterOperator::and),
  AND_WORD("and", 1, FilterOperator::and),
  OR("||", 0, FilterOperator::or),
  OR_WORD("or", 0, FilterOperator::or);

  private final String symbol;
  private final int precedence;
  private final BinaryOperator<FilterValue> function;

  FilterOperator(String symbol, int precedence, BinaryOperator<FilterValue> function) {
    this.symbol = symbol;
    this.precedence = precedence;
    this.function = function;
  }

  String symbol() {
    return symbol;
  }

  private static FilterValue and(FilterValue left, FilterValue right) {
    return FilterValue.truth(left.isTrue() && right.isTrue());
  }

  private static FilterValue or(FilterValue left, FilterValue right) {
    return FilterValue.truth(left.isTrue() || right.isTrue());
  }

  boolean isUnary() {
    return this == NOT || this == NOT_WORD;
  }

  /** How many values it takes. */
  int operands() {
    return isUnary() ? 1 : 2;
  }

  /** Whether it waits, standing in front of the other, until that one has been computed. */
  boolean goesBefore(FilterOperator next) {
    return this != OPEN
        && (precedence > next.precedence || (precedence == next.precedence && next != POWER));
  }

  /** The result; unary operators have no left value and take the right one alone. */
  FilterValue apply(FilterValue left, FilterValue right) {
    return function.apply(left, right);
  }
}
