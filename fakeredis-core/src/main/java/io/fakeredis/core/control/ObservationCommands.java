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

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Doubles;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Profile;
import io.fakeredis.api.Reply;
import io.fakeredis.core.engine.ServerCall;
import io.fakeredis.core.engine.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** MONITOR and LOLWUT: what one can look at. */
final class ObservationCommands implements CommandFamily {
  private static final Feature STANDS_ALONE = Feature.since("MONITOR.not-in-transactions", "6.2");

  /** Then there is a picture of Valkey's own, which comes without asking for it. */
  private static final Feature JULIA = Feature.since("LOLWUT.julia", "valkey 9.0");

  /** Up to 6.2 a picture comes without asking for one, and words that it can't use are refused. */
  private static final Feature NO_PICTURE = Feature.since("LOLWUT.no-picture", "7.0");

  private static final int SCHOTTER = 5;

  /** The version whose picture comes without asking for one; servers before Valkey 9 have none. */
  private static final int OWN_VERSION = 9;

  private static final int JULIA_COLUMNS = 80;
  private static final int JULIA_ROWS = 40;

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
    if (call.session().context() == Session.Context.TRANSACTION && call.has(STANDS_ALONE)) {
      throw Errors.error("ERR MONITOR isn't allowed for DENY BLOCKING client");
    }
    return Monitors.of(call.engine()).add(call.session()) ? Reply.OK : Reply.NONE;
  }

  private static Reply lolwut(ServerCall call) {
    boolean versioned = call.args().is(1, "VERSION") && call.args().count() > 2;
    long version = versioned ? call.args().integer(2) : OWN_VERSION;
    Args words = call.args().dropping(versioned ? 2 : 0);
    if (version == SCHOTTER) {
      return text(schotter(call, words) + signature(call, " "));
    }
    if (!call.has(JULIA)) {
      checkNumbers(call, words);
      return text(signature(call, " "));
    }
    boolean drawn = Long.toString(version).startsWith("9"); // 90 will do
    return text(drawn ? julia(call, words) : signature(call, ""));
  }

  private static void checkNumbers(Call call, Args words) {
    for (int i = 1; i < words.count() && !call.has(NO_PICTURE); i++) {
      words.integer(i);
    }
  }

  private static String schotter(Call call, Args words) {
    List<Long> numbers = new ArrayList<>();
    for (int i = 1; i < words.count(); i++) {
      numbers.add(words.integer(i));
    }
    return Schotter.draw(numbers, call.random())
        + "\nGeorg Nees - schotter, plotter on paper, 1968. ";
  }

  /** {@code LOLWUT [columns rows] [real imaginary]}, the constant being left to chance. */
  private static String julia(ServerCall call, Args words) {
    int count = words.count();
    if (count == 2 || count == 4 || count > 5) {
      throw Errors.error("ERR Syntax error. Use: LOLWUT [columns rows] [real imaginary]");
    }
    int columns = count > 1 ? clamp(words.integer(1), 2 * JULIA_COLUMNS) : JULIA_COLUMNS;
    int rows = count > 2 ? clamp(words.integer(2), 2 * JULIA_ROWS) : JULIA_ROWS;
    JuliaSet set =
        count == 5
            ? new JuliaSet(real(call, words.bytes(3)), real(call, words.bytes(4)))
            : new JuliaSet(call.random().nextFloat(-1, 1), call.random().nextFloat(-1, 1));
    String constant = String.format(Locale.ROOT, "%.2f + %.2fi", set.real(), set.imaginary());
    return set.draw(columns, rows)
        + "Ascii representation of Julia set with constant "
        + constant
        + "\nDon't forget to have fun! "
        + signature(call, " ");
  }

  private static int clamp(long wanted, int most) {
    return (int) Math.max(1, Math.min(most, wanted));
  }

  private static float real(Call call, Bytes word) {
    double value = Doubles.parse(word, call.profile());
    if (Double.isNaN(value)) {
      throw Errors.notAFloat();
    }
    return (float) value;
  }

  private static String signature(ServerCall call, String space) {
    Profile profile = call.profile();
    if (!profile.has(JULIA)) {
      return "Redis ver. " + profile.version() + "\n";
    }
    Identity identity = Identity.of(call.engine());
    String name = identity.server().equals("redis") ? "Redis" : "Valkey";
    return name + " ver." + space + identity.version() + "\n";
  }

  private static Reply text(String text) {
    return Reply.verbatim("txt", Bytes.of(text));
  }
}
