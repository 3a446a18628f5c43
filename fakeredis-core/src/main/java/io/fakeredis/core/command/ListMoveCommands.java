package io.fakeredis.core.command;

import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Flag.BLOCKING;
import static io.fakeredis.api.Flag.DENYOOM;
import static io.fakeredis.api.Flag.NOSCRIPT;
import static io.fakeredis.api.Flag.WRITE;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.api.Keys.keys;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Database;
import io.fakeredis.api.Flag;
import io.fakeredis.api.Reply;
import io.fakeredis.api.Wait;
import io.fakeredis.core.value.ListValue;
import io.fakeredis.core.value.ListValue.End;
import java.util.List;
import java.util.Set;
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
        command("BRPOPLPUSH", "2.2", 4, keys(1, 2), WAITS_6, ListMoveCommands::brpoplpush),
        command("BRPOPLPUSH", "7.0", 4, keys(1, 2), WAITS_7, ListMoveCommands::brpoplpush),
        command("BRPOPLPUSH", "7.2", 4, keys(1, 2), WAITS, ListMoveCommands::brpoplpush),
        command("LMOVE", "6.2", 5, keys(1, 2), MOVES, ListMoveCommands::lmove),
        command("RPOPLPUSH", "1.2", 3, keys(1, 2), MOVES, ListMoveCommands::rpoplpush));
  }

  private static Reply lmove(Call call) {
    return move(call, ListEnds.parse(call.args(), 3), ListEnds.parse(call.args(), 4));
  }

  private static Reply rpoplpush(Call call) {
    return move(call, End.TAIL, End.HEAD);
  }

  private static Reply move(Call call, End from, End to) {
    Reply moved = move(call.db(), call.args().bytes(1), from, call.args().bytes(2), to);
    return moved == null ? Reply.NULL : moved;
  }

  private static Wait blmove(Call call) {
    End from = ListEnds.parse(call.args(), 3);
    End to = ListEnds.parse(call.args(), 4);
    return blockingMove(call, from, to, 5);
  }

  private static Wait brpoplpush(Call call) {
    return blockingMove(call, End.TAIL, End.HEAD, 3);
  }

  private static Wait blockingMove(Call call, End from, End to, int timeoutAt) {
    long timeout = Timeouts.seconds(call, timeoutAt);
    Bytes source = call.args().bytes(1);
    Bytes destination = call.args().bytes(2);
    Database db = call.db();
    return new Wait(
            List.of(source),
            ListValue.TYPE,
            timeout,
            ready -> move(db, source, from, destination, to),
            Reply.NULL_ARRAY)
        .insteadOfWaiting(Reply.NULL);
  }

  private static @Nullable Reply move(
      Database db, Bytes source, End from, Bytes destination, End to) {
    ListValue giver = db.find(source, ListValue.TYPE);
    if (giver == null) {
      return null;
    }
    ListValue taker = db.create(destination, ListValue.TYPE);
    Bytes element = giver.pop(from);
    taker.addAll(List.of(element), to);
    db.changed(destination, ListEnds.pushEvent(to));
    db.changed(source, ListEnds.popEvent(from));
    return Reply.bulk(element);
  }
}
