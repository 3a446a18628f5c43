package io.fakeredis.module.keydb;

import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Flag.FAST;
import static io.fakeredis.api.Flag.RANDOM;
import static io.fakeredis.api.Flag.READONLY;
import static io.fakeredis.api.Flag.WRITE;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.api.Keys.key;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Database;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Flag;
import io.fakeredis.api.Handler;
import io.fakeredis.api.MemberTimes;
import io.fakeredis.api.Membered;
import io.fakeredis.api.Reply;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Members of sets, sorted sets and hashes that expire on their own. */
final class MemberExpiryCommands implements CommandFamily {
  private static final String SINCE = KeydbFlavour.NAME + " 6.3";

  @Override
  public String group() {
    return "generic";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        write("EXPIREMEMBER", -4, MemberExpiryCommands::expiremember),
        write("EXPIREMEMBERAT", 4, call -> expireAt(call, 1000)),
        write("PEXPIREMEMBERAT", 4, call -> expireAt(call, 1)),
        write("PERSIST", -2, MemberExpiryCommands::persist),
        read("TTL", call -> ttl(call, 1000)),
        read("PTTL", call -> ttl(call, 1)));
  }

  private static Command write(String name, int arity, Handler handler) {
    return row(name, arity, flags(WRITE, FAST), handler);
  }

  private static Command read(String name, Handler handler) {
    return row(name, -2, flags(READONLY, RANDOM, FAST), handler);
  }

  private static Command row(String name, int arity, Set<Flag> flags, Handler handler) {
    return command(name, SINCE, arity, key(1), flags, handler).categories("keyspace");
  }

  private static Reply expiremember(Call call) {
    long delay = call.args().integer(3);
    if (call.args().count() > 5) {
      throw Errors.error("ERR Invalid number of arguments");
    }
    return expire(call, call.now() + delay * unit(call));
  }

  private static long unit(Call call) {
    if (call.args().count() == 4 || call.args().is(4, "s")) {
      return 1000;
    }
    if (!call.args().is(4, "ms")) {
      throw Errors.error("ERR Invalid unit arg");
    }
    return 1;
  }

  private static Reply expireAt(Call call, long unit) {
    return expire(call, call.args().integer(3) * unit);
  }

  /** A time in the past is fine, too: the member goes with the next active cycle. */
  private static Reply expire(Call call, long at) {
    Bytes key = call.args().bytes(1);
    Bytes member = call.args().bytes(2);
    Database.Stored stored = call.db().stored(key);
    if (stored == null) {
      return Reply.ZERO;
    }
    if (!(stored.value() instanceof Membered value)) {
      throw Errors.error("ERR object type is unsupported");
    }
    if (!value.hasMember(member)) {
      return Reply.ZERO;
    }
    value.memberTimes().set(member, at);
    call.db().changed(key);
    return Reply.ONE;
  }

  private static Reply persist(Call call) {
    Bytes key = call.args().bytes(1);
    if (call.args().count() == 2) {
      return Reply.integer(call.db().persist(key));
    }
    MemberTimes times = times(call.db().stored(key));
    return Reply.integer(times != null && times.forget(call.args().bytes(2)));
  }

  private static Reply ttl(Call call, long unit) {
    Bytes key = call.args().bytes(1);
    Database.Stored stored = call.db().exists(key) ? call.db().stored(key) : null;
    if (stored == null) {
      return Reply.integer(Database.MISSING);
    }
    long at = expiry(stored, call.args().count() == 2 ? null : call.args().bytes(2));
    long left = Math.max(0, at - call.now());
    return Reply.integer(at == Database.NEVER ? at : (left + unit / 2) / unit);
  }

  /** A key whose members were ever given times no longer tells of its own. */
  private static long expiry(Database.Stored stored, @Nullable Bytes member) {
    MemberTimes times = times(stored);
    if (member != null) {
      return times == null ? Database.NEVER : times.get(member);
    }
    return times == null ? stored.expiresAt() : Database.NEVER;
  }

  /** Null if no member was ever given a time. */
  private static @Nullable MemberTimes times(Database.@Nullable Stored stored) {
    return stored != null
            && stored.value() instanceof Membered value
            && value.memberTimes().wereUsed()
        ? value.memberTimes()
        : null;
  }
}
