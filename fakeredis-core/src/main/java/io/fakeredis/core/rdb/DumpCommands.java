package io.fakeredis.core.rdb;

import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Flag.ASKING;
import static io.fakeredis.api.Flag.DENYOOM;
import static io.fakeredis.api.Flag.RANDOM;
import static io.fakeredis.api.Flag.READONLY;
import static io.fakeredis.api.Flag.WRITE;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.api.Keys.key;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Database;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Reply;
import java.util.List;
import java.util.Objects;

/** DUMP and RESTORE: a key's value as bytes. */
public final class DumpCommands implements CommandFamily {
  private static final long SECOND = 1000;
  private static final int MOST_FREQUENT = 255;

  @Override
  public String group() {
    return "generic";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        command("DUMP", "2.6", 2, key(1), flags(READONLY, RANDOM), DumpCommands::dump)
            .categories("keyspace"),
        command("DUMP", "7.0", 2, key(1), flags(READONLY), DumpCommands::dump)
            .categories("keyspace"),
        command("RESTORE", "2.6", -4, key(1), flags(WRITE, DENYOOM), DumpCommands::restore)
            .categories("keyspace", "dangerous"),
        command(
                "RESTORE-ASKING",
                "3.0",
                -4,
                key(1),
                flags(WRITE, DENYOOM, ASKING),
                DumpCommands::restore)
            .categories("keyspace", "dangerous"));
  }

  static DumpPayload payloads(Call call) {
    return new DumpPayload(call.settings(), call.valueTypes());
  }

  private static Reply dump(Call call) {
    Bytes key = call.args().bytes(1);
    if (!call.db().exists(key)) {
      return Reply.NULL;
    }
    Database.Stored stored = Objects.requireNonNull(call.db().stored(key));
    return Reply.bulk(payloads(call).write(TypedValue.of(stored)));
  }

  /** The options of a RESTORE. */
  private static final class Options {
    private static final long NONE = -1;

    private boolean replace;
    private boolean absolute;
    private long idleSeconds = NONE;
    private long frequency = NONE;

    Options(Args args) {
      int at = 4;
      while (at < args.count()) {
        boolean hasValue = at + 1 < args.count();
        if (args.is(at, "REPLACE")) {
          replace = true;
        } else if (args.is(at, "ABSTTL")) {
          absolute = true;
        } else if (args.is(at, "IDLETIME") && hasValue && frequency == NONE) {
          idleSeconds = idleSeconds(args.integer(++at));
        } else if (args.is(at, "FREQ") && hasValue && idleSeconds == NONE) {
          frequency = frequency(args.integer(++at));
        } else {
          throw Errors.syntax();
        }
        at++;
      }
    }

    private static long idleSeconds(long seconds) {
      if (seconds < 0) {
        throw Errors.error("ERR Invalid IDLETIME value, must be >= 0");
      }
      return seconds;
    }

    private static long frequency(long value) {
      if (value < 0 || value > MOST_FREQUENT) {
        throw Errors.error("ERR Invalid FREQ value, must be >= 0 and <= 255");
      }
      return value;
    }

    /** When the key expires, if it does. */
    long expiry(long ttl, long now) {
      if (ttl == 0) {
        return Database.NEVER;
      }
      return absolute ? ttl : now + ttl;
    }

    /** Says how idle or how frequently used the key is, if the call tells. */
    void applyTo(Call call, Bytes key) {
      Database.Stored stored = call.db().stored(key);
      if (stored != null) {
        long at = idleSeconds == NONE ? stored.accessedAt() : call.now() - idleSeconds * SECOND;
        int used = frequency == NONE ? stored.frequency() : (int) frequency;
        call.db().accessed(key, at, used);
      }
    }
  }

  private static Reply restore(Call call) {
    Options options = new Options(call.args());
    Bytes key = call.args().bytes(1);
    if (!options.replace && call.db().exists(key)) {
      throw Errors.error("BUSYKEY Target key name already exists.");
    }
    long ttl = ttl(call);
    TypedValue<?> value = read(call, call.args().bytes(3));
    long expiry = options.expiry(ttl, call.now());
    Database.Stored before = call.db().stored(key);
    boolean replaced = call.db().remove(key, null);
    if (ttl != 0 && expiry <= call.now() && !call.db().keepsExpired()) {
      if (replaced) {
        call.db().genericEvent(key, "del");
      }
      return Reply.OK;
    }
    value.putInto(call.db(), key);
    call.db().expireAt(key, expiry);
    options.applyTo(call, key);
    call.db().genericEvent(key, "restore");
    if (before != null) {
      call.db().overwritten(key, before.type() != value.type());
    }
    return Reply.OK;
  }

  private static long ttl(Call call) {
    long ttl = call.args().integer(2);
    if (ttl < 0) {
      throw Errors.error("ERR Invalid TTL value, must be >= 0");
    }
    return ttl;
  }

  private static TypedValue<?> read(Call call, Bytes payload) {
    DumpPayload payloads = payloads(call);
    if (!payloads.isSound(payload)) {
      throw Errors.error("ERR DUMP payload version or checksum are wrong");
    }
    try {
      return payloads.read(payload);
    } catch (RdbException e) {
      throw Errors.error("ERR Bad data format");
    }
  }
}
