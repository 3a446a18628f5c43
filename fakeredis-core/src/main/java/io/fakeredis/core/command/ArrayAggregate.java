package io.fakeredis.core.command;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Numbers;
import io.fakeredis.api.Reply;
import io.fakeredis.core.value.ArrayElement;
import io.fakeredis.core.value.LongDouble;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.function.BinaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What AROP makes of the elements of a range. */
interface ArrayAggregate {

  void add(Bytes element);

  /** What has come of the elements so far. */
  Reply reply();

  /** Reads the operation with its argument, if it has one. */
  static ArrayAggregate parse(Call call, int at) {
    Args args = call.args();
    ArrayAggregate aggregate =
        switch (args.text(at).toUpperCase(Locale.ROOT)) {
          case "SUM" -> new OfNumbers(LongDouble::plus);
          case "MIN" -> new OfNumbers((least, number) -> least.isAbove(number) ? number : least);
          case "MAX" -> new OfNumbers((most, number) -> number.isAbove(most) ? number : most);
          case "AND" -> new OfBits((all, bits) -> all & bits);
          case "OR" -> new OfBits((all, bits) -> all | bits);
          case "XOR" -> new OfBits((all, bits) -> all ^ bits);
          case "USED" -> new Count(element -> true);
          case "MATCH" -> match(args, at);
          default -> throw Errors.error("ERR unknown operation");
        };
    if (args.count() > at + 1 && !args.is(at, "MATCH")) {
      throw Errors.arity(call.command());
    }
    return aggregate;
  }

  private static ArrayAggregate match(Args args, int at) {
    if (args.count() != at + 2) {
      throw Errors.error("ERR MATCH requires a value argument");
    }
    return new Count(args.bytes(at + 1)::equals);
  }

  /** The number that the element spells: exactly, unless it is one that arrays keep as a double. */
  private static @Nullable LongDouble number(Bytes element) {
    return ArrayElement.kind(element) == ArrayElement.Kind.REAL
        ? LongDouble.of(ArrayElement.real(element))
        : LongDouble.parse(element);
  }

  /** Counts elements. */
  final class Count implements ArrayAggregate {
    private final Predicate<Bytes> counted;
    private long count;

    Count(Predicate<Bytes> counted) {
      this.counted = counted;
    }

    @Override
    public void add(Bytes element) {
      count += counted.test(element) ? 1 : 0;
    }

    @Override
    public Reply reply() {
      return Reply.integer(count);
    }
  }

  /** Joins numbers, with the precision of a long double. */
  final class OfNumbers implements ArrayAggregate {
    private final BinaryOperator<LongDouble> join;
    private @Nullable LongDouble result;

    OfNumbers(BinaryOperator<LongDouble> join) {
      this.join = join;
    }

    @Override
    public void add(Bytes element) {
      LongDouble number = number(element);
      if (number != null) {
        result = result == null ? number : join.apply(result, number);
      }
    }

    @Override
    public Reply reply() {
      return result == null ? Reply.NULL : Reply.bulk(result.seventeenDigits());
    }
  }

  /** Joins integers of 64 bits bit by bit; of other numbers the whole part counts. */
  final class OfBits implements ArrayAggregate {
    private static final LongDouble LEAST = LongDouble.of(Long.MIN_VALUE);
    private static final LongDouble MOST = LongDouble.of(Long.MAX_VALUE);

    private final LongBinaryOperator join;
    private @Nullable Long result;

    OfBits(LongBinaryOperator join) {
      this.join = join;
    }

    @Override
    public void add(Bytes element) {
      Long bits = Numbers.isLong(element) ? (Long) Numbers.toLong(element) : whole(element);
      if (bits != null) {
        result = result == null ? bits : (Long) join.applyAsLong(result, bits);
      }
    }

    private static @Nullable Long whole(Bytes element) {
      LongDouble number = number(element);
      if (number == null || LEAST.isAbove(number) || number.isAbove(MOST)) {
        return null;
      }
      return number.whole(RoundingMode.DOWN).longValueExact();
    }

    @Override
    public Reply reply() {
      return result == null ? Reply.NULL : Reply.integer(result);
    }
  }
}
