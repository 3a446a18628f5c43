package io.fakeredis.core.command;

import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Flag.DENYOOM;
import static io.fakeredis.api.Flag.FAST;
import static io.fakeredis.api.Flag.READONLY;
import static io.fakeredis.api.Flag.WRITE;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.api.Keys.key;
import static io.fakeredis.api.Keys.keys;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Database;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Reply;
import io.fakeredis.api.StringValue;
import io.fakeredis.core.value.LongDouble;
import java.util.ArrayList;
import java.util.List;

/** Reading and writing whole <a href="https://redis.io/commands/?group=string">strings</a>. */
final class StringCommands implements CommandFamily {
  private static final Feature NAMES_COMMAND = Feature.since("MSET.names-command", "7.0");

  /** Until 6.2 the server negates the least integer, which stays what it is. */
  private static final Feature CHECKS_DECREMENT = Feature.since("DECRBY.checks-overflow", "7.0");

  /** A script holds on to its words, so that they can't be turned into integers. */
  private static final Feature KEEPS_WORDS = Feature.since("EVAL.sets-words", "valkey 9.1");

  private static final Bytes ZERO = Bytes.of(0);

  @Override
  public String group() {
    return "string";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        command("APPEND", "2.0", 3, key(1), flags(WRITE, DENYOOM, FAST), StringCommands::append),
        command("DECR", "1.0", 2, key(1), flags(WRITE, DENYOOM, FAST), call -> add(call, -1)),
        command("DECRBY", "1.0", 3, key(1), flags(WRITE, DENYOOM, FAST), StringCommands::decrby),
        command("GET", "1.0", 2, key(1), flags(READONLY, FAST), StringCommands::get),
        command("GETRANGE", "2.4", 4, key(1), flags(READONLY), StringCommands::getrange),
        command("GETSET", "1.0", 3, key(1), flags(WRITE, DENYOOM, FAST), StringCommands::getset),
        command("INCR", "1.0", 2, key(1), flags(WRITE, DENYOOM, FAST), call -> add(call, 1)),
        command("INCRBY", "1.0", 3, key(1), flags(WRITE, DENYOOM, FAST), StringCommands::incrby),
        command(
            "INCRBYFLOAT",
            "2.6",
            3,
            key(1),
            flags(WRITE, DENYOOM, FAST),
            StringCommands::incrbyfloat),
        command("MGET", "1.0", -2, keys(1, -1), flags(READONLY, FAST), StringCommands::mget),
        command("MSET", "1.0.1", -3, keys(1, -1, 2), flags(WRITE, DENYOOM), StringCommands::mset),
        command(
            "MSETNX", "1.0.1", -3, keys(1, -1, 2), flags(WRITE, DENYOOM), StringCommands::msetnx),
        command("SETRANGE", "2.2", 4, key(1), flags(WRITE, DENYOOM), StringCommands::setrange),
        command("STRLEN", "2.2", 2, key(1), flags(READONLY, FAST), StringCommands::strlen),
        command("SUBSTR", "1.0", 4, key(1), flags(READONLY), StringCommands::getrange));
  }

  private static Reply get(Call call) {
    return Reply.bulkOrNull(call.db().string(call.args().bytes(1)));
  }

  private static Reply getset(Call call) {
    Bytes key = call.args().bytes(1);
    Bytes old = call.db().string(key);
    call.db().put(key, StringValue.TYPE, ofWord(call, call.args().bytes(2)), "set");
    return Reply.bulkOrNull(old);
  }

  /** What comes to lie under a key that is set to a word of the call. */
  static StringValue ofWord(Call call, Bytes word) {
    boolean asItIs = call.isFromScript() && call.has(KEEPS_WORDS);
    return asItIs ? StringValue.text(word) : StringValue.of(word);
  }

  private static Reply mget(Call call) {
    List<Reply> values = new ArrayList<>(call.args().count() - 1);
    for (Bytes key : call.args().from(1)) {
      Database.Stored stored = call.db().read(key);
      Object value = stored == null ? null : stored.value();
      values.add(value instanceof StringValue string ? Reply.bulk(string.bytes()) : Reply.NULL);
    }
    return Reply.array(values);
  }

  private static Reply mset(Call call) {
    checkPairs(call);
    setAll(call);
    return Reply.OK;
  }

  private static Reply msetnx(Call call) {
    checkPairs(call);
    for (int i = 1; i < call.args().count(); i += 2) {
      if (call.db().exists(call.args().bytes(i))) {
        return Reply.ZERO;
      }
    }
    setAll(call);
    return Reply.ONE;
  }

  private static void checkPairs(Call call) {
    if (call.args().count() % 2 == 0) {
      throw call.has(NAMES_COMMAND)
          ? Errors.arity(call.command().fullName())
          : Errors.error("ERR wrong number of arguments for MSET");
    }
  }

  private static void setAll(Call call) {
    Args args = call.args();
    for (int i = 1; i < args.count(); i += 2) {
      call.db().put(args.bytes(i), StringValue.TYPE, ofWord(call, args.bytes(i + 1)), "set");
    }
  }

  private static Reply strlen(Call call) {
    StringValue value = call.db().find(call.args().bytes(1), StringValue.TYPE);
    return Reply.integer(value == null ? 0 : value.length());
  }

  private static Reply incrby(Call call) {
    return add(call, call.args().integer(2));
  }

  private static Reply decrby(Call call) {
    long by = call.args().integer(2);
    if (by == Long.MIN_VALUE && call.has(CHECKS_DECREMENT)) {
      throw Errors.error("ERR decrement would overflow");
    }
    return add(call, -by);
  }

  private static Reply add(Call call, long by) {
    Bytes key = call.args().bytes(1);
    StringValue value = call.db().find(key, StringValue.TYPE);
    long old = value == null ? 0 : value.integer();
    long sum = old + by;
    if (((old ^ sum) & (by ^ sum)) < 0) {
      throw Errors.error("ERR increment or decrement would overflow");
    }
    if (value == null) {
      call.db().put(key, StringValue.TYPE, StringValue.of(Bytes.of(sum)), "incrby");
    } else {
      value.become(sum);
      call.db().changed(key, "incrby");
    }
    return Reply.integer(sum);
  }

  private static Reply incrbyfloat(Call call) {
    Bytes key = call.args().bytes(1);
    StringValue value = call.db().find(key, StringValue.TYPE);
    LongDouble old = number(value == null ? ZERO : value.bytes());
    LongDouble sum = old.plus(number(call.args().bytes(2)));
    if (!sum.isFinite()) {
      throw Errors.error("ERR increment would produce NaN or Infinity");
    }
    Bytes text = sum.text();
    if (value == null) {
      call.db().put(key, StringValue.TYPE, StringValue.text(text), "incrbyfloat");
    } else {
      value.become(text);
      call.db().changed(key, "incrbyfloat");
    }
    return Reply.bulk(text);
  }

  private static LongDouble number(Bytes text) {
    LongDouble number = LongDouble.parse(text);
    if (number == null) {
      throw Errors.notAFloat();
    }
    return number;
  }

  private static Reply append(Call call) {
    Bytes key = call.args().bytes(1);
    Bytes more = call.args().bytes(2);
    StringValue value = call.db().find(key, StringValue.TYPE);
    if (value == null) {
      call.db().put(key, StringValue.TYPE, ofWord(call, more), "append");
      return Reply.integer(more.length());
    }
    checkLength(call, value.length(), more.length());
    value.append(more);
    call.db().changed(key, "append");
    return Reply.integer(value.length());
  }

  private static Reply setrange(Call call) {
    Bytes key = call.args().bytes(1);
    long offset = call.args().integer(2);
    Bytes part = call.args().bytes(3);
    if (offset < 0) {
      throw Errors.error("ERR offset is out of range");
    }
    StringValue value = call.db().find(key, StringValue.TYPE);
    if (part.isEmpty()) {
      return Reply.integer(value == null ? 0 : value.length());
    }
    checkLength(call, offset, part.length());
    if (value == null) {
      value = StringValue.text(Bytes.EMPTY);
      value.write((int) offset, part);
      call.db().put(key, StringValue.TYPE, value, "setrange");
    } else {
      value.write((int) offset, part);
      call.db().changed(key, "setrange");
    }
    return Reply.integer(value.length());
  }

  private static void checkLength(Call call, long length, int more) {
    long most = Math.min(call.settings().number("proto-max-bulk-len"), BitOffset.LONGEST_ARRAY);
    if (length > most - more) {
      throw Errors.error("ERR string exceeds maximum allowed size (proto-max-bulk-len)");
    }
  }

  private static Reply getrange(Call call) {
    long from = call.args().integer(2);
    long to = call.args().integer(3);
    StringValue value = call.db().find(call.args().bytes(1), StringValue.TYPE);
    if (value == null || (from < 0 && to < 0 && from > to)) {
      return Reply.EMPTY_BULK;
    }
    int length = value.length();
    long first = Math.max(0, from < 0 ? from + length : from);
    long last = Math.min(length - 1L, Math.max(0, to < 0 ? to + length : to));
    return first > last || length == 0
        ? Reply.EMPTY_BULK
        : Reply.bulk(value.slice((int) first, (int) last + 1));
  }
}
