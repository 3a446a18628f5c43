package io.fakeredis.core.control;

import io.fakeredis.api.Args;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Profile;
import io.fakeredis.core.engine.CommandTable;
import io.fakeredis.core.engine.Guard;
import io.fakeredis.core.engine.Session;
import java.util.Set;

/** A RESP2 client that has subscribed can hardly do anything else: replies would be mistaken. */
public final class PubSubGuard implements Guard {
  private static final Feature RESET = Feature.since("RESET", "6.2");
  private static final Feature SHARDS = Feature.since("SSUBSCRIBE", "7.0");

  /** The first releases of Valkey 8.0 refused this; too many clients relied on it. */
  private static final Feature NO_SUBSCRIPTION =
      Feature.since("UNSUBSCRIBE.needs-subscription", "valkey 8.0 until 8.0.2");

  private static final Set<String> UNSUBSCRIBES =
      Set.of("UNSUBSCRIBE", "PUNSUBSCRIBE", "SUNSUBSCRIBE");
  private static final Set<String> ALLOWED =
      Set.of(
          "PING",
          "SUBSCRIBE",
          "UNSUBSCRIBE",
          "PSUBSCRIBE",
          "PUNSUBSCRIBE",
          "SSUBSCRIBE",
          "SUNSUBSCRIBE",
          "QUIT",
          "RESET");

  /** Before 7.0 a subcommand has no name of its own. */
  private static String name(CommandTable.Row row, Profile profile) {
    String name = row.command().fullName();
    return profile.has(SHARDS) ? name : name.replaceFirst("\\|.*", "");
  }

  @Override
  public void check(Session session, CommandTable.Row row, Args args) {
    if (session.engine().profile().has(NO_SUBSCRIPTION)
        && UNSUBSCRIBES.contains(row.command().name())
        && !PubSub.isSubscribed(session)) {
      throw Errors.error(
          "NOSUB '" + row.command().fullName() + "' command executed not in subscribed mode");
    }
    if (session.protocol() == 2
        && PubSub.isSubscribed(session)
        && !ALLOWED.contains(row.command().name())) {
      Profile profile = session.engine().profile();
      String letters = profile.has(SHARDS) ? "(P|S)" : "(P)";
      throw Errors.error(
          "ERR Can't execute '"
              + name(row, profile)
              + "': only "
              + letters
              + "SUBSCRIBE / "
              + letters
              + "UNSUBSCRIBE / PING / QUIT"
              + (profile.has(RESET) ? " / RESET" : "")
              + " are allowed in this context");
    }
  }
}
