package io.fakeredis.core.control;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Command;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Reply;
import io.fakeredis.core.control.Tracking.Mode;
import io.fakeredis.core.engine.ServerCall;
import io.fakeredis.core.engine.Session;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CLIENT TRACKING and what belongs to it. */
final class TrackingCommands {
  private static final Feature CHECKS_PREFIXES = Feature.since("TRACKING.checks-prefixes", "6.2");

  private TrackingCommands() {}

  static List<Command> rows() {
    return List.of(
        ClientCommands.row("CLIENT CACHING", "6.0", -3, TrackingCommands::caching),
        ClientCommands.row("CLIENT CACHING", "7.0", 3, TrackingCommands::caching),
        ClientCommands.row("CLIENT GETREDIR", "6.0", 2, TrackingCommands::getredir),
        ClientCommands.row("CLIENT TRACKING", "6.0", -3, TrackingCommands::tracking),
        ClientCommands.row("CLIENT TRACKINGINFO", "6.2", 2, TrackingCommands::trackinginfo));
  }

  /** The options of CLIENT TRACKING. */
  private static final class Request {
    boolean broadcast;
    boolean optIn;
    boolean optOut;
    boolean noLoop;
    long redirect;
    final List<Bytes> prefixes = new ArrayList<>();

    static Request parse(ServerCall call) {
      Request request = new Request();
      Args args = call.args();
      int i = 3;
      while (i < args.count()) {
        i = request.parseOne(call, args, i);
      }
      return request;
    }

    private int parseOne(ServerCall call, Args args, int i) {
      boolean hasValue = i + 1 < args.count();
      if (args.is(i, "REDIRECT") && hasValue) {
        redirectTo(call, args.integer(i + 1));
        return i + 2;
      }
      if (args.is(i, "PREFIX") && hasValue) {
        prefixes.add(args.bytes(i + 1));
        return i + 2;
      }
      if (args.is(i, "BCAST")) {
        broadcast = true;
      } else if (args.is(i, "OPTIN")) {
        optIn = true;
      } else if (args.is(i, "OPTOUT")) {
        optOut = true;
      } else if (args.is(i, "NOLOOP")) {
        noLoop = true;
      } else {
        throw Errors.syntax();
      }
      return i + 1;
    }

    private void redirectTo(ServerCall call, long id) {
      if (redirect != 0) {
        throw Errors.error("ERR A client can only redirect to a single other client");
      }
      if (call.engine().session(id) == null) {
        throw Errors.error("ERR The client ID you want redirect to does not exist");
      }
      redirect = id;
    }

    void check(Call call, @Nullable Mode mode) {
      if (!broadcast && !prefixes.isEmpty()) {
        throw Errors.error("ERR PREFIX option requires BCAST mode to be enabled");
      }
      if (mode != null && mode.broadcast != broadcast) {
        throw Errors.error(
            "ERR You can't switch BCAST mode on/off before disabling tracking for this client, and"
                + " then re-enabling it with a different mode.");
      }
      if (broadcast && (optIn || optOut)) {
        throw Errors.error("ERR OPTIN and OPTOUT are not compatible with BCAST");
      }
      if (optIn && optOut) {
        throw Errors.error("ERR You can't specify both OPTIN mode and OPTOUT mode");
      }
      if (mode != null && ((optIn && mode.optOut) || (optOut && mode.optIn))) {
        throw Errors.error(
            "ERR You can't switch OPTIN/OPTOUT mode before disabling tracking for this client, and"
                + " then re-enabling it with a different mode.");
      }
      if (broadcast && call.has(CHECKS_PREFIXES)) {
        checkPrefixes(mode);
      }
    }

    private void checkPrefixes(@Nullable Mode mode) {
      for (int i = 0; i < prefixes.size(); i++) {
        Bytes prefix = prefixes.get(i);
        if (mode != null) {
          for (Bytes existing : mode.prefixes) {
            checkOverlap(prefix, existing, "an existing prefix");
          }
        }
        for (int j = i + 1; j < prefixes.size(); j++) {
          checkOverlap(prefix, prefixes.get(j), "another provided prefix");
        }
      }
    }

    private static void checkOverlap(Bytes prefix, Bytes other, String which) {
      if (Tracking.startsWith(prefix, other) || Tracking.startsWith(other, prefix)) {
        throw Errors.error(
            "ERR Prefix '"
                + prefix.latin()
                + "' overlaps with "
                + which
                + " '"
                + other.latin()
                + "'. Prefixes for a single client must not overlap.");
      }
    }

    void apply(Mode mode) {
      mode.broadcast = broadcast;
      mode.optIn = optIn;
      mode.optOut = optOut;
      mode.noLoop = noLoop;
      mode.redirect = redirect;
      mode.redirectBroken = false;
      if (broadcast && prefixes.isEmpty()) {
        mode.prefixes.add(Bytes.EMPTY);
      }
      mode.prefixes.addAll(prefixes);
    }
  }

  private static Reply tracking(ServerCall call) {
    Request request = Request.parse(call);
    Tracking tracking = Tracking.of(call.engine());
    if (call.args().is(2, "OFF")) {
      tracking.disable(call.session());
      return Reply.OK;
    }
    if (!call.args().is(2, "ON")) {
      throw Errors.syntax();
    }
    request.check(call, Tracking.mode(call.session()));
    request.apply(tracking.enable(call.session()));
    return Reply.OK;
  }

  private static Reply caching(ServerCall call) {
    Mode mode = Tracking.mode(call.session());
    if (mode == null) {
      throw Errors.error(
          "ERR CLIENT CACHING can be called only when the client is in tracking mode with OPTIN or"
              + " OPTOUT mode enabled");
    }
    boolean yes = call.args().is(2, "YES");
    if (!yes && !call.args().is(2, "NO")) {
      throw Errors.syntax();
    }
    if (yes && !mode.optIn) {
      throw Errors.error(
          "ERR CLIENT CACHING YES is only valid when tracking is enabled in OPTIN mode.");
    }
    if (!yes && !mode.optOut) {
      throw Errors.error(
          "ERR CLIENT CACHING NO is only valid when tracking is enabled in OPTOUT mode.");
    }
    mode.caching = true;
    return Reply.OK;
  }

  private static Reply getredir(ServerCall call) {
    Mode mode = Tracking.mode(call.session());
    return Reply.integer(mode == null ? -1 : mode.redirect);
  }

  private static Reply trackinginfo(ServerCall call) {
    Session session = call.session();
    Mode mode = Tracking.mode(session);
    List<Reply> flags = new ArrayList<>();
    flags.add(Reply.bulk(mode == null ? "off" : "on"));
    if (mode != null) {
      addFlags(flags, session, mode);
    }
    return Reply.map(
        Reply.bulk("flags"),
        Reply.set(flags),
        Reply.bulk("redirect"),
        Reply.integer(mode == null ? -1 : mode.redirect),
        Reply.bulk("prefixes"),
        Reply.bulks(mode == null ? List.of() : mode.prefixes));
  }

  private static void addFlags(List<Reply> flags, Session session, Mode mode) {
    addIf(flags, mode.broadcast, "bcast");
    addIf(flags, mode.optIn, "optin");
    addIf(flags, mode.optIn && mode.caching, "caching-yes");
    addIf(flags, mode.optOut, "optout");
    addIf(flags, mode.optOut && mode.caching, "caching-no");
    addIf(flags, mode.noLoop, "noloop");
    boolean broken = mode.redirect != 0 && session.engine().session(mode.redirect) == null;
    addIf(flags, broken, "broken_redirect");
  }

  private static void addIf(List<Reply> flags, boolean condition, String flag) {
    if (condition) {
      flags.add(Reply.bulk(flag));
    }
  }
}
