package io.fakeredis.core.control;

import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Flag.ALLOW_BUSY;
import static io.fakeredis.api.Flag.FAST;
import static io.fakeredis.api.Flag.LOADING;
import static io.fakeredis.api.Flag.NOSCRIPT;
import static io.fakeredis.api.Flag.NO_MULTI;
import static io.fakeredis.api.Flag.NO_QUEUE;
import static io.fakeredis.api.Flag.RUNS_TRANSACTION;
import static io.fakeredis.api.Flag.SKIP_SLOWLOG;
import static io.fakeredis.api.Flag.STALE;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.api.Keys.NONE;
import static io.fakeredis.api.Keys.keys;
import static io.fakeredis.core.engine.ServerCall.server;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandException;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Reply;
import io.fakeredis.core.engine.ServerCall;
import io.fakeredis.core.engine.Session;
import io.fakeredis.core.engine.Transaction;
import java.util.ArrayList;
import java.util.List;

/** The <a href="https://redis.io/commands/?group=transactions">transactions</a>. */
final class TransactionCommands implements CommandFamily {
  @Override
  public String group() {
    return "transactions";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        command(
            "MULTI",
            "1.2",
            1,
            NONE,
            flags(NOSCRIPT, LOADING, STALE, FAST, ALLOW_BUSY, NO_QUEUE),
            server(TransactionCommands::multi)),
        command(
            "MULTI",
            "valkey 8.0",
            1,
            NONE,
            flags(NOSCRIPT, LOADING, STALE, FAST, NO_MULTI, ALLOW_BUSY, NO_QUEUE),
            server(TransactionCommands::multi)),
        command(
            "EXEC",
            "1.2",
            1,
            NONE,
            flags(NOSCRIPT, LOADING, STALE, SKIP_SLOWLOG, NO_QUEUE, RUNS_TRANSACTION),
            server(TransactionCommands::exec)),
        command(
            "DISCARD",
            "2.0",
            1,
            NONE,
            flags(NOSCRIPT, LOADING, STALE, FAST, ALLOW_BUSY, NO_QUEUE),
            server(TransactionCommands::discard)),
        command(
            "WATCH",
            "2.2",
            -2,
            keys(1, -1),
            flags(NOSCRIPT, LOADING, STALE, FAST, ALLOW_BUSY, NO_QUEUE),
            server(TransactionCommands::watch)),
        command(
            "WATCH",
            "valkey 8.0",
            -2,
            keys(1, -1),
            flags(NOSCRIPT, LOADING, STALE, FAST, NO_MULTI, ALLOW_BUSY, NO_QUEUE),
            server(TransactionCommands::watch)),
        command(
            "UNWATCH",
            "2.2",
            1,
            NONE,
            flags(NOSCRIPT, LOADING, STALE, FAST, ALLOW_BUSY),
            server(TransactionCommands::unwatch)));
  }

  private static Reply multi(ServerCall call) {
    if (call.session().transaction() != null) {
      throw Errors.error("ERR MULTI calls can not be nested");
    }
    call.session().transaction(new Transaction());
    ClientState.of(call.session()).knowsTransactions = true;
    return Reply.OK;
  }

  private static Reply exec(ServerCall call) {
    Session session = call.session();
    Transaction transaction = session.transaction();
    if (transaction == null) {
      throw Errors.error("ERR EXEC without MULTI");
    }
    boolean dirty = call.engine().watchedKeys().isDirty(session);
    session.endTransaction();
    if (transaction.isSpoiled()) {
      throw Errors.error("EXECABORT Transaction discarded because of previous errors.");
    }
    return dirty
        ? Reply.NULL_ARRAY
        : session.within(Session.Context.TRANSACTION, () -> runAll(call, transaction));
  }

  private static Reply runAll(ServerCall call, Transaction transaction) {
    Session session = call.session();
    int protocol = session.protocol();
    List<Reply> replies = new ArrayList<>(transaction.calls().size());
    for (Transaction.Queued queued : transaction.calls()) {
      replies.add(runOne(session, queued));
      if (session.protocol() != protocol) {
        freezeAllButLast(replies, protocol);
        protocol = session.protocol();
      }
    }
    return Reply.array(replies);
  }

  /** What a user may do can have changed since the call was queued. */
  private static Reply runOne(Session session, Transaction.Queued queued) {
    try {
      session.user().check(session, queued.row(), queued.args());
    } catch (CommandException e) {
      return e.reply();
    }
    Reply reply = session.engine().executor().runAtOnce(session, queued.row(), queued.args());
    return behind(session.takeMessagesAmidst(), reply);
  }

  private static Reply behind(List<Reply> messages, Reply reply) {
    if (messages.isEmpty()) {
      return reply;
    }
    List<Reply> all = new ArrayList<>(messages);
    all.add(reply);
    return Reply.many(all);
  }

  /** HELLO changes the form of the replies that come after it, not of those before. */
  private static void freezeAllButLast(List<Reply> replies, int protocol) {
    for (int i = 0; i < replies.size() - 1; i++) {
      replies.set(i, Reply.frozen(protocol, replies.get(i)));
    }
  }

  private static Reply discard(ServerCall call) {
    if (call.session().transaction() == null) {
      throw Errors.error("ERR DISCARD without MULTI");
    }
    call.session().endTransaction();
    return Reply.OK;
  }

  private static Reply watch(ServerCall call) {
    if (call.session().transaction() != null) {
      throw Errors.error("ERR WATCH inside MULTI is not allowed");
    }
    ClientState.of(call.session()).knowsTransactions = true;
    for (Bytes key : call.args().from(1)) {
      call.engine().watchedKeys().watch(call.session(), key);
    }
    return Reply.OK;
  }

  private static Reply unwatch(ServerCall call) {
    call.engine().watchedKeys().unwatch(call.session());
    return Reply.OK;
  }
}
