package io.fakeredis.core.command;

import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Flag.BLOCKING;
import static io.fakeredis.api.Flag.DENYOOM;
import static io.fakeredis.api.Flag.NOSCRIPT;
import static io.fakeredis.api.Flag.WRITE;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.api.Keys.keys;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Database;
import io.fakeredis.api.Flag;
import io.fakeredis.api.Reply;
import io.fakeredis.api.Wait;
import io.fakeredis.core.command.ListMove.Amount;
import io.fakeredis.core.value.ListValue;
import io.fakeredis.core.value.ListValue.End;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Moving elements from one list to another, or waiting for them. */
final class ListMoveCommands implements CommandFamily {
  private static final Set<Flag> MOVES = flags(WRITE, DENYOOM);
  private static final Set<Flag> WAITS_6 = flags(WRITE, DENYOOM, NOSCRIPT);
  private static final Set<Flag> WAITS_7 = flags(WRITE, DENYOOM, NOSCRIPT, BLOCKING);
  private static final Set<Flag> WAITS = flags(WRITE, DENYOOM, BLOCKING);

  @Override
  public String group() {
    return "list";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        command("BLMOVE", "6.2", 6, keys(1, 2), WAITS_6, ListMoveCommands::blmove),
        command("BLMOVE", "7.0", 6, keys(1, 2), WAITS_7, ListMoveCommands::blmove),
        command("BLMOVE", "7.2", 6, keys(1, 2), WAITS, ListMoveCommands::blmove),
        command("BLMOVEM", "8.10", -6, keys(1, 2), WAITS, ListMoveCommands::blmovem),
        command("BRPOPLPUSH", "2.2", 4, keys(1, 2), WAITS_6, ListMoveCommands::brpoplpush),
        command("BRPOPLPUSH", "7.0", 4, keys(1, 2), WAITS_7, ListMoveCommands::brpoplpush),
        command("BRPOPLPUSH", "7.2", 4, keys(1, 2), WAITS, ListMoveCommands::brpoplpush),
        command("LMOVE", "6.2", 5, keys(1, 2), MOVES, ListMoveCommands::lmove),
        command("LMOVEM", "8.10", -5, keys(1, 2), MOVES, ListMoveCommands::lmovem),
        command("RPOPLPUSH", "1.2", 3, keys(1, 2), MOVES, ListMoveCommands::rpoplpush));
  }

  private static Reply lmove(Call call) {
    return one(ListMove.parse(call.args()).run(call.db()));
  }

  private static Reply rpoplpush(Call call) {
    return one(tailToHead(call.args()).run(call.db()));
  }

  private static ListMove tailToHead(Args args) {
    return new ListMove(args.bytes(1), End.TAIL, args.bytes(2), End.HEAD, Amount.ONE);
  }

  private static Reply one(List<Bytes> moved) {
    return moved.isEmpty() ? Reply.NULL : Reply.bulk(moved.get(0));
  }

  private static Reply lmovem(Call call) {
    ListMove move = ListMove.parse(call.args()).withAmount(Amount.parse(call.args(), 5));
    return several(move.run(call.db()));
  }

  private static Reply several(List<Bytes> moved) {
    return moved.isEmpty() ? Reply.NULL_ARRAY : Reply.bulks(moved);
  }

  private static Wait blmove(Call call) {
    ListMove move = ListMove.parse(call.args());
    return waitFor(call, move, Timeouts.seconds(call, 5), ListMoveCommands::one);
  }

  private static Wait brpoplpush(Call call) {
    ListMove move = tailToHead(call.args());
    return waitFor(call, move, Timeouts.seconds(call, 3), ListMoveCommands::one);
  }

  private static Wait blmovem(Call call) {
    ListMove move = ListMove.parse(call.args());
    long timeout = Timeouts.seconds(call, 5);
    Amount amount = Amount.parse(call.args(), 6);
    return waitFor(call, move.withAmount(amount), timeout, ListMoveCommands::several);
  }

  private static Wait waitFor(
      Call call, ListMove move, long timeout, Function<List<Bytes>, Reply> reply) {
    Database db = call.db();
    return new Wait(
            List.of(move.source()),
            ListValue.TYPE,
            timeout,
            ready -> attempt(db, move, reply),
            Reply.NULL_ARRAY)
        .insteadOfWaiting(reply.apply(List.of()));
  }

  private static @Nullable Reply attempt(
      Database db, ListMove move, Function<List<Bytes>, Reply> reply) {
    List<Bytes> moved = move.run(db);
    return moved.isEmpty() ? null : reply.apply(moved);
  }
}
