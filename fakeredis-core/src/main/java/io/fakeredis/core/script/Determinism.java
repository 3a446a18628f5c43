package io.fakeredis.core.script;

import io.fakeredis.api.Errors;
import io.fakeredis.api.Flag;
import io.fakeredis.core.config.Configuration;
import io.fakeredis.core.engine.CommandTable;
import io.fakeredis.core.engine.Engine;
import io.fakeredis.core.profile.CommandFacts;
import io.fakeredis.core.script.lua.LuaString;
import io.fakeredis.core.script.lua.LuaTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a script must keep to up to 6.2 with {@code lua-replicate-commands no}: replicas would be
 * sent its text, and so it must do there what it does here.
 */
final class Determinism {
  private static final String PARAMETER = "lua-replicate-commands";

  private final Engine engine;
  private boolean needed;
  private boolean lost;

  Determinism(Engine engine) {
    Configuration configuration = engine.configuration();
    this.engine = engine;
    this.needed = configuration.has(PARAMETER) && !configuration.enabled(PARAMETER);
  }

  boolean isNeeded() {
    return needed;
  }

  /** From now on what the script does is sent, rather than its text. */
  void sendEffects() {
    needed = false;
  }

  /** Nothing is written once a command has replied what may be another reply elsewhere. */
  void check(CommandTable.Row row) {
    if (!needed) {
      return;
    }
    if (lost && row.command().has(Flag.WRITE)) {
      throw Errors.error(
          "Write commands not allowed after non deterministic commands. Call"
              + " redis.replicate_commands() at the start of your script in order to switch to"
              + " single commands replication mode.");
    }
    lost |= has(row, "random");
  }

  /** Replies in the order of a hash table are sorted. */
  void sort(CommandTable.Row row, @Nullable Object reply) {
    if (needed && reply instanceof LuaTable table && has(row, "sort_for_script")) {
      List<LuaString> items = new ArrayList<>();
      for (int i = 1; table.get(i) instanceof LuaString item; i++) {
        items.add(item);
      }
      items.sort(Comparator.naturalOrder());
      for (int i = 0; i < items.size(); i++) {
        table.set(i + 1, items.get(i));
      }
    }
  }

  private boolean has(CommandTable.Row row, String flag) {
    CommandTable.Row top = row.container() == null ? row : row.container();
    CommandFacts facts = engine.facts().command(top.command().fullName());
    return facts != null && facts.flags().contains(flag);
  }
}
