package io.fakeredis.core.control;

import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Command.container;
import static io.fakeredis.api.Flag.ADMIN;
import static io.fakeredis.api.Flag.LOADING;
import static io.fakeredis.api.Flag.NOSCRIPT;
import static io.fakeredis.api.Flag.NO_MULTI;
import static io.fakeredis.api.Flag.STALE;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.api.Keys.NONE;
import static io.fakeredis.core.engine.ServerCall.server;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Numbers;
import io.fakeredis.api.Reply;
import io.fakeredis.core.engine.ServerCall;
import io.fakeredis.core.engine.Session;
import io.fakeredis.core.engine.Session.ReplyMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/** CLIENT: what clients tell of themselves and of one another. */
final class ClientCommands implements CommandFamily {
  private static final Feature EMPTY_LIST_BY_ID = Feature.since("CLIENT LIST.ID", "6.2");
  private static final Feature IGNORES_MORE = Feature.since("CLIENT.ignores-more", "valkey 8.1");
  private static final Feature STOPS_AT_ZERO = Feature.since("CLIENT SETNAME.stops-at-zero", "7.2");
  private static final Feature PAUSE_MODE = Feature.since("CLIENT PAUSE.mode", "6.2");

  @Override
  public String group() {
    return "connection";
  }

  @Override
  public List<Command> commands() {
    List<Command> rows = new ArrayList<>(TrackingCommands.rows());
    rows.addAll(
        List.of(
            row("CLIENT CAPA", "valkey 8.0", -3, ClientCommands::capa),
            row("CLIENT GETNAME", "2.6.9", 2, ClientCommands::getname),
            command("CLIENT HELP", "5.0", 2, NONE, flags(LOADING, STALE), ClientHelp::help)
                .categories("connection"),
            row("CLIENT ID", "5.0", 2, ClientCommands::id),
            row("CLIENT IMPORT-SOURCE", "valkey 8.1", 3, ClientCommands::importSource),
            row("CLIENT INFO", "6.2", 2, ClientCommands::info),
            admin("CLIENT KILL", "2.4", -2, ClientCommands::kill),
            admin("CLIENT KILL", "7.0", -3, ClientCommands::kill),
            admin("CLIENT LIST", "2.4", -2, ClientCommands::list),
            admin("CLIENT NO-EVICT", "7.0", 3, ClientCommands::noEvict),
            row("CLIENT NO-TOUCH", "7.2", 3, ClientCommands::noTouch),
            admin("CLIENT PAUSE", "3.0", -3, ClientCommands::pause),
            row("CLIENT REPLY", "3.2", 3, ClientCommands::reply),
            command(
                    "CLIENT REPLY",
                    "valkey 9.0",
                    3,
                    NONE,
                    flags(NOSCRIPT, LOADING, STALE, NO_MULTI),
                    server(ClientCommands::reply))
                .categories("connection"),
            row("CLIENT SETINFO", "7.2", 4, ClientCommands::setinfo),
            row("CLIENT SETNAME", "2.6.9", 3, ClientCommands::setname),
            admin("CLIENT UNBLOCK", "5.0", -3, ClientCommands::unblock),
            admin("CLIENT UNPAUSE", "6.2", 2, ClientCommands::unpause)));
    return List.of(container("CLIENT", "2.4", rows.toArray(Command[]::new)));
  }

  static Command row(String name, String since, int arity, ServerCall.ServerHandler handler) {
    return command(name, since, arity, NONE, flags(NOSCRIPT, LOADING, STALE), server(handler))
        .categories("connection");
  }

  private static Command admin(
      String name, String since, int arity, ServerCall.ServerHandler handler) {
    return command(
            name, since, arity, NONE, flags(ADMIN, NOSCRIPT, LOADING, STALE), server(handler))
        .categories("connection");
  }

  private static Reply id(ServerCall call) {
    return Reply.integer(call.session().id());
  }

  private static Reply getname(ServerCall call) {
    Bytes name = call.session().name();
    return name.isEmpty() ? Reply.NULL : Reply.bulk(name);
  }

  private static Reply setname(ServerCall call) {
    call.session().name(checkName(call, call.args().bytes(2)));
    return Reply.OK;
  }

  /** A name without spaces; SETNAME and HELLO take it. */
  static Bytes checkName(ServerCall call, Bytes name) {
    if (!isPrintable(name, call)) {
      throw Errors.error("ERR Client names cannot contain spaces, newlines or special characters.");
    }
    return name;
  }

  /** Since 7.2 nobody looks behind a zero byte. */
  private static boolean isPrintable(Bytes text, ServerCall call) {
    for (byte b : text.array()) {
      if (b == 0 && call.has(STOPS_AT_ZERO)) {
        return true;
      }
      if (b < '!' || b > '~') {
        return false;
      }
    }
    return true;
  }

  private static Reply setinfo(ServerCall call) {
    Args args = call.args();
    ClientState state = ClientState.of(call.session());
    if (!args.is(2, "LIB-NAME") && !args.is(2, "LIB-VER")) {
      throw Errors.error("ERR Unrecognized option '" + Errors.shown(args.text(2)) + "'");
    }
    if (!isPrintable(args.bytes(3), call)) {
      throw Errors.error(
          "ERR " + args.text(2) + " cannot contain spaces, newlines or special characters.");
    }
    if (args.is(2, "LIB-NAME")) {
      state.libraryName = args.bytes(3);
    } else {
      state.libraryVersion = args.bytes(3);
    }
    return Reply.OK;
  }

  /** What is not known is no error. */
  private static Reply capa(ServerCall call) {
    for (Bytes capability : call.args().from(2)) {
      if (capability.is("redirect")) {
        ClientState.of(call.session()).followsRedirects = true;
      }
    }
    return Reply.OK;
  }

  private static Reply importSource(ServerCall call) {
    if (!ImportMode.of(call.engine()).isOn() && !call.args().is(2, "OFF")) {
      throw Errors.error("ERR Server is not in import mode");
    }
    ClientState.of(call.session()).isImportSource = onOrOff(call);
    return Reply.OK;
  }

  private static Reply info(ServerCall call) {
    return text(ClientLine.of(call.session()) + "\n");
  }

  private static Reply text(String lines) {
    return Reply.verbatim("txt", Bytes.latin(lines));
  }

  private static Reply list(ServerCall call) {
    Args args = call.args();
    if (args.count() == 2) {
      return lines(call.engine().sessions(), session -> true);
    }
    if (call.has(ClientFilter.OF_LIST)) {
      return lines(ClientFilter.ofList(call).sessions(), session -> true);
    }
    if (args.is(2, "TYPE") && args.count() == 4) {
      return lines(call.engine().sessions(), ClientFilter.ofType(args.text(3), call));
    }
    if (args.is(2, "ID") && args.count() > 3 && call.has(EMPTY_LIST_BY_ID)) {
      return listById(call);
    }
    throw Errors.syntax();
  }

  private static Reply listById(ServerCall call) {
    StringBuilder lines = new StringBuilder();
    for (Bytes word : call.args().from(3)) {
      if (!Numbers.isLong(word)) {
        throw Errors.error("ERR Invalid client ID");
      }
      Session session = call.engine().session(Numbers.toLong(word));
      if (session != null) {
        lines.append(ClientLine.of(session)).append('\n');
      }
    }
    return text(lines.toString());
  }

  private static Reply lines(Collection<Session> sessions, Predicate<Session> condition) {
    StringBuilder lines = new StringBuilder();
    for (Session session : sessions) {
      if (!session.isInternal() && condition.test(session)) {
        lines.append(ClientLine.of(session)).append('\n');
      }
    }
    return text(lines.toString());
  }

  private static Reply kill(ServerCall call) {
    Args args = call.args();
    if (args.count() == 2) {
      throw Errors.syntax();
    }
    if (args.count() == 3) {
      for (Session session : call.engine().sessions()) {
        if (session.endpoint().remote().equals(args.text(2))) {
          AccessControl.end(session, call.session());
          return Reply.OK;
        }
      }
      throw Errors.error("ERR No such client");
    }
    List<Session> sessions = ClientFilter.ofKill(call).sessions();
    sessions.forEach(session -> AccessControl.end(session, call.session()));
    return Reply.integer(sessions.size());
  }

  private static Reply noEvict(ServerCall call) {
    ClientState.of(call.session()).noEvict = onOrOff(call);
    return Reply.OK;
  }

  private static Reply noTouch(ServerCall call) {
    call.session().untouching(onOrOff(call));
    return Reply.OK;
  }

  private static boolean onOrOff(ServerCall call) {
    boolean on = call.args().is(2, "ON");
    if (!on && !call.args().is(2, "OFF")) {
      throw Errors.syntax();
    }
    return on;
  }

  private static Reply reply(ServerCall call) {
    Session session = call.session();
    if (call.args().is(2, "ON")) {
      session.replyMode(ReplyMode.ON);
      return Reply.OK;
    }
    if (call.args().is(2, "OFF")) {
      session.replyMode(ReplyMode.OFF);
    } else if (call.args().is(2, "SKIP")) {
      if (session.replyMode() != ReplyMode.OFF) {
        session.replyMode(ReplyMode.SKIP_NEXT);
      }
    } else {
      throw Errors.syntax();
    }
    return Reply.NONE;
  }

  private static Reply pause(ServerCall call) {
    Args args = call.args();
    if (args.count() > (call.has(PAUSE_MODE) ? 4 : 3) && !call.has(IGNORES_MORE)) {
      throw Errors.wrongSubcommand(call);
    }
    boolean onlyWrites = args.is(3, "WRITE");
    if (args.count() >= 4 && !onlyWrites && !args.is(3, "ALL")) {
      throw Errors.error("ERR CLIENT PAUSE mode must be WRITE or ALL");
    }
    call.engine().pause(call.now() + timeout(args.bytes(2)), onlyWrites);
    return Reply.OK;
  }

  private static long timeout(Bytes word) {
    if (!Numbers.isLong(word)) {
      throw Errors.error("ERR timeout is not an integer or out of range");
    }
    if (Numbers.toLong(word) < 0) {
      throw Errors.error("ERR timeout is negative");
    }
    return Numbers.toLong(word);
  }

  private static Reply unpause(ServerCall call) {
    call.engine().unpause();
    return Reply.OK;
  }

  private static Reply unblock(ServerCall call) {
    Args args = call.args();
    if (args.count() > 4 && !call.has(IGNORES_MORE)) {
      throw Errors.wrongSubcommand(call);
    }
    boolean error = args.count() == 4 && args.is(3, "ERROR");
    if (args.count() == 4 && !error && !args.is(3, "TIMEOUT")) {
      throw Errors.error("ERR CLIENT UNBLOCK reason should be TIMEOUT or ERROR");
    }
    Session session = call.engine().session(args.integer(2));
    if (session == null || session.waiter() == null) {
      return Reply.ZERO;
    }
    Reply reply =
        error
            ? Reply.error("UNBLOCKED client unblocked via CLIENT UNBLOCK")
            : session.waiter().wish().onTimeout();
    call.engine().waiters().end(session.waiter(), reply);
    return Reply.ONE;
  }
}
