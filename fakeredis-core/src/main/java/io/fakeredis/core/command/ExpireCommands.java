package io.fakeredis.core.command;

import static io.fakeredis.api.Command.command;
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
import io.fakeredis.api.Database;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Flag;
import io.fakeredis.api.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Keys' times to live. */
final class ExpireCommands implements CommandFamily {
  /** Since then a key that is given a time in the past has expired, and was not deleted. */
  private static final Feature TELLS_EXPIRED = Feature.since("EXPIRE.tells-expired", "valkey 8.1");

  private static final Set<Flag> WRITES = flags(WRITE, FAST);
  private static final Set<Flag> READS = flags(READONLY, FAST);

  @Override
  public String group() {
    return "generic";
  }

  @Override
  public List<Command> commands() {
    List<Command> rows = new ArrayList<>();
    rows.addAll(
        List.of(
            command("EXPIRE", "1.0", 3, key(1), WRITES, call -> expire(call, true, false)),
            command("EXPIRE", "7.0", -3, key(1), WRITES, call -> expire(call, true, false)),
            command("EXPIREAT", "1.2", 3, key(1), WRITES, call -> expire(call, true, true)),
            command("EXPIREAT", "7.0", -3, key(1), WRITES, call -> expire(call, true, true)),
            command("PEXPIRE", "2.6", 3, key(1), WRITES, call -> expire(call, false, false)),
            command("PEXPIRE", "7.0", -3, key(1), WRITES, call -> expire(call, false, false)),
            command("PEXPIREAT", "2.6", 3, key(1), WRITES, call -> expire(call, false, true)),
            command("PEXPIREAT", "7.0", -3, key(1), WRITES, call -> expire(call, false, true)),
            command("EXPIRETIME", "7.0", 2, key(1), READS, call -> expiretime(call, 1000)),
            command("PEXPIRETIME", "7.0", 2, key(1), READS, call -> expiretime(call, 1)),
            command("PERSIST", "2.2", 2, key(1), WRITES, ExpireCommands::persist),
            command("PTTL", "2.6", 2, key(1), READS, ExpireCommands::pttl),
            command("TTL", "1.0", 2, key(1), READS, ExpireCommands::ttl)));
    rows.replaceAll(row -> row.categories("keyspace"));
    return rows;
  }

  /** What an EXPIRE must meet; NX goes with none of the others, GT not with LT. */
  private record Condition(boolean nx, boolean xx, boolean gt, boolean lt) {
    static Condition parse(Args args) {
      boolean nx = false;
      boolean xx = false;
      boolean gt = false;
      boolean lt = false;
      for (int i = 3; i < args.count(); i++) {
        nx |= args.is(i, "NX");
        xx |= args.is(i, "XX");
        gt |= args.is(i, "GT");
        lt |= args.is(i, "LT");
        if (!args.is(i, "NX") && !args.is(i, "XX") && !args.is(i, "GT") && !args.is(i, "LT")) {
          throw Errors.error("ERR Unsupported option " + args.text(i));
        }
      }
      if (nx && (xx || gt || lt)) {
        throw Errors.error("ERR NX and XX, GT or LT options at the same time are not compatible");
      }
      if (gt && lt) {
        throw Errors.error("ERR GT and LT options at the same time are not compatible");
      }
      return new Condition(nx, xx, gt, lt);
    }

    /** A key that lives for ever counts as one that expires after all others. */
    boolean allows(long current, long at) {
      boolean forEver = current == Database.NEVER;
      return !(nx && !forEver)
          && !(xx && forEver)
          && !(gt && (forEver || at <= current))
          && !(lt && !forEver && at >= current);
    }
  }

  private static Reply expire(Call call, boolean seconds, boolean absolute) {
    Condition condition = Condition.parse(call.args());
    Bytes key = call.args().bytes(1);
    long at = Expiries.at(call, call.args().integer(2), seconds, absolute);
    long current = call.db().expiresAt(key);
    if (current == Database.MISSING || !condition.allows(current, at)) {
      return Reply.ZERO;
    }
    if (Expiries.hasPassed(call, at)) {
      call.db().remove(key, pastEvent(call));
    } else {
      call.db().expire(key, at);
    }
    return Reply.ONE;
  }

  /** What is told of a key that is given a time in the past. */
  static String pastEvent(Call call) {
    return call.has(TELLS_EXPIRED) ? "expired" : "del";
  }

  private static Reply persist(Call call) {
    return Reply.integer(call.db().persist(call.args().bytes(1)));
  }

  private static Reply ttl(Call call) {
    long millis = remaining(call);
    return Reply.integer(millis < 0 ? millis : (millis + 500) / 1000);
  }

  private static Reply pttl(Call call) {
    return Reply.integer(remaining(call));
  }

  private static long expiresAt(Call call) {
    Database.Stored stored = call.db().look(call.args().bytes(1));
    return stored == null ? Database.MISSING : stored.expiresAt();
  }

  private static long remaining(Call call) {
    long at = expiresAt(call);
    boolean expires = at != Database.NEVER && at != Database.MISSING;
    return expires ? Math.max(0, at - call.now()) : at;
  }

  private static Reply expiretime(Call call, long unit) {
    long at = expiresAt(call);
    // the sum may be more than a signed number can say, but not more than an unsigned one
    return Reply.integer(at < 0 ? at : Long.divideUnsigned(at + unit / 2, unit));
  }
}
