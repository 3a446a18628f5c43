package io.fakeredis.core.command;

import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Flag.DENYOOM;
import static io.fakeredis.api.Flag.FAST;
import static io.fakeredis.api.Flag.READONLY;
import static io.fakeredis.api.Flag.WRITE;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.api.Keys.key;
import static io.fakeredis.api.Keys.keys;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Reply;
import io.fakeredis.api.StringValue;
import io.fakeredis.core.value.Bits;
import java.util.ArrayList;
import java.util.List;

/** Strings as arrays of bits: all but BITFIELD, which has a family of its own. */
final class BitmapCommands implements CommandFamily {
  private static final Feature QUIET = Feature.since("SETBIT.quiet-when-unchanged", "7.0");

  @Override
  public String group() {
    return "bitmap";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        command("SETBIT", "2.2", 4, key(1), flags(WRITE, DENYOOM), BitmapCommands::setbit),
        command("GETBIT", "2.2", 3, key(1), flags(READONLY, FAST), BitmapCommands::getbit),
        command("BITCOUNT", "2.6", -2, key(1), flags(READONLY), BitmapCommands::bitcount),
        command("BITPOS", "2.8", -3, key(1), flags(READONLY), BitmapCommands::bitpos),
        command("BITOP", "2.6", -4, keys(2, -1), flags(WRITE, DENYOOM), BitmapCommands::bitop));
  }

  private static Reply setbit(Call call) {
    Bytes key = call.args().bytes(1);
    long offset = BitOffset.parse(call, call.args().bytes(2));
    Bytes bit = call.args().bytes(3);
    if (!bit.is("0") && !bit.is("1")) {
      throw Errors.error("ERR bit is not an integer or out of range");
    }
    int at = (int) (offset >>> 3);
    int mask = 0x80 >>> (offset & 7);
    StringValue value = call.db().create(key, StringValue.TYPE);
    boolean grown = at >= value.length();
    value.grow(at + 1);
    int old = value.at(at);
    int changed = bit.is("1") ? old | mask : old & ~mask;
    value.set(at, changed);
    if (grown || changed != old || !call.has(QUIET)) {
      call.db().changed(key, "setbit");
    }
    return Reply.integer((old & mask) != 0);
  }

  private static Reply getbit(Call call) {
    long offset = BitOffset.parse(call, call.args().bytes(2));
    StringValue value = call.db().find(call.args().bytes(1), StringValue.TYPE);
    if (value == null) {
      return Reply.ZERO;
    }
    return Reply.integer((value.at((int) (offset >>> 3)) & 0x80 >>> (offset & 7)) != 0);
  }

  private static Reply bitcount(Call call) {
    Bytes value = null;
    if (!call.has(BitRange.RANGE_FIRST)) {
      value = call.db().string(call.args().bytes(1));
      if (value == null) {
        return Reply.ZERO;
      }
    }
    BitRange range = BitRange.forCount(call);
    if (value == null) {
      value = call.db().string(call.args().bytes(1));
    }
    if (value == null || range.isReversedFromTheEnd()) {
      return Reply.ZERO;
    }
    BitRange.Span span = range.in(value.length());
    return Reply.integer(span == null ? 0 : Bits.count(value.array(), span.first(), span.last()));
  }

  private static Reply bitpos(Call call) {
    long bit = call.args().integer(2);
    if (bit != 0 && bit != 1) {
      throw Errors.error("ERR The bit argument must be 1 or 0.");
    }
    Reply whenMissing = Reply.integer(-bit);
    Bytes value = null;
    if (!call.has(BitRange.RANGE_FIRST)) {
      value = call.db().string(call.args().bytes(1));
      if (value == null) {
        return whenMissing;
      }
    }
    BitRange range = BitRange.forPosition(call);
    if (value == null) {
      value = call.db().string(call.args().bytes(1));
    }
    return value == null ? whenMissing : Reply.integer(find(value, bit == 1, range, call));
  }

  private static long find(Bytes value, boolean set, BitRange range, Call call) {
    BitRange.Span span = range.in(value.length());
    if (span == null) {
      return -1;
    }
    long found = Bits.find(value.array(), set, span.first(), span.last());
    boolean endGiven = call.args().count() > 4;
    // without an end the string counts as followed by zeros for ever
    return found < 0 && !set && !endGiven ? value.length() * 8L : found;
  }

  private static Reply bitop(Call call) {
    List<Bytes> keys = call.args().from(3);
    BitOperation operation = BitOperation.parse(call, call.args().bytes(1), keys.size());
    List<byte[]> sources = new ArrayList<>();
    int length = 0;
    for (Bytes key : keys) {
      Bytes source = call.db().string(key);
      sources.add(source == null ? Bytes.EMPTY.array() : source.array());
      length = Math.max(length, source == null ? 0 : source.length());
    }
    Bytes destination = call.args().bytes(2);
    if (length == 0) {
      call.db().remove(destination, "del");
      return Reply.ZERO;
    }
    Bytes result = Bytes.wrap(operation.combine(sources, length));
    call.db().put(destination, StringValue.TYPE, StringValue.raw(result), "set");
    return Reply.integer(length);
  }
}
