package io.fakeredis.core.command;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.CommandException;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Numbers;

/** Where a bit is, for commands that may make a string long enough to have it. */
final class BitOffset {
  private static final Feature CONFIGURED_LIMIT =
      Feature.since("SETBIT.limit-by-proto-max-bulk-len", "6.2");
  private static final long DEFAULT_LIMIT = 512L * 1024 * 1024;

  /** Java has no longer ones. */
  static final long LONGEST_ARRAY = Integer.MAX_VALUE - 8L;

  private BitOffset() {}

  static long parse(Call call, Bytes text) {
    if (!Numbers.isLong(text)) {
      throw invalid();
    }
    return checked(call, Numbers.toLong(text));
  }

  /**
   * Reads an offset that may count in fields of that many bits: {@code #3} is the fourth of them.
   */
  static long parse(Call call, Bytes text, int fieldBits) {
    if (text.isEmpty() || text.at(0) != '#') {
      return parse(call, text);
    }
    Bytes number = text.slice(1, text.length());
    if (!Numbers.isLong(number)) {
      throw invalid();
    }
    return checked(call, Numbers.toLong(number) * fieldBits); // wraps around as in the real server
  }

  private static long checked(Call call, long offset) {
    if (offset < 0 || offset >>> 3 >= limit(call)) {
      throw invalid();
    }
    return offset;
  }

  private static long limit(Call call) {
    long limit =
        call.has(CONFIGURED_LIMIT) ? call.settings().number("proto-max-bulk-len") : DEFAULT_LIMIT;
    return Math.min(limit, LONGEST_ARRAY);
  }

  private static CommandException invalid() {
    return Errors.error("ERR bit offset is not an integer or out of range");
  }
}
