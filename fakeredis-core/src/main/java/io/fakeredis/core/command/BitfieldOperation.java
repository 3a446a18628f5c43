package io.fakeredis.core.command;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Errors;
import io.fakeredis.api.StringValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One GET, SET or INCRBY of a BITFIELD call. */
record BitfieldOperation(
    Kind kind, BitfieldType type, long offset, long argument, Overflow overflow) {

  /** What is done with the integer. */
  enum Kind {
    GET(2),
    SET(3),
    INCRBY(3);

    private final int arguments;

    Kind(int arguments) {
      this.arguments = arguments;
    }
  }

  /** What happens to a result that its type cannot hold. */
  enum Overflow {
    WRAP,
    SAT,
    FAIL
  }

  /** All operations from position 2 on. */
  static List<BitfieldOperation> parse(Call call) {
    List<BitfieldOperation> operations = new ArrayList<>();
    Overflow overflow = Overflow.WRAP;
    Args args = call.args();
    int at = 2;
    while (at < args.count()) {
      int left = args.count() - at - 1;
      if (args.is(at, "OVERFLOW") && left >= 1) {
        overflow = overflow(args.bytes(at + 1));
        at += 2;
      } else {
        Kind kind = kind(args.bytes(at), left);
        operations.add(parse(call, kind, at + 1, overflow));
        at += 1 + kind.arguments;
      }
    }
    return operations;
  }

  private static Overflow overflow(Bytes word) {
    for (Overflow overflow : Overflow.values()) {
      if (word.is(overflow.name())) {
        return overflow;
      }
    }
    throw Errors.error("ERR Invalid OVERFLOW type specified");
  }

  private static Kind kind(Bytes word, int left) {
    for (Kind kind : Kind.values()) {
      if (word.is(kind.name()) && left >= kind.arguments) {
        return kind;
      }
    }
    throw Errors.syntax();
  }

  private static BitfieldOperation parse(Call call, Kind kind, int at, Overflow overflow) {
    BitfieldType type = BitfieldType.parse(call.args().bytes(at));
    long offset = BitOffset.parse(call, call.args().bytes(at + 1), type.bits());
    long argument = kind == Kind.GET ? 0 : call.args().integer(at + 2);
    return new BitfieldOperation(kind, type, offset, argument, overflow);
  }

  boolean isWrite() {
    return kind != Kind.GET;
  }

  /** How many bytes a string must have to hold the integer. */
  int needed() {
    return (int) ((offset + type.bits() + 7) >>> 3);
  }

  /** The integer as it is; bits beyond the end of the string are zero. */
  long read(@Nullable StringValue value) {
    if (value == null) {
      return 0;
    }
    long bits = 0;
    for (long bit = offset; bit < offset + type.bits(); bit++) {
      bits = bits << 1 | (value.at((int) (bit >>> 3)) >>> (7 - (bit & 7)) & 1);
    }
    return type.wrap(bits);
  }

  /** What is to be written over the old integer; null if it does not fit and must not be. */
  @Nullable Long result(long old) {
    boolean set = kind == Kind.SET;
    int over = set ? type.overflow(argument) : type.overflow(old, argument);
    if (over == 0 || overflow == Overflow.WRAP) {
      return type.wrap(set ? argument : old + argument);
    }
    if (overflow == Overflow.FAIL) {
      return null;
    }
    return over > 0 ? type.max() : type.min();
  }

  void write(StringValue value, long integer) {
    for (int i = 0; i < type.bits(); i++) {
      long bit = offset + type.bits() - 1 - i;
      int at = (int) (bit >>> 3);
      int mask = 0x80 >>> (bit & 7);
      boolean one = (integer >>> i & 1) != 0;
      value.set(at, one ? value.at(at) | mask : value.at(at) & ~mask);
    }
  }
}
