package io.fakeredis.module.json;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BiPredicate;

/** Computes the terms of paths, and whether their conditions hold, since Redis 8.10. */
final class Computation {
  private final Json root;
  private final Json current;

  /**
   * A computation for one value.
   *
   * @param current what {@code @} stands for
   */
  Computation(Json root, Json current) {
    this.root = root;
    this.current = current;
  }

  /** What an expression says of a document. */
  static List<Json> of(JsonPath.Term term, Json root) {
    return new Computation(root, root).value(term).values();
  }

  /** Whether there is anything, and it is not a computed false. */
  boolean holds(JsonPath.Term term) {
    Operand value = value(term);
    return switch (value.kind()) {
      case NOTHING -> false;
      case COMPUTED -> value.values().get(0) != Json.Literal.FALSE;
      default -> !value.values().isEmpty();
    };
  }

  boolean holds(JsonPath.Relation relation) {
    Operand left = value(relation.left());
    Operand right = value(relation.right());
    JsonPath.Operator operator = relation.operator();
    return switch (operator) {
      case EQ -> any(left.values(), right.values(), JsonOrder::areEqual);
      case NE -> differ(relation, left, right);
      case MATCHES -> matches(left, right);
      case IN -> isIn(left, right);
      case NIN -> !isIn(left, right);
      case SUBSETOF -> any(left.arrays(), right.arrays(), (one, all) -> all(one, all));
      case ANYOF -> shares(left, right);
      case NONEOF -> !left.arrays().isEmpty() && !right.arrays().isEmpty() && !shares(left, right);
      case SIZE -> any(left.sizes(), right.values(), Computation::isSize);
      case EMPTY ->
          any(left.sizes(), right.values(), (size, empty) -> empty == Json.bool(size == 0));
      default ->
          any(
              left.values(),
              right.values(),
              (one, other) -> JsonPathWalk.isOrdered(operator, one, other));
    };
  }

  private static <A, B> boolean any(List<A> left, List<B> right, BiPredicate<A, B> relation) {
    return left.stream().anyMatch(one -> right.stream().anyMatch(all -> relation.test(one, all)));
  }

  /** What a path does not find differs from everything; what cannot be computed does not. */
  private static boolean differ(JsonPath.Relation relation, Operand left, Operand right) {
    if (left.isNothing() || right.isNothing()) {
      return (!left.isNothing() || relation.left() instanceof JsonPath.Found)
          && (!right.isNothing() || relation.right() instanceof JsonPath.Found);
    }
    return any(left.values(), right.values(), (one, other) -> !JsonOrder.areEqual(one, other));
  }

  private static boolean matches(Operand left, Operand right) {
    return left.single() instanceof Json.Text text
        && right.single() instanceof Json.Text pattern
        && RustPattern.finds(pattern.value(), text.value());
  }

  private static boolean isIn(Operand left, Operand right) {
    return any(left.values(), right.arrays(), (value, array) -> contains(array, value));
  }

  private static boolean shares(Operand left, Operand right) {
    return any(left.arrays(), right.arrays(), (one, other) -> any(one, other, JsonOrder::areEqual));
  }

  private static boolean all(List<Json> part, List<Json> whole) {
    return part.stream().allMatch(value -> contains(whole, value));
  }

  private static boolean contains(List<Json> array, Json value) {
    return array.stream().anyMatch(item -> JsonOrder.areEqual(item, value));
  }

  private static boolean isSize(int size, Json number) {
    return number.isNumber() && size == (long) number.number();
  }

  private Operand value(JsonPath.Term term) {
    if (term instanceof JsonPath.Constant constant) {
      return Operand.computed(constant.value());
    }
    if (term instanceof JsonPath.Found found) {
      return Operand.found(
          JsonPathWalk.find(found.path(), found.fromRoot() ? root : current, root));
    }
    if (term instanceof JsonPath.Signed signed) {
      return signed(signed.negative(), value(signed.term()));
    }
    return term instanceof JsonPath.Arithmetic arithmetic
        ? arithmetic(arithmetic)
        : invocation((JsonPath.Invocation) term);
  }

  private Operand arithmetic(JsonPath.Arithmetic arithmetic) {
    Operand result = value(arithmetic.first());
    for (JsonPath.Link link : arithmetic.links()) {
      result = arithmetic(result, link.sign(), value(link.term()));
    }
    return result;
  }

  /** A function is called on what another one makes, and so on: innermost first. */
  private Operand invocation(JsonPath.Invocation outermost) {
    Deque<JsonPath.Invocation> calls = new ArrayDeque<>();
    JsonPath.Term term = outermost;
    while (term instanceof JsonPath.Invocation call && !call.arguments().isEmpty()) {
      calls.push(call);
      term = call.arguments().get(0);
    }
    Operand result =
        term instanceof JsonPath.Invocation call
            ? PathFunction.call(call.function(), List.of())
            : value(term);
    for (JsonPath.Invocation call : calls) {
      List<Operand> arguments = new ArrayList<>();
      arguments.add(result);
      call.arguments().stream().skip(1).map(this::value).forEach(arguments::add);
      result = PathFunction.call(call.function(), arguments);
    }
    return result;
  }

  private static Operand signed(boolean negative, Operand operand) {
    Json value = operand.single();
    if (value == null || !value.isNumber()) {
      return Operand.NOTHING;
    }
    return negative ? arithmetic(new Json.Whole(-1), '*', value) : Operand.computed(value);
  }

  private static Operand arithmetic(Operand left, char sign, Operand right) {
    Json one = left.single();
    Json other = right.single();
    if (one == null || other == null || !one.isNumber() || !other.isNumber()) {
      return Operand.NOTHING;
    }
    return arithmetic(one, sign, other);
  }

  private static Operand arithmetic(Json left, char sign, Json right) {
    if (left instanceof Json.Whole one && right instanceof Json.Whole other && sign != '/') {
      try {
        return Operand.computed(new Json.Whole(whole(one.value(), sign, other.value())));
      } catch (ArithmeticException e) {
        return Operand.NOTHING;
      }
    }
    return Operand.computed(real(left.number(), sign, right.number()));
  }

  private static long whole(long left, char sign, long right) {
    return switch (sign) {
      case '+' -> Math.addExact(left, right);
      case '-' -> Math.subtractExact(left, right);
      case '*' -> Math.multiplyExact(left, right);
      default -> remainder(left, right);
    };
  }

  /** As in Rust, where the one remainder that needs a quotient of 65 bits overflows. */
  private static long remainder(long left, long right) {
    if (left == Long.MIN_VALUE && right == -1) {
      throw new ArithmeticException();
    }
    return left % right;
  }

  private static double real(double left, char sign, double right) {
    return switch (sign) {
      case '+' -> left + right;
      case '-' -> left - right;
      case '*' -> left * right;
      case '/' -> left / right;
      default -> left % right;
    };
  }
}
