package io.fakeredis.core.control;

import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Flag.ADMIN;
import static io.fakeredis.api.Flag.ALLOW_BUSY;
import static io.fakeredis.api.Flag.LOADING;
import static io.fakeredis.api.Flag.NOSCRIPT;
import static io.fakeredis.api.Flag.NO_ASYNC_LOADING;
import static io.fakeredis.api.Flag.NO_MULTI;
import static io.fakeredis.api.Flag.STALE;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.api.Keys.NONE;
import static io.fakeredis.core.engine.ServerCall.server;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Flag;
import io.fakeredis.api.Reply;
import io.fakeredis.core.engine.ServerCall;
import io.fakeredis.core.engine.Session;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What replicas say to their primary, as far as tools say it, too: {@code redis-cli --rdb} asks for
 * a snapshot of the data set. Real replicas are refused, for they would wait for what comes after.
 */
final class SnapshotCommands implements CommandFamily {
  private static final Feature RDB_ONLY = Feature.since("REPLCONF.rdb-only", "6.2");
  private static final Feature RDB_FILTER = Feature.since("REPLCONF.rdb-filter-only", "7.0");
  private static final Set<Flag> TALKS = flags(ADMIN, NOSCRIPT, LOADING, STALE);
  private static final Set<Flag> SYNCS = flags(ADMIN, NOSCRIPT, NO_ASYNC_LOADING, NO_MULTI);

  /** What a client has said of itself with REPLCONF. */
  private static final class Follower {
    private boolean listens;
    private boolean wantsKeys = true;

    static Follower of(Session session) {
      return session.part(Follower.class, s -> new Follower());
    }
  }

  @Override
  public String group() {
    return "server";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        command("PSYNC", "2.8", 3, NONE, flags(ADMIN, NOSCRIPT), server(SnapshotCommands::psync)),
        command("PSYNC", "6.2", -3, NONE, SYNCS, server(SnapshotCommands::psync)),
        command("REPLCONF", "3.0", -1, NONE, TALKS, server(SnapshotCommands::replconf)),
        command(
            "REPLCONF",
            "7.0",
            -1,
            NONE,
            flags(ADMIN, NOSCRIPT, LOADING, STALE, ALLOW_BUSY),
            server(SnapshotCommands::replconf)),
        command("SYNC", "1.0", 1, NONE, SYNCS, server(SnapshotCommands::snapshot)));
  }

  private static Reply replconf(ServerCall call) {
    Args args = call.args();
    if (args.count() % 2 == 0) {
      throw Errors.syntax();
    }
    for (int i = 1; i < args.count(); i += 2) {
      set(call, args.text(i).toLowerCase(Locale.ROOT), i + 1);
    }
    return Reply.OK;
  }

  private static void set(ServerCall call, String option, int value) {
    Follower follower = Follower.of(call.session());
    switch (option) {
      case "capa", "ip-address" -> {}
      case "listening-port" -> {
        call.args().integer(value);
        follower.listens = true;
      }
      case "rdb-only" -> check(call, RDB_ONLY, value - 1);
      case "rdb-filter-only" -> {
        check(call, RDB_FILTER, value - 1);
        follower.wantsKeys = !call.args().is(value, "functions");
      }
      default -> throw unknown(call, value - 1);
    }
  }

  private static void check(ServerCall call, Feature feature, int option) {
    if (!call.has(feature)) {
      throw unknown(call, option);
    }
  }

  private static RuntimeException unknown(ServerCall call, int option) {
    return Errors.error("ERR Unrecognized REPLCONF option: " + call.args().text(option));
  }

  /** Whatever the client has already, it gets everything. */
  private static Reply psync(ServerCall call) {
    Reply snapshot = snapshot(call);
    String id = Replication.of(call.engine()).id();
    return Reply.many(List.of(Reply.simple("FULLRESYNC " + id + " 0"), snapshot));
  }

  private static Reply snapshot(ServerCall call) {
    Follower follower = Follower.of(call.session());
    if (follower.listens) {
      throw Errors.error("ERR fakeredis: this server has no replicas");
    }
    Persistence persistence = Persistence.of(call.engine());
    byte[] rdb = follower.wantsKeys ? persistence.bytes() : persistence.functions();
    return Reply.bulk(Bytes.wrap(rdb));
  }
}
