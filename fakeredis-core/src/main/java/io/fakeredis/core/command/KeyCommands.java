package io.fakeredis.core.command;

import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Flag.DENYOOM;
import static io.fakeredis.api.Flag.FAST;
import static io.fakeredis.api.Flag.READONLY;
import static io.fakeredis.api.Flag.WRITE;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.api.Keys.NONE;
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
import io.fakeredis.api.Glob;
import io.fakeredis.api.Numbers;
import io.fakeredis.api.Reply;
import io.fakeredis.api.ValueType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The <a href="https://redis.io/commands/?group=generic">commands for keys of any type</a>. */
final class KeyCommands implements CommandFamily {
  /** Fields that have expired stay behind. */
  private static final Feature COPIES_WHAT_LIVES = Feature.since("COPY.what-lives", "valkey 9.0");

  private static final Feature MOVE_TEXT = Feature.since("MOVE.checks-integer", "6.2");

  @Override
  public String group() {
    return "generic";
  }

  @Override
  public List<Command> commands() {
    List<Command> rows =
        new ArrayList<>(
            List.of(
                command("COPY", "6.2", -3, keys(1, 2), flags(WRITE, DENYOOM), KeyCommands::copy),
                command("DEL", "1.0", -2, keys(1, -1), flags(WRITE), KeyCommands::del),
                command(
                    "EXISTS", "1.0", -2, keys(1, -1), flags(READONLY, FAST), KeyCommands::exists),
                command("KEYS", "1.0", 2, NONE, flags(READONLY), KeyCommands::keysOf),
                command("MOVE", "1.0", 3, key(1), flags(WRITE, FAST), KeyCommands::move),
                command("RANDOMKEY", "1.0", 1, NONE, flags(READONLY), KeyCommands::randomkey),
                command("RENAME", "1.0", 3, keys(1, 2), flags(WRITE), KeyCommands::rename),
                command(
                    "RENAMENX", "1.0", 3, keys(1, 2), flags(WRITE, FAST), KeyCommands::renamenx),
                command(
                    "TOUCH", "3.2.1", -2, keys(1, -1), flags(READONLY, FAST), KeyCommands::touch),
                command("TYPE", "1.0", 2, key(1), flags(READONLY, FAST), KeyCommands::type),
                command("UNLINK", "4.0", -2, keys(1, -1), flags(WRITE, FAST), KeyCommands::del)));
    rows.replaceAll(
        row ->
            row.name().equals("KEYS")
                ? row.categories("keyspace", "dangerous")
                : row.categories("keyspace"));
    return rows;
  }

  private static Reply del(Call call) {
    long removed = 0;
    for (Bytes key : call.args().from(1)) {
      removed += call.db().remove(key, "del") ? 1 : 0;
    }
    return Reply.integer(removed);
  }

  private static Reply exists(Call call) {
    long found = 0;
    for (Bytes key : call.args().from(1)) {
      found += call.db().look(key) == null ? 0 : 1;
    }
    return Reply.integer(found);
  }

  private static Reply touch(Call call) {
    long found = 0;
    for (Bytes key : call.args().from(1)) {
      found += call.db().exists(key) ? 1 : 0;
    }
    return Reply.integer(found);
  }

  private static Reply type(Call call) {
    Database.Stored stored = call.db().look(call.args().bytes(1));
    return Reply.simple(stored == null ? "none" : stored.type().name());
  }

  private static Reply keysOf(Call call) {
    Bytes pattern = call.args().bytes(1);
    List<Reply> found = new ArrayList<>();
    call.db()
        .forEach(
            key -> {
              if (Glob.isEverything(pattern) || Glob.matches(pattern, key)) {
                found.add(Reply.bulk(key));
              }
            });
    return Reply.array(found);
  }

  private static Reply randomkey(Call call) {
    return Reply.bulkOrNull(call.db().randomKey(call.random()));
  }

  private static Reply rename(Call call) {
    Bytes from = call.args().bytes(1);
    Bytes to = call.args().bytes(2);
    Database.Stored stored = sourceOf(call, from);
    if (!from.equals(to)) {
      carry(call.db(), from, stored, call.db(), to, "rename_from", "rename_to");
    }
    return Reply.OK;
  }

  private static Reply renamenx(Call call) {
    Bytes from = call.args().bytes(1);
    Bytes to = call.args().bytes(2);
    Database.Stored stored = sourceOf(call, from);
    if (from.equals(to) || call.db().exists(to)) {
      return Reply.ZERO;
    }
    carry(call.db(), from, stored, call.db(), to, "rename_from", "rename_to");
    return Reply.ONE;
  }

  private static Database.Stored sourceOf(Call call, Bytes key) {
    Database.Stored stored = call.db().stored(key);
    if (stored == null) {
      throw Errors.noSuchKey();
    }
    return stored;
  }

  /** Takes a value from one key to another, with its time to live. */
  private static void carry(
      Database from,
      Bytes fromKey,
      Database.Stored stored,
      Database to,
      Bytes toKey,
      String fromEvent,
      String toEvent) {
    long expiresAt = stored.expiresAt();
    Database.Stored before = to.stored(toKey);
    makeRoom(to, toKey);
    makeRoom(from, fromKey);
    store(to, toKey, stored.type(), stored.value(), expiresAt);
    from.genericEvent(fromKey, fromEvent);
    to.genericEvent(toKey, toEvent);
    tellOverwritten(to, toKey, before, stored.type());
  }

  /** Removes a key, which is no change of its own. */
  private static void makeRoom(Database db, Bytes key) {
    if (db.remove(key, null)) {
      db.countChanges(-1);
    }
  }

  private static void tellOverwritten(
      Database db, Bytes key, Database.@Nullable Stored before, ValueType<?> type) {
    if (before != null) {
      db.overwritten(key, before.type() != type);
    }
  }

  @SuppressWarnings("unchecked") // a value is always stored together with its own type
  private static void store(
      Database db, Bytes key, ValueType<?> type, Object value, long expiresAt) {
    db.put(key, (ValueType<Object>) type, value, null);
    db.expireAt(key, expiresAt);
  }

  private static Reply move(Call call) {
    Bytes key = call.args().bytes(1);
    Database target = moveTarget(call);
    if (target == call.db()) {
      throw Errors.error("ERR source and destination objects are the same");
    }
    Database.Stored stored = call.db().stored(key);
    if (stored == null || target.exists(key)) {
      return Reply.ZERO;
    }
    carry(call.db(), key, stored, target, key, "move_from", "move_to");
    return Reply.ONE;
  }

  /** 6.0 says of everything that is no database that the index is out of range. */
  private static Database moveTarget(Call call) {
    Bytes index = call.args().bytes(2);
    if (!call.has(MOVE_TEXT) && !Numbers.isLong(index)) {
      throw Errors.error("ERR index out of range");
    }
    if (call.has(MOVE_TEXT)) {
      return database(call, 2);
    }
    long number = call.args().integer(2);
    if (number < 0 || number >= call.settings().number("databases")) {
      throw Errors.error("ERR index out of range");
    }
    return call.db(number);
  }

  private static Database database(Call call, int index) {
    return call.db(call.args().integerBetween(Integer.MIN_VALUE, Integer.MAX_VALUE, index));
  }

  private static Reply copy(Call call) {
    Args args = call.args();
    Database target = call.db();
    boolean replace = false;
    for (int i = 3; i < args.count(); i++) {
      if (args.is(i, "REPLACE")) {
        replace = true;
      } else if (args.is(i, "DB") && i + 1 < args.count()) {
        target = database(call, ++i);
      } else {
        throw Errors.syntax();
      }
    }
    if (target == call.db() && args.bytes(1).equals(args.bytes(2))) {
      throw Errors.error("ERR source and destination objects are the same");
    }
    return copy(call, target, replace);
  }

  private static Reply copy(Call call, Database target, boolean replace) {
    Bytes to = call.args().bytes(2);
    Database.Stored stored = call.db().read(call.args().bytes(1));
    if (stored == null || (!replace && target.stored(to) != null)) {
      return Reply.ZERO;
    }
    Object copy = copyOf(call, stored); // may be refused, and then nothing is lost
    Database.Stored before = target.stored(to);
    makeRoom(target, to);
    store(target, to, stored.type(), copy, stored.expiresAt());
    target.genericEvent(to, "copy_to");
    tellOverwritten(target, to, before, stored.type());
    return Reply.ONE;
  }

  @SuppressWarnings("unchecked") // a value is always stored together with its own type
  private static Object copyOf(Call call, Database.Stored stored) {
    ValueType<Object> type = (ValueType<Object>) stored.type();
    Object copy = type.copy(stored.value());
    if (call.has(COPIES_WHAT_LIVES)) {
      type.expire(copy, call.now(), new ArrayList<>());
    }
    return copy;
  }
}
