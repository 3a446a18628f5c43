package io.fakeredis.core.acl;

import io.fakeredis.api.Args;
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
  private final Session session;
  private final Row row;
  private final Args args;
  private @Nullable List<KeyUse> keys;

  /** A database that a call touches, by the argument that names it or because it is selected. */
  record DatabaseUse(int position, int index) {}

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

  List<KeyUse> keys() {
    List<KeyUse> found = keys;
    if (found == null) {
      KeyFinder finder = session.engine().part(KeyFinder.class, KeyFinder::new);
      found = finder.hasKeys(row) ? finder.find(row, args) : null;
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
      case "SELECT" -> addDatabase(1, uses);
      case "MOVE" -> addDatabase(2, uses);
      case "SWAPDB" -> {
        addDatabase(1, uses);
        addDatabase(2, uses);
      }
      default -> {
        if (!keys().isEmpty()) {
          uses.add(new DatabaseUse(0, session.database()));
        }
      }
    }
    return uses;
  }

  private void addDatabase(int position, List<DatabaseUse> uses) {
    if (Numbers.isLong(args.bytes(position))) {
      uses.add(new DatabaseUse(position, (int) args.integer(position)));
    }
  }
}
