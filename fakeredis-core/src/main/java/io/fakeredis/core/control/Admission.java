package io.fakeredis.core.control;

import io.fakeredis.api.Feature;
import io.fakeredis.api.Profile;
import io.fakeredis.api.Reply;
import io.fakeredis.core.engine.Engine;
import io.fakeredis.core.engine.Session;
import org.jspecify.annotations.Nullable;

/** Whether a client that connects may come in. */
public final class Admission {
  /** Since 7.0 it does not matter whether an address to listen on was given. */
  private static final Feature IGNORES_BIND = Feature.since("PROTECTED-MODE.ignores-bind", "7.0");

  private static final Feature SETS_UP = Feature.since("PROTECTED-MODE.sets-up", "7.2");
  private static final Feature OWN_WORDS = Feature.since("PROTECTED-MODE.nameless", "valkey 8.0");

  private Admission() {}

  /** The error for a client that has just connected and is refused; null if it is welcome. */
  public static @Nullable Reply refusal(Session session) {
    Engine engine = session.engine();
    if (engine.clientCount() > engine.settings().number("maxclients")) {
      return Reply.error("ERR max number of clients reached");
    }
    boolean protects =
        engine.settings().enabled("protected-mode")
            && engine.defaultUser().isWithoutPassword()
            && (engine.profile().has(IGNORES_BIND) || engine.settings().text("bind").isEmpty());
    return protects && !session.endpoint().isLocal()
        ? Reply.error(protectedMode(engine.profile()))
        : null;
  }

  private static String protectedMode(Profile profile) {
    boolean named = !profile.has(OWN_WORDS);
    String server = named ? "Redis" : "it";
    return "DENIED "
        + (named ? "Redis is running" : "Running")
        + " in protected mode because protected mode is enabled"
        + (profile.has(IGNORES_BIND)
            ? " and no password is set for the default user"
            : ", no bind address was specified, no authentication password is requested to clients")
        + ". In this mode connections are only accepted from the loopback interface. If you want to"
        + " connect from external computers"
        + (named ? " to Redis" : ",")
        + " you may adopt one of the following solutions: 1) Just disable protected mode sending"
        + " the command 'CONFIG SET protected-mode no' from the loopback interface by connecting"
        + (named ? " to Redis" : "")
        + " from the same host the server is running, however MAKE SURE "
        + (named ? server + " is" : server + "'s")
        + " not publicly accessible from internet if you do so. Use CONFIG REWRITE to make this"
        + " change permanent. 2) Alternatively you can just disable the protected mode by editing"
        + " the"
        + (named ? " Redis" : "")
        + " configuration file, and setting the protected mode option to 'no', and then restarting"
        + " the server. 3) If you started the server manually just for testing, restart it with the"
        + " '--protected-mode no' option. 4) "
        + password(profile)
        + ". NOTE: You only need to do one of the above things in order for the server to start"
        + " accepting connections from the outside.";
  }

  private static String password(Profile profile) {
    if (!profile.has(IGNORES_BIND)) {
      return "Setup a bind address or an authentication password";
    }
    return (profile.has(SETS_UP) ? "Set up an" : "Setup a an")
        + " authentication password for the default user";
  }
}
