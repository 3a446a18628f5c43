package io.fakeredis.core.control;

import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Flag.ADMIN;
import static io.fakeredis.api.Flag.FAST;
import static io.fakeredis.api.Flag.LOADING;
import static io.fakeredis.api.Flag.NOSCRIPT;
import static io.fakeredis.api.Flag.READONLY;
import static io.fakeredis.api.Flag.STALE;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.api.Keys.NONE;
import static io.fakeredis.core.engine.ServerCall.server;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Reply;
import io.fakeredis.core.engine.ServerCall;
import java.util.ArrayList;
import java.util.List;

/** MONITOR and LOLWUT: what one can look at. */
final class ObservationCommands implements CommandFamily {
  private static final Feature NAMES_VALKEY = Feature.since("LOLWUT.names-valkey", "valkey 9.0");

  /** Up to 6.2 a picture comes without asking for one, and words that it can't use are refused. */
  private static final Feature NO_PICTURE = Feature.since("LOLWUT.no-picture", "7.0");

  private static final int SCHOTTER = 5;

  @Override
  public String group() {
    return "server";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        command(
            "MONITOR",
            "1.0",
            1,
            NONE,
            flags(ADMIN, NOSCRIPT, LOADING, STALE),
            server(ObservationCommands::monitor)),
        command(
            "LOLWUT", "5.0", -1, NONE, flags(READONLY, FAST), server(ObservationCommands::lolwut)));
  }

  private static Reply monitor(ServerCall call) {
    return Monitors.of(call.engine()).add(call.session()) ? Reply.OK : Reply.NONE;
  }

  private static Reply lolwut(ServerCall call) {
    List<Long> numbers = new ArrayList<>();
    boolean versioned = call.args().is(1, "VERSION") && call.args().count() > 2;
    if (call.args().is(1, "VERSION") && !versioned && call.has(NAMES_VALKEY)) {
      throw Errors.notAnInteger();
    }
    long version = versioned ? call.args().integer(2) : 0;
    if (version == SCHOTTER || !call.has(NO_PICTURE)) {
      for (int i = versioned ? 3 : 1; i < call.args().count(); i++) {
        numbers.add(call.args().integer(i));
      }
    }
    String picture =
        version == SCHOTTER
            ? Schotter.draw(numbers, call.random())
                + "\nGeorg Nees - schotter, plotter on paper, 1968. "
            : "";
    String text =
        picture
            + (call.has(NAMES_VALKEY) ? "Valkey" : "Redis")
            + " ver. "
            + call.profile().version()
            + "\n";
    return Reply.verbatim("txt", Bytes.of(text));
  }
}
