package io.fakeredis.core.control;

import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Flag.ALLOW_BUSY;
import static io.fakeredis.api.Flag.FAST;
import static io.fakeredis.api.Flag.LOADING;
import static io.fakeredis.api.Flag.NOSCRIPT;
import static io.fakeredis.api.Flag.NO_AUTH;
import static io.fakeredis.api.Flag.NO_QUEUE;
import static io.fakeredis.api.Flag.READONLY;
import static io.fakeredis.api.Flag.STALE;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.api.Keys.NONE;
import static io.fakeredis.core.engine.ServerCall.server;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Handler;
import io.fakeredis.api.Numbers;
import io.fakeredis.api.Reply;
import io.fakeredis.core.engine.ServerCall;
import io.fakeredis.core.engine.Session;
import java.util.List;

/** The <a href="https://redis.io/commands/?group=connection">connection commands</a>. */
final class ConnectionCommands implements CommandFamily {
  /** From 7.0 on, words of HTTP requests are looked for only if they name no command. */
  private static final String WEB_WORD = "3.2 until 7.0";

  private static final Feature PLAIN_ERROR = Feature.since("SELECT.plain-error", "6.2");

  @Override
  public String group() {
    return "connection";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        command("PING", "1.0", -1, NONE, flags(FAST), server(ConnectionCommands::ping)),
        command("ECHO", "1.0", 2, NONE, flags(LOADING, STALE, FAST), ConnectionCommands::echo),
        command(
            "SELECT",
            "1.0",
            2,
            NONE,
            flags(LOADING, STALE, FAST),
            server(ConnectionCommands::select)),
        command(
            "QUIT",
            "7.0", // before it is a word that the server looks for by itself
            -1,
            NONE,
            flags(NOSCRIPT, LOADING, STALE, FAST, NO_AUTH, ALLOW_BUSY, NO_QUEUE),
            server(ConnectionCommands::quit)),
        command("POST", WEB_WORD, -1, NONE, flags(READONLY, LOADING, STALE), hangUp()),
        command("HOST:", WEB_WORD, -1, NONE, flags(READONLY, LOADING, STALE), hangUp()),
        command(
            "RESET",
            "6.2",
            1,
            NONE,
            flags(NOSCRIPT, LOADING, STALE, FAST, ALLOW_BUSY, NO_QUEUE),
            server(ConnectionCommands::reset)),
        command(
            "RESET",
            "7.0",
            1,
            NONE,
            flags(NOSCRIPT, LOADING, STALE, FAST, NO_AUTH, ALLOW_BUSY, NO_QUEUE),
            server(ConnectionCommands::reset)));
  }

  private static Reply ping(ServerCall call) {
    if (call.args().count() > 2) {
      throw Errors.arity("ping");
    }
    if (call.session().protocol() == 2 && PubSub.isSubscribed(call.session())) {
      Reply echo = call.args().count() == 2 ? Reply.bulk(call.args().bytes(1)) : Reply.EMPTY_BULK;
      return Reply.array(Reply.bulk("pong"), echo);
    }
    return call.args().count() == 2 ? Reply.bulk(call.args().bytes(1)) : Reply.PONG;
  }

  private static Reply echo(Call call) {
    return Reply.bulk(call.args().bytes(1));
  }

  private static Reply select(ServerCall call) {
    Bytes word = call.args().bytes(1);
    if (!call.has(PLAIN_ERROR) && !Numbers.isLong(word)) {
      throw Errors.error("ERR invalid DB index");
    }
    long index =
        call.has(PLAIN_ERROR)
            ? call.args().integerBetween(Integer.MIN_VALUE, Integer.MAX_VALUE, 1)
            : call.args().integer(1);
    call.session().select(call.engine().keyspace().database(index).index());
    return Reply.OK;
  }

  private static Reply quit(ServerCall call) {
    call.session().closeAfterReply();
    return Reply.OK;
  }

  /** Browsers can be made to talk to a server. */
  private static Handler hangUp() {
    return server(
        call -> {
          call.session().close();
          return Reply.NULL;
        });
  }

  private static Reply reset(ServerCall call) {
    Session session = call.session();
    session.transaction(null);
    call.engine().watchedKeys().unwatch(session);
    PubSub.of(call.engine()).forget(session);
    Tracking.of(call.engine()).disable(session);
    Monitors.of(call.engine()).remove(session);
    HashImportCommands.forget(session);
    ClientState.of(session).noEvict = false;
    session.untouching(false);
    session.replyMode(Session.ReplyMode.ON);
    session.select(0);
    session.protocol(2);
    session.name(Bytes.EMPTY);
    session.logOut();
    return Reply.simple("RESET");
  }
}
