package io.fakeredis.core.control;

import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Flag.FAST;
import static io.fakeredis.api.Flag.LOADING;
import static io.fakeredis.api.Flag.READONLY;
import static io.fakeredis.api.Flag.STALE;
import static io.fakeredis.api.Flag.WRITE;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.api.Keys.NONE;
import static io.fakeredis.core.engine.ServerCall.server;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Numbers;
import io.fakeredis.api.Reply;
import io.fakeredis.core.engine.ServerCall;
import io.fakeredis.core.engine.Session;
import io.fakeredis.core.keyspace.Keyspace;
import java.io.IOException;
import java.util.List;

/** The commands that concern whole databases. */
final class DatabaseCommands implements CommandFamily {
  /** Since 7.4 another thread removes the keys, and the client waits until it is done. */
  private static final Feature WAITS_FOR_FLUSH = Feature.since("FLUSHALL.in-background", "7.4");

  private static final Feature FLUSH_SYNC = Feature.since("FLUSHALL.SYNC", "6.2");

  /** Then a script sees one and the same time, however long it takes. */
  private static final Feature FROZEN_IN_SCRIPTS = Feature.since("TIME.frozen-in-scripts", "7.2");

  @Override
  public String group() {
    return "server";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        command("DBSIZE", "1.0", 1, NONE, flags(READONLY, FAST), DatabaseCommands::dbsize)
            .categories("keyspace"),
        command("FLUSHDB", "1.0", -1, NONE, flags(WRITE), server(DatabaseCommands::flushdb))
            .categories("keyspace", "dangerous"),
        command("FLUSHALL", "1.0", -1, NONE, flags(WRITE), server(DatabaseCommands::flushall))
            .categories("keyspace", "dangerous"),
        command("SWAPDB", "4.0", 3, NONE, flags(WRITE, FAST), server(DatabaseCommands::swapdb))
            .categories("keyspace", "dangerous"),
        command(
            "TIME", "2.6", 1, NONE, flags(LOADING, STALE, FAST), server(DatabaseCommands::time)));
  }

  private static Reply dbsize(Call call) {
    return Reply.integer(call.db().size());
  }

  private static Reply flushdb(ServerCall call) {
    checkMode(call);
    flush(call, call.db()::flush);
    return Reply.OK;
  }

  private static Reply flushall(ServerCall call) {
    checkMode(call);
    flush(call, call.engine().keyspace()::flushAll);
    Persistence persistence = Persistence.of(call.engine());
    if (persistence.hasSavePoints()) {
      try {
        persistence.save();
      } catch (IOException e) {
        // the real server tells of it in its log and in INFO only
      }
    }
    return Reply.OK;
  }

  private static void flush(ServerCall call, Runnable work) {
    boolean waits = call.has(WAITS_FOR_FLUSH) && !call.args().is(1, "ASYNC");
    if (waits && call.session().context() == Session.Context.CLIENT) {
      call.session().aheadOfReply(work);
    } else {
      work.run();
    }
  }

  private static void checkMode(Call call) {
    Args args = call.args();
    boolean sound =
        args.count() == 1
            || (args.count() == 2
                && (args.is(1, "ASYNC") || (args.is(1, "SYNC") && call.has(FLUSH_SYNC))));
    if (!sound) {
      throw Errors.syntax();
    }
  }

  private static Reply swapdb(ServerCall call) {
    long first = number(call, 1, "first");
    long second = number(call, 2, "second");
    Keyspace keyspace = call.engine().keyspace();
    call.engine()
        .swapDatabases(keyspace.database(first).index(), keyspace.database(second).index());
    return Reply.OK;
  }

  private static long number(ServerCall call, int index, String which) {
    Bytes word = call.args().bytes(index);
    if (!Numbers.isLong(word) || Numbers.toLong(word) != (int) Numbers.toLong(word)) {
      throw Errors.error("ERR invalid " + which + " DB index");
    }
    return Numbers.toLong(word);
  }

  private static Reply time(ServerCall call) {
    boolean frozen = call.isFromScript() && call.has(FROZEN_IN_SCRIPTS);
    long micros = frozen ? call.session().scriptMicros() : call.engine().time().micros();
    return Reply.array(
        Reply.bulk(Bytes.of(Math.floorDiv(micros, 1_000_000))),
        Reply.bulk(Bytes.of(Math.floorMod(micros, 1_000_000))));
  }
}
