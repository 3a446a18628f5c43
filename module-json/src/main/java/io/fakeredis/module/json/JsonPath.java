package io.fakeredis.module.json;

import io.fakeredis.api.Bytes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A path in RedisJSON's language, read: what to do at each step from the root on.
 *
 * @param steps in their order; none for the root itself
 */
record JsonPath(List<Step> steps) {

  /** Goes from one value to any number of others. */
  sealed interface Step {}

  /** To the members of these names. */
  record Names(List<Name> names) implements Step {}

  /** To the items at these places; negative ones count from the end. */
  record Indexes(List<Long> indexes) implements Step {}

  /** To the items from the first place up to the last. */
  record Range(@Nullable Long from, @Nullable Long to, long step) implements Step {}

  /**
   * To all items or members of which the condition holds.
   *
   * @param testsScalars whether values that have neither are tested themselves
   */
  record Filter(Condition condition, boolean testsScalars) implements Step {}

  /** Steps that need nothing to be said. */
  enum Wide implements Step {
    /** To all items or members. */
    ALL,
    /** To the value itself and all that is in it, however deep. */
    DEEP
  }

  /**
   * A member's name.
   *
   * @param raw as it stands in the path, where backslashes may escape
   * @param quote what it stands between; 0 if it has none
   */
  record Name(Bytes raw, char quote) {
    Bytes unescaped() {
      if (quote == 0 || raw.latin().indexOf('\\') < 0) {
        return raw;
      }
      return Bytes.latin(raw.latin().replace("\\\\", "\\").replace("\\" + quote, "" + quote));
    }
  }

  /** Holds or does not hold of a value. */
  sealed interface Condition {}

  /** At least one of the conditions holds. */
  record AnyOf(List<Condition> conditions) implements Condition {}

  /** All of the conditions hold. */
  record AllOf(List<Condition> conditions) implements Condition {}

  /** There is such a value. */
  record Exists(Term term) implements Condition {}

  /** The two values compare so. */
  record Comparison(Term left, Operator operator, Term right) implements Condition {}

  /** The condition does not hold. */
  record Not(Condition condition) implements Condition {}

  /** What the term computes is there, and not false. */
  record Holds(Term term) implements Condition {}

  /** A comparison that holds if it does for any of the values that the terms stand for. */
  record Relation(Term left, Operator operator, Term right) implements Condition {}

  /** The ways to compare. */
  enum Operator {
    GE,
    GT,
    LE,
    LT,
    EQ,
    NE,
    MATCHES,
    IN,
    NIN,
    SUBSETOF,
    ANYOF,
    NONEOF,
    SIZE,
    EMPTY
  }

  /** A value to compare. */
  sealed interface Term {}

  /** A value that the path itself has. */
  record Constant(Json value) implements Term {}

  /** What a path finds, from the root or from the value that is tested. */
  record Found(JsonPath path, boolean fromRoot) implements Term {}

  /** What comes of a number and those that follow it, from left to right. */
  record Arithmetic(Term first, List<Link> links) implements Term {}

  /** What is done to a number, and with which other. */
  record Link(char sign, Term term) {}

  /** A number as it is, or the one that is as far on the other side of zero. */
  record Signed(boolean negative, Term term) implements Term {}

  /** What a function makes of its arguments. */
  record Invocation(String function, List<Term> arguments) implements Term {}

  /** Whether it can find one value at most. */
  boolean isStatic() {
    return steps.stream().allMatch(JsonPath::isStatic);
  }

  private static boolean isStatic(Step step) {
    return (step instanceof Names names && names.names().size() == 1)
        || (step instanceof Indexes indexes && indexes.indexes().size() == 1);
  }

  /** The path without its last step. */
  JsonPath parent() {
    return new JsonPath(steps.subList(0, steps.size() - 1));
  }

  Step last() {
    return steps.get(steps.size() - 1);
  }
}
