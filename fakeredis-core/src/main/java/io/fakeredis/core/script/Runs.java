package io.fakeredis.core.script;

import io.fakeredis.api.CommandException;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Profile;
import io.fakeredis.core.engine.Engine;
import org.jspecify.annotations.Nullable;

/** What a server is running: one script or function at a time. */
final class Runs {
  private static final Feature NAMES_VALKEY = Feature.since("BUSY.names-valkey", "valkey 8.0");
  private static final Feature NAMES_KEYDB = Feature.since("BUSY.names-keydb", "keydb 6.0");

  private final String server;
  private @Nullable Run current;

  private Runs(Profile profile) {
    if (profile.has(NAMES_VALKEY)) {
      server = "Valkey";
    } else {
      server = profile.has(NAMES_KEYDB) ? "KeyDB" : "Redis";
    }
  }

  static Runs of(Engine engine) {
    return engine.part(Runs.class, e -> new Runs(e.profile()));
  }

  /** What others are told who come while this is running. */
  CommandException busy(Run run) {
    return Errors.error(
        "BUSY "
            + server
            + " is busy running a script. You can only call "
            + run.kind()
            + " KILL or SHUTDOWN NOSAVE.");
  }

  /** The script or function that is running; null if there is none. */
  @Nullable Run current() {
    return current;
  }

  void current(@Nullable Run run) {
    current = run;
  }

  /** Ends what is running, if it is of that kind and has not written. */
  void kill(Run.Kind kind) {
    Run run = current;
    if (run == null) {
      throw Errors.error("NOTBUSY No scripts in execution right now.");
    }
    if (run.kind() != kind) {
      throw busy(run);
    }
    if (run.hasWritten()) {
      throw Errors.error(
          "UNKILLABLE Sorry the script already executed write commands against the dataset. You"
              + " can either wait the script termination or kill the server in a hard way using"
              + " the SHUTDOWN NOSAVE command.");
    }
    run.kill();
  }
}
