package io.fakeredis.module.json;

import java.util.Iterator;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** How values compare. */
final class JsonOrder {
  private JsonOrder() {}

  /** How two scalars of one kind compare; null for all other pairs. */
  static @Nullable Integer compare(Json left, Json right) {
    if (left instanceof Json.Whole one && right instanceof Json.Whole other) {
      return Long.compare(one.value(), other.value());
    }
    if (left.isNumber() && right.isNumber()) {
      double one = left.number();
      double other = right.number();
      return one > other ? 1 : one < other ? -1 : 0;
    }
    if (left instanceof Json.Text one && right instanceof Json.Text other) {
      return one.value().compareTo(other.value());
    }
    boolean comparable = left == right || (left.isBool() && right.isBool());
    if (comparable && left instanceof Json.Literal one && right instanceof Json.Literal other) {
      return one.compareTo(other);
    }
    return null;
  }

  /** Whether they are the same, whatever the kind of number and the order of members. */
  static boolean areEqual(Json left, Json right) {
    return areAlike(left, right, JsonOrder::equalScalars);
  }

  private static boolean equalScalars(Json left, Json right) {
    Integer order = compare(left, right);
    return order != null && order == 0;
  }

  /** As {@link #areEqual}, but an integer is never the same as a fraction. */
  static boolean areSame(Json left, Json right) {
    return areAlike(
        left,
        right,
        (one, other) -> one.getClass() == other.getClass() && equalScalars(one, other));
  }

  private static boolean areAlike(Json left, Json right, BiPredicate<Json, Json> scalars) {
    if (left instanceof JsonArray one && right instanceof JsonArray other) {
      return one.size() == other.size() && areAlike(one.iterator(), other.iterator(), scalars);
    }
    if (left instanceof JsonObject one && right instanceof JsonObject other) {
      return one.size() == other.size()
          && one.members().stream().allMatch(member -> has(other, member, scalars));
    }
    return scalars.test(left, right);
  }

  private static boolean areAlike(
      Iterator<Json> left, Iterator<Json> right, BiPredicate<Json, Json> scalars) {
    while (left.hasNext()) {
      if (!areAlike(left.next(), right.next(), scalars)) {
        return false;
      }
    }
    return true;
  }

  private static boolean has(
      JsonObject object, JsonObject.Member member, BiPredicate<Json, Json> scalars) {
    Json value = object.get(member.name());
    return value != null && areAlike(member.value(), value, scalars);
  }
}
