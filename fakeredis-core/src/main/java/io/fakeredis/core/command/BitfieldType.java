package io.fakeredis.core.command;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.CommandException;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Numbers;

/** The type of an integer in a BITFIELD: {@code i1} to {@code i64}, {@code u1} to {@code u63}. */
record BitfieldType(boolean signed, int bits) {

  static BitfieldType parse(Bytes text) {
    if (text.isEmpty() || (text.at(0) != 'i' && text.at(0) != 'u')) {
      throw invalid();
    }
    boolean signed = text.at(0) == 'i';
    Bytes bits = text.slice(1, text.length());
    if (!Numbers.isLong(bits)) {
      throw invalid();
    }
    long count = Numbers.toLong(bits);
    if (count < 1 || count > (signed ? 64 : 63)) {
      throw invalid();
    }
    return new BitfieldType(signed, (int) count);
  }

  private static CommandException invalid() {
    return Errors.error(
        "ERR Invalid bitfield type. Use something like i16 u8."
            + " Note that u64 is not supported but i64 is.");
  }

  long max() {
    return signed ? (1L << (bits - 1)) - 1 : -1L >>> (64 - bits);
  }

  long min() {
    return signed ? -max() - 1 : 0;
  }

  /** The number that the low bits spell. */
  long wrap(long value) {
    int unused = 64 - bits;
    return signed ? value << unused >> unused : value << unused >>> unused;
  }

  /** 1 if the value is too large for the type, -1 if it is too small, 0 if it fits. */
  int overflow(long value) {
    if (!signed && value < 0) {
      return 1; // SET takes its argument as a number without a sign
    }
    boolean seemsLarge = bits < 64 && max() - value < 0; // the difference may wrap around
    return value > max() || seemsLarge ? 1 : value < min() ? -1 : 0;
  }

  /** The same for the sum of a value of this type and any increment. */
  int overflow(long value, long increment) {
    long sum = value + increment;
    boolean wrapped = ((value ^ sum) & (increment ^ sum)) < 0;
    if (increment > 0) {
      return wrapped || sum > max() ? 1 : 0;
    }
    return wrapped || sum < min() ? -1 : 0;
  }
}
