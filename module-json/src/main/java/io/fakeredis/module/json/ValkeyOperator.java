package io.fakeredis.module.json;

import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** The comparisons in filters of valkey-json. */
enum ValkeyOperator {
  EQ("==", order -> order == 0),
  NE("!=", order -> order != 0),
  LT("<", order -> order < 0),
  LE("<=", order -> order <= 0),
  GT(">", order -> order > 0),
  GE(">=", order -> order >= 0);

  private final String sign;
  private final IntPredicate holds;

  ValkeyOperator(String sign, IntPredicate holds) {
    this.sign = sign;
    this.holds = holds;
  }

  static @Nullable ValkeyOperator of(String token) {
    for (ValkeyOperator operator : values()) {
      if (operator.sign.equals(token)) {
        return operator;
      }
    }
    return null;
  }

  /** The same with its sides exchanged. */
  ValkeyOperator reversed() {
    return switch (this) {
      case LT -> GT;
      case LE -> GE;
      case GT -> LT;
      case GE -> LE;
      default -> this;
    };
  }

  /** Whether it holds; never for values of different kinds, and of null only that it is null. */
  boolean holds(@Nullable Json left, Json right) {
    if (left == Json.Literal.NULL) {
      return right == Json.Literal.NULL && this == EQ;
    }
    Integer order = left == null ? null : JsonOrder.compare(left, right);
    return order != null && holds.test(order);
  }
}
