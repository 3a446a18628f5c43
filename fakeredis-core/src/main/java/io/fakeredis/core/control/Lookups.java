package io.fakeredis.core.control;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Flag;
import io.fakeredis.core.engine.CallObserver;
import io.fakeredis.core.engine.CommandTable;
import io.fakeredis.core.engine.Engine;
import io.fakeredis.core.engine.Session;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Counts the keys that calls look for and find, or not. Those that write look for their keys
 * without counting, but for a few whose sources or old values are read as a reader would.
 */
public final class Lookups implements CallObserver {
  /** Until 6.2 the sources of these are looked up as if they were written, too. */
  private static final Feature SOURCES_ARE_READ = Feature.since("STORE.counts-sources", "7.0");

  /** Until 6.2 scripts on a replica see keys whose time is up. */
  private static final Feature HIDES_FROM_SCRIPTS =
      Feature.since("EVAL.expired-keys-of-replicas", "7.0");

  private static final Set<String> READ_TOO =
      Set.of(
          "BITOP",
          "COPY",
          "GEORADIUS",
          "GEORADIUSBYMEMBER",
          "GEOSEARCHSTORE",
          "GETDEL",
          "GETEX",
          "GETSET",
          "PFMERGE",
          "XACK",
          "XACKDEL",
          "XAUTOCLAIM",
          "XCLAIM",
          "XREADGROUP",
          "ZRANGESTORE");

  private static final Set<String> STORE =
      Set.of(
          "SDIFFSTORE",
          "SINTERSTORE",
          "SORT",
          "SUNIONSTORE",
          "ZDIFFSTORE",
          "ZINTERSTORE",
          "ZUNIONSTORE");

  private final Engine engine;
  private final ServerStatistics statistics;
  private final boolean sourcesAreRead;
  private final ImportMode importMode;
  private final boolean hidesFromScripts;
  private CommandTable.@Nullable Row row;
  private @Nullable Args args;

  private Lookups(Engine engine) {
    this.engine = engine;
    this.statistics = ServerStatistics.of(engine);
    this.importMode = ImportMode.of(engine);
    this.hidesFromScripts = engine.profile().has(HIDES_FROM_SCRIPTS);
    this.sourcesAreRead = engine.profile().has(SOURCES_ARE_READ);
    engine.executor().observe(this);
  }

  /** Has the engine tell of look-ups from now on. */
  public static void install(Engine engine) {
    engine.part(Lookups.class, Lookups::new);
  }

  @Override
  public void starting(Session session, CommandTable.Row row, Args args) {
    this.row = row;
    this.args = args;
    boolean untouching = session.isUntouching() && !row.command().name().equals("TOUCH");
    engine.keyspace().ignoreAccesses(untouching);
    engine.keyspace().hideExpired(!showsExpired(session));
  }

  private boolean showsExpired(Session session) {
    if (hidesFromScripts) {
      return importMode.showsExpired(session);
    }
    boolean inScript = session.context() == Session.Context.SCRIPT;
    return inScript && Replication.of(engine).isReplica();
  }

  @Override
  public void lookedUp(int database, Bytes key, boolean found) {
    CommandTable.Row current = row;
    if (current == null || !isRead(current)) {
      return;
    }
    statistics.lookedUp(found);
    if (!found && !current.command().name().startsWith("OBJECT ")) {
      Notifications.of(engine).event(database, 'm', "keymiss", key, List.of());
    }
  }

  private boolean isRead(CommandTable.Row current) {
    if (current.command().has(Flag.READONLY)) {
      return true;
    }
    String name = current.command().name();
    return READ_TOO.contains(name)
        || (STORE.contains(name) && (sourcesAreRead || (name.equals("SORT") && !has("STORE"))))
        || (name.equals("SET") && has("GET"))
        || (name.equals("BITFIELD") && !has("SET") && !has("INCRBY"));
  }

  private boolean has(String option) {
    Args words = args;
    return words != null && words.from(2).stream().anyMatch(word -> word.is(option));
  }
}
