package io.fakeredis.core.acl;

import io.fakeredis.api.Args;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Numbers;
import io.fakeredis.core.catalog.KeyFinder;
import io.fakeredis.core.catalog.KeyUse;
import io.fakeredis.core.engine.CommandTable.Row;
import io.fakeredis.core.engine.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What a call is aimed at: its command, keys, channels and databases. */
final class CallTargets {
  /** Since 8.4 EXEC does not look again at keys that were allowed when the call was queued. */
  private static final Feature TRUSTS_QUEUED_KEYS = Feature.since("EXEC.trusts-queued-keys", "8.4");

  private final Session session;
  private final Row row;
  private final Args args;
  private @Nullable List<KeyUse> keys;

  /** A database that a call touches, by the argument that names it or because it is selected. */
  record DatabaseUse(int position, long index) {
    /** All of them at once, which takes the right to all of them. */
    static final DatabaseUse ALL = new DatabaseUse(0, -1);
  }

  CallTargets(Session session, Row row, Args args) {
    this.session = session;
    this.row = row;
    this.args = args;
  }

  Row row() {
    return row;
  }

  Args args() {
    return args;
  }

  /** The word behind the command; null if there is none. */
  @Nullable String firstWord() {
    int position = row.container() != null && !isContainerCall() ? 2 : 1;
    return args.count() > position ? args.text(position) : null;
  }

  /** Before 7.0 a subcommand is the first word of its container's call. */
  private boolean isContainerCall() {
    return !session.engine().profile().has(Commands.SUBCOMMANDS);
  }

  private boolean isKnownGood() {
    return session.context() == Session.Context.TRANSACTION
        && session.engine().profile().has(TRUSTS_QUEUED_KEYS);
  }

  List<KeyUse> keys() {
    List<KeyUse> found = keys;
    if (found == null) {
      found = isKnownGood() || !finder().hasKeys(row) ? null : finder().find(row, args);
      found = found == null ? List.of() : found;
      keys = found;
    }
    return found;
  }

  /** The positions of channels, or patterns of them, that the call sends to or listens at. */
  int[] channels() {
    return switch (row.command().name()) {
      case "PUBLISH", "SPUBLISH" -> new int[] {1};
      case "SUBSCRIBE", "PSUBSCRIBE", "SSUBSCRIBE" -> IntStream.range(1, args.count()).toArray();
      default -> new int[0];
    };
  }

  boolean hasChannelPatterns() {
    return row.command().name().equals("PSUBSCRIBE");
  }

  List<DatabaseUse> databases() {
    List<DatabaseUse> uses = new ArrayList<>();
    switch (row.command().name()) {
      case "FLUSHALL" -> uses.add(DatabaseUse.ALL);
      case "SELECT" -> addDatabase(1, uses);
      case "SWAPDB" -> {
        addDatabase(1, uses);
        addDatabase(2, uses);
      }
      default -> addSelectedDatabase(uses);
    }
    return uses;
  }

  private void addSelectedDatabase(List<DatabaseUse> uses) {
    AclCommand command = Commands.of(session.engine()).of(row);
    if (command.isAboutKeys() || finder().hasKeys(row)) {
      uses.add(new DatabaseUse(0, session.database()));
    }
    if (row.command().name().equals("MOVE")) {
      addDatabase(2, uses);
    }
    if (row.command().name().equals("COPY") && args.count() > 4 && args.is(3, "DB")) {
      addDatabase(4, uses);
    }
  }

  private void addDatabase(int position, List<DatabaseUse> uses) {
    if (Numbers.isLong(args.bytes(position))) {
      uses.add(new DatabaseUse(position, args.integer(position)));
    }
  }

  private KeyFinder finder() {
    return session.engine().part(KeyFinder.class, KeyFinder::new);
  }
}
