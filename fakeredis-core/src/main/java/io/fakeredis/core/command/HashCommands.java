package io.fakeredis.core.command;

import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Flag.DENYOOM;
import static io.fakeredis.api.Flag.FAST;
import static io.fakeredis.api.Flag.READONLY;
import static io.fakeredis.api.Flag.WRITE;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.api.Keys.key;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Flag;
import io.fakeredis.api.Numbers;
import io.fakeredis.api.Reply;
import io.fakeredis.core.value.HashValue;
import io.fakeredis.core.value.HashValue.Field;
import io.fakeredis.core.value.LongDouble;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reading and writing <a href="https://redis.io/commands/?group=hash">hashes</a>. */
final class HashCommands implements CommandFamily {
  private static final Set<Flag> WRITES = flags(WRITE, DENYOOM, FAST);
  private static final Set<Flag> READS = flags(READONLY, FAST);
  private static final Set<Flag> SLOW_READS = flags(READONLY);
  private static final Bytes ZERO = Bytes.of(0);

  /** Since 7.0 HSETNX looks for the field before it thinks about the encoding. */
  private static final Feature LOOKS_FIRST = Feature.since("HSETNX.looks-first", "7.0");

  /** Since 6.2.12 an infinite increment is refused as such. */
  private static final Feature REFUSES_INFINITY =
      Feature.since("HINCRBYFLOAT.refuses-infinity", "6.2.12");

  @Override
  public String group() {
    return "hash";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        command("HDEL", "2.0", -3, key(1), flags(WRITE, FAST), HashCommands::hdel),
        command("HEXISTS", "2.0", 3, key(1), READS, HashCommands::hexists),
        command("HGET", "2.0", 3, key(1), READS, HashCommands::hget),
        command("HGETALL", "2.0", 2, key(1), SLOW_READS, HashCommands::hgetall),
        command("HINCRBY", "2.0", 4, key(1), WRITES, HashCommands::hincrby),
        command("HINCRBYFLOAT", "2.6", 4, key(1), WRITES, HashCommands::hincrbyfloat),
        command("HKEYS", "2.0", 2, key(1), SLOW_READS, HashCommands::hkeys),
        command("HLEN", "2.0", 2, key(1), READS, HashCommands::hlen),
        command("HMGET", "2.0", -3, key(1), READS, HashCommands::hmget),
        command("HMSET", "2.0", -4, key(1), WRITES, HashCommands::hmset),
        command("HSET", "2.0", -4, key(1), WRITES, HashCommands::hset),
        command("HSETNX", "2.0", 4, key(1), WRITES, HashCommands::hsetnx),
        command("HSTRLEN", "3.2", 3, key(1), READS, HashCommands::hstrlen),
        command("HVALS", "2.0", 2, key(1), SLOW_READS, HashCommands::hvals));
  }

  private static Reply hdel(Call call) {
    Bytes key = call.args().bytes(1);
    HashValue hash = HashFields.find(call, key);
    if (hash == null) {
      return Reply.ZERO;
    }
    List<Bytes> removed = new ArrayList<>();
    for (Bytes name : call.args().from(2)) {
      boolean gone = call.has(ValkeyFields.FORM) && HashFields.isExpired(call, hash, name);
      if (!gone && hash.remove(name)) {
        removed.add(name);
      }
    }
    if (!removed.isEmpty()) {
      call.db().changed(key, "hdel", removed);
    }
    return Reply.integer(removed.size());
  }

  private static @Nullable Field field(Call call) {
    Bytes key = call.args().bytes(1);
    return HashFields.live(call, key, HashFields.find(call, key), call.args().bytes(2));
  }

  private static Reply hexists(Call call) {
    return Reply.integer(field(call) != null);
  }

  private static Reply hget(Call call) {
    return valueOrNull(field(call));
  }

  private static Reply valueOrNull(@Nullable Field field) {
    return field == null ? Reply.NULL : Reply.bulk(field.value());
  }

  private static Reply hstrlen(Call call) {
    Field field = field(call);
    return Reply.integer(field == null ? 0 : field.value().length());
  }

  private static Reply hmget(Call call) {
    Bytes key = call.args().bytes(1);
    FieldChanges changes = new FieldChanges(call, key, HashFields.find(call, key));
    List<Reply> values = new ArrayList<>(call.args().count() - 2);
    for (Bytes name : call.args().from(2)) {
      values.add(valueOrNull(changes.live(name)));
    }
    changes.tell("hexpire");
    return Reply.array(values);
  }

  private static Reply hgetall(Call call) {
    return Reply.map(all(call, true, true));
  }

  private static Reply hkeys(Call call) {
    return Reply.array(all(call, true, false));
  }

  private static Reply hvals(Call call) {
    return Reply.array(all(call, false, true));
  }

  private static List<Reply> all(Call call, boolean names, boolean values) {
    HashValue hash = HashFields.find(call, call.args().bytes(1));
    if (hash == null) {
      return List.of();
    }
    List<Reply> replies = new ArrayList<>(names && values ? 2 * hash.size() : hash.size());
    long now = call.now();
    for (Field field : hash) {
      if (!field.isExpired(now)) {
        if (names) {
          replies.add(Reply.bulk(field.key()));
        }
        if (values) {
          replies.add(Reply.bulk(field.value()));
        }
      }
    }
    return replies;
  }

  private static Reply hlen(Call call) {
    HashValue hash = HashFields.find(call, call.args().bytes(1));
    return Reply.integer(hash == null ? 0 : hash.size());
  }

  private static Reply hset(Call call) {
    return Reply.integer(setAll(call));
  }

  private static Reply hmset(Call call) {
    setAll(call);
    return Reply.OK;
  }

  /** Sets all fields of the call; how many of them were not there before. */
  private static int setAll(Call call) {
    Args args = call.args();
    if (args.count() % 2 != 0) {
      throw Errors.arity(call.command().fullName());
    }
    HashValue hash = call.db().create(args.bytes(1), HashValue.TYPE);
    hash.expect(args.from(2), call.settings());
    int before = hash.size();
    int buried = 0;
    for (int i = 2; i < args.count(); i += 2) {
      buried += HashFields.bury(call, hash, args.bytes(i));
      HashFields.set(call, hash, args.bytes(i), args.bytes(i + 1));
    }
    HashFields.tellBuried(call, args.bytes(1), buried);
    call.db().changed(args.bytes(1), "hset", HashFields.names(args.from(2)));
    return hash.size() - before + buried;
  }

  private static Reply hsetnx(Call call) {
    Args args = call.args();
    Bytes key = args.bytes(1);
    HashValue hash = call.db().create(key, HashValue.TYPE);
    if (!call.has(LOOKS_FIRST)) {
      hash.expect(args.from(2), call.settings());
    }
    if (HashFields.live(call, key, hash, args.bytes(2)) != null) {
      return Reply.ZERO;
    }
    HashValue target = call.db().create(key, HashValue.TYPE);
    HashFields.tellBuried(call, key, HashFields.bury(call, target, args.bytes(2)));
    HashFields.set(call, target, args.bytes(2), args.bytes(3));
    call.db().changed(key, "hset", List.of(args.bytes(2)));
    return Reply.ONE;
  }

  private static Reply hincrby(Call call) {
    long by = call.args().integer(3);
    Bytes old = number(call);
    if (!Numbers.isLong(old)) {
      throw Errors.error("ERR hash value is not an integer");
    }
    long value = Numbers.toLong(old);
    long sum = value + by;
    if (((value ^ sum) & (by ^ sum)) < 0) {
      throw Errors.error("ERR increment or decrement would overflow");
    }
    update(call, Bytes.of(sum), "hincrby");
    return Reply.integer(sum);
  }

  private static Reply hincrbyfloat(Call call) {
    LongDouble by = LongDouble.parse(call.args().bytes(3));
    if (by == null) {
      throw Errors.notAFloat();
    }
    if (!by.isFinite() && call.has(REFUSES_INFINITY)) {
      throw Errors.error("ERR value is NaN or Infinity");
    }
    LongDouble value = LongDouble.parse(number(call));
    if (value == null) {
      throw Errors.error("ERR hash value is not a float");
    }
    LongDouble sum = value.isFinite() && by.isFinite() ? value.plus(by) : null;
    if (sum == null || !sum.isFinite()) {
      throw Errors.error("ERR increment would produce NaN or Infinity");
    }
    update(call, sum.text(), "hincrbyfloat");
    return Reply.bulk(sum.text());
  }

  /** The text of the number that is to be incremented; of 0 if there is none. */
  private static Bytes number(Call call) {
    Field field = field(call);
    return field == null ? ZERO : field.value();
  }

  /** Gives the field a new value; if it expires, it goes on to do so. */
  private static void update(Call call, Bytes value, String event) {
    Bytes key = call.args().bytes(1);
    Bytes name = call.args().bytes(2);
    HashValue hash = call.db().create(key, HashValue.TYPE);
    HashFields.tellBuried(call, key, HashFields.bury(call, hash, name));
    hash.put(name, value, call.settings());
    call.db().changed(key, event, List.of(name));
  }
}
