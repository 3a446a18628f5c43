package io.fakeredis.core.command;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Numbers;
import org.jspecify.annotations.Nullable;

/**
 * A part of a string as BITCOUNT and BITPOS take it: from start to end, both included, counted in
 * bytes or bits, negative ones from the end of the string.
 */
record BitRange(long start, long end, boolean inBits) {
  /** Up to 7.2 the key is looked at before the range. */
  static final Feature RANGE_FIRST = Feature.since("BITCOUNT.range-before-key", "7.4");

  private static final Feature UNIT = Feature.since("BITCOUNT.BIT", "7.0");
  private static final Feature START_ONLY = Feature.since("BITCOUNT.start-only", "valkey 8.0");
  private static final BitRange ALL = new BitRange(0, -1, false);

  /** The bits of a string that a range covers. */
  record Span(long first, long last) {}

  /** Reads {@code [start end [BYTE|BIT]]} at position 2; Valkey can do without the end. */
  static BitRange forCount(Call call) {
    Args args = call.args();
    if (args.count() == 2) {
      return ALL;
    }
    if (args.count() == 3 && call.has(START_ONLY)) {
      return new BitRange(args.integer(2), -1, false);
    }
    if (args.count() != 4 && !(args.count() == 5 && call.has(UNIT))) {
      throw Errors.syntax();
    }
    long start = args.integer(2);
    if (args.count() == 5 && call.has(START_ONLY)) {
      isBit(args.bytes(4)); // Valkey looks at the unit before the end, as all do in BITPOS
    }
    long end = args.integer(3);
    BitRange range = new BitRange(start, end, false);
    if (args.count() == 4 || (range.isReversedFromTheEnd() && !call.has(RANGE_FIRST))) {
      return range;
    }
    return new BitRange(start, end, isBit(args.bytes(4)));
  }

  /** Reads {@code [start [end [BYTE|BIT]]]} at position 3. */
  static BitRange forPosition(Call call) {
    Args args = call.args();
    if (args.count() == 3) {
      return ALL;
    }
    if (args.count() > (call.has(UNIT) ? 6 : 5)) {
      throw Errors.syntax();
    }
    long start = args.integer(3);
    boolean inBits = args.count() == 6 && isBit(args.bytes(5)); // looked at before the end
    long end = args.count() > 4 ? Numbers.parseLong(args.bytes(4)) : -1;
    return new BitRange(start, end, inBits);
  }

  private static boolean isBit(Bytes unit) {
    if (!unit.is("BIT") && !unit.is("BYTE")) {
      throw Errors.syntax();
    }
    return unit.is("BIT");
  }

  /** Whether both ends count from the end of the string and are the wrong way round. */
  boolean isReversedFromTheEnd() {
    return start < 0 && end < 0 && start > end;
  }

  /** The bits of a string of so many bytes that this covers; null if there are none. */
  @Nullable Span in(int length) {
    long total = inBits ? length * 8L : length;
    long from = start < 0 ? Math.max(start + total, 0) : start;
    long to = Math.min(end < 0 ? Math.max(end + total, 0) : end, total - 1);
    if (from > to) {
      return null;
    }
    return inBits ? new Span(from, to) : new Span(from * 8, to * 8 + 7);
  }
}
