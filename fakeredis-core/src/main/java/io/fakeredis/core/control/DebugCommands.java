package io.fakeredis.core.control;

import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Flag.ADMIN;
import static io.fakeredis.api.Flag.LOADING;
import static io.fakeredis.api.Flag.NOSCRIPT;
import static io.fakeredis.api.Flag.STALE;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.api.Keys.NONE;
import static io.fakeredis.core.engine.ServerCall.server;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandException;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Database;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Numbers;
import io.fakeredis.api.Parameter.Check;
import io.fakeredis.api.Reply;
import io.fakeredis.api.Result;
import io.fakeredis.api.StringValue;
import io.fakeredis.core.engine.ServerCall;
import io.fakeredis.core.engine.TimeSource;
import io.fakeredis.core.rdb.Digest;
import io.fakeredis.core.rdb.RdbException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** DEBUG, as far as it makes sense on a fake: what tests use, and what does nothing anywhere. */
final class DebugCommands implements CommandFamily {
  /** What DIGEST-VALUE tells of a key that does not exist. */
  private static final String NO_DIGEST = "0".repeat(40);

  private static final Feature CHECKS_COUNT = Feature.since("DEBUG POPULATE.checks-count", "6.2");
  private static final long MOST_PACKED = 4L << 30;

  /** A subcommand; DEBUG looks them up itself on all versions. */
  private record Subcommand(
      Feature feature, int least, int most, ServerCall.ServerHandler handler) {
    boolean accepts(ServerCall call) {
      int words = call.args().count();
      return call.has(feature) && words >= least && words <= most;
    }
  }

  private final Map<String, Subcommand> subcommands = new TreeMap<>();

  DebugCommands() {
    add("SLEEP", "1.0", 3, 3, DebugCommands::sleep);
    add("SET-ACTIVE-EXPIRE", "1.0", 3, 3, DebugCommands::setActiveExpire);
    add("CONFIG-REWRITE-FORCE-ALL", "1.0", 2, 2, ConfigCommands::rewriteAll);
    add("SET-DISABLE-DENY-SCRIPTS", "7.0", 3, 3, DebugCommands::setDisableDenyScripts);
    add("QUICKLIST-PACKED-THRESHOLD", "7.0", 3, 3, DebugCommands::packedThreshold);
    add("POPULATE", "1.0", 3, 5, DebugCommands::populate);
    add("RELOAD", "1.0", 2, Integer.MAX_VALUE, DebugCommands::reload);
    add("LOADAOF", "1.0", 2, 2, DebugCommands::loadaof);
    add("DIGEST", "1.0", 2, 2, DebugCommands::digest);
    add("DIGEST-VALUE", "1.0", 2, Integer.MAX_VALUE, DebugCommands::digestValue);
    add("ERROR", "1.0", 3, 3, DebugCommands::error);
    add("CHANGE-REPL-ID", "1.0", 2, 2, DebugCommands::changeReplId);
    add("STRUCTSIZE", "1.0", 2, 2, DebugCommands::structsize);
    add("HELP", "1.0", 2, 2, DebugHelp::help);
    add("PROTOCOL", "1.0", 3, 3, DebugProtocol::protocol);
    add("OBJECT", "1.0", 3, 3, DebugObjects::object);
    add("SDSLEN", "1.0", 3, 3, DebugObjects::sdslen);
    add("ZIPLIST", "1.0", 3, 3, DebugObjects::ziplist);
    add("LISTPACK", "7.0", 3, 3, DebugObjects::listpack);
    add("QUICKLIST", "7.0", 3, 4, DebugObjects::quicklist);
    add("HTSTATS", "1.0", 3, 4, DebugObjects::htstats);
    add("HTSTATS-KEY", "1.0", 3, 4, DebugObjects::htstatsKey);
    addIdle();
  }

  /** What concerns memory, log, cron job and replicas of the real server. */
  private void addIdle() {
    add("LOG", "1.0", 3, 3, DebugCommands::idle);
    add("LEAK", "1.0", 3, 3, DebugCommands::idle);
    add("AOF-FLUSH-SLEEP", "1.0", 3, 3, DebugCommands::idle);
    add("REPLICATE", "7.0", 3, Integer.MAX_VALUE, DebugCommands::idle);
    add("PAUSE-CRON", "7.0", 3, 3, DebugCommands::idle);
    add("REPLYBUFFER", "7.0", 4, 4, DebugCommands::replybuffer);
    add("SET-SKIP-CHECKSUM-VALIDATION", "6.2", 3, 3, DebugCommands::idle);
    add("DICT-RESIZING", "7.2", 3, 3, DebugCommands::idle);
    add("CLIENT-ENFORCE-REPLY-LIST", "valkey 8.1", 3, 3, DebugCommands::idle);
  }

  private void add(
      String name, String since, int least, int most, ServerCall.ServerHandler handler) {
    Feature feature = Feature.since("DEBUG " + name, since);
    subcommands.put(name, new Subcommand(feature, least, most, handler));
  }

  @Override
  public String group() {
    return "server";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        command(
            "DEBUG", "1.0", -2, NONE, flags(ADMIN, NOSCRIPT, LOADING, STALE), server(this::debug)));
  }

  private Result debug(ServerCall call) {
    Subcommand subcommand = subcommands.get(call.args().text(1).toUpperCase(Locale.ROOT));
    if (subcommand == null || !subcommand.accepts(call)) {
      throw Errors.wrongSubcommand(call);
    }
    return subcommand.handler().handle(call);
  }

  private static Reply idle(ServerCall call) {
    return Reply.OK;
  }

  private static Reply replybuffer(ServerCall call) {
    if (!call.args().is(2, "PEAK-RESET-TIME") && !call.args().is(2, "RESIZING")) {
      throw Errors.wrongSubcommand(call);
    }
    return Reply.OK;
  }

  /** The server sleeps, and with it all clients. */
  private static Reply sleep(ServerCall call) {
    String word = call.args().text(2);
    double seconds = word.matches("\\d+(\\.\\d*)?|\\.\\d+") ? Double.parseDouble(word) : 0;
    TimeSource.sleep((long) (seconds * 1e9));
    return Reply.OK;
  }

  private static Reply setActiveExpire(ServerCall call) {
    call.engine().keyspace().activeExpiry(isSwitchedOn(call));
    return Reply.OK;
  }

  private static boolean isSwitchedOn(ServerCall call) {
    Bytes word = call.args().bytes(2);
    return Numbers.isLong(word) && Numbers.toLong(word) != 0;
  }

  private static Reply setDisableDenyScripts(ServerCall call) {
    call.engine().configuration().setInternal("disable-deny-scripts", isSwitchedOn(call) ? 1 : 0);
    return Reply.OK;
  }

  private static Reply packedThreshold(ServerCall call) {
    long threshold;
    try {
      threshold = Long.parseLong(Check.memory(0).accept(call.args().text(2), call.settings()));
    } catch (IllegalArgumentException e) {
      threshold = MOST_PACKED;
    }
    if (threshold >= MOST_PACKED) {
      throw Errors.error("ERR argument must be a memory value bigger than 1 and smaller than 4gb");
    }
    call.engine().configuration().setInternal("quicklist-packed-threshold", threshold);
    return Reply.OK;
  }

  private static Reply populate(ServerCall call) {
    Args args = call.args();
    if (call.has(CHECKS_COUNT) && !Numbers.isLong(args.bytes(2))) {
      throw Errors.notPositive();
    }
    long count = args.integer(2);
    if (count < 0 && call.has(CHECKS_COUNT)) {
      throw Errors.notPositive();
    }
    String prefix = args.count() > 3 ? args.text(3) : "key";
    long size = args.count() > 4 ? args.integer(4) : 0;
    for (long i = 0; i < count; i++) {
      Bytes key = Bytes.latin(prefix + ":" + i);
      if (call.db().stored(key) == null) {
        byte[] value = Bytes.latin("value:" + i).array();
        Bytes sized = Bytes.wrap(size == 0 ? value : Arrays.copyOf(value, (int) size));
        call.db().put(key, StringValue.TYPE, StringValue.of(sized), null);
      }
    }
    return Reply.OK;
  }

  private static Reply reload(ServerCall call) {
    Set<String> options = new HashSet<>();
    for (Bytes option : call.args().from(2)) {
      options.add(option.latin().toUpperCase(Locale.ROOT));
    }
    if (!Set.of("MERGE", "NOFLUSH", "NOSAVE").containsAll(options)) {
      throw Errors.error("ERR DEBUG RELOAD only supports the MERGE, NOFLUSH and NOSAVE options.");
    }
    Persistence persistence = Persistence.of(call.engine());
    try {
      byte[] rdb = options.contains("NOSAVE") ? persistence.lastImage() : persistence.takeImage();
      if (options.contains("NOFLUSH")) {
        persistence.merge(rdb, options.contains("MERGE"));
      } else {
        persistence.replaceBy(rdb);
      }
    } catch (IOException | RdbException | CommandException e) {
      throw Errors.error("ERR Error trying to load the RDB dump, check server logs.");
    }
    return Reply.OK;
  }

  private static Reply loadaof(ServerCall call) {
    Persistence persistence = Persistence.of(call.engine());
    try {
      persistence.replaceBy(persistence.appended());
    } catch (IOException | RdbException e) {
      throw Errors.error("ERR Error trying to load the AOF files, check server logs.");
    }
    return Reply.OK;
  }

  private static Reply digest(ServerCall call) {
    List<Database> databases = new ArrayList<>();
    for (int i = 0; i < call.engine().keyspace().count(); i++) {
      databases.add(call.db(i));
    }
    return Reply.simple(Digest.ofAll(databases, call.profile()));
  }

  private static Reply digestValue(ServerCall call) {
    List<Reply> digests = new ArrayList<>();
    for (Bytes key : call.args().from(2)) {
      Database.Stored stored = call.db().stored(key);
      digests.add(
          Reply.simple(stored == null ? NO_DIGEST : Digest.ofValue(stored, call.profile())));
    }
    return Reply.array(digests);
  }

  private static Reply error(ServerCall call) {
    return Reply.error(call.args().text(2).replaceAll("[\\r\\n]", " "));
  }

  private static Reply changeReplId(ServerCall call) {
    Replication.of(call.engine()).changeId();
    return Reply.OK;
  }

  /** The sizes of the real server's structures, which are the same everywhere. */
  private static Reply structsize(ServerCall call) {
    return Reply.simple(
        "bits:64 robj:16 dictentry:24 sdshdr5:1 sdshdr8:3 sdshdr16:5 sdshdr32:9 sdshdr64:17 ");
  }
}
