package io.fakeredis.core.command;

import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Flag.BLOCKING;
import static io.fakeredis.api.Flag.MOVABLEKEYS;
import static io.fakeredis.api.Flag.NOSCRIPT;
import static io.fakeredis.api.Flag.WRITE;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.api.Keys.keys;
import static io.fakeredis.api.Keys.numkeys;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Database;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Flag;
import io.fakeredis.api.Reply;
import io.fakeredis.api.Wait;
import io.fakeredis.core.value.ListValue;
import io.fakeredis.core.value.ListValue.End;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Taking elements from the first of several lists that has some, or waiting for them. */
final class ListPopCommands implements CommandFamily {
  private static final Set<Flag> WAITS_6 = flags(WRITE, NOSCRIPT);
  private static final Set<Flag> WAITS_7 = flags(WRITE, NOSCRIPT, BLOCKING);
  private static final Set<Flag> WAITS = flags(WRITE, BLOCKING);
  private static final Set<Flag> WAITS_MOVABLE = flags(WRITE, BLOCKING, MOVABLEKEYS);
  private static final Set<Flag> POPS_MOVABLE = flags(WRITE, MOVABLEKEYS);

  @Override
  public String group() {
    return "list";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        command("BLMPOP", "7.0", -5, numkeys(2), WAITS_MOVABLE, ListPopCommands::blmpop),
        command("BLPOP", "2.0", -3, keys(1, -2), WAITS_6, call -> blockingPop(call, End.HEAD)),
        command("BLPOP", "7.0", -3, keys(1, -2), WAITS_7, call -> blockingPop(call, End.HEAD)),
        command("BLPOP", "7.2", -3, keys(1, -2), WAITS, call -> blockingPop(call, End.HEAD)),
        command("BRPOP", "2.0", -3, keys(1, -2), WAITS_6, call -> blockingPop(call, End.TAIL)),
        command("BRPOP", "7.0", -3, keys(1, -2), WAITS_7, call -> blockingPop(call, End.TAIL)),
        command("BRPOP", "7.2", -3, keys(1, -2), WAITS, call -> blockingPop(call, End.TAIL)),
        command("LMPOP", "7.0", -4, numkeys(1), POPS_MOVABLE, ListPopCommands::lmpop));
  }

  private static Wait blockingPop(Call call, End end) {
    int last = call.args().count() - 1;
    long timeout = Timeouts.seconds(call, last);
    List<Bytes> keys = call.args().slice(1, last);
    Database db = call.db();
    return new Wait(
        keys, ListValue.TYPE, timeout, ready -> popOne(db, ready, end), Reply.NULL_ARRAY);
  }

  private static @Nullable Reply popOne(Database db, List<Bytes> keys, End end) {
    for (Bytes key : keys) {
      ListValue list = db.find(key, ListValue.TYPE);
      if (list != null) {
        Bytes popped = ListEnds.pop(db, key, list, end, 1).get(0);
        return Reply.array(Reply.bulk(key), Reply.bulk(popped));
      }
    }
    return null;
  }

  private static Reply lmpop(Call call) {
    Several several = Several.parse(call.args(), 1);
    Reply popped = popSeveral(call.db(), several.keys, several);
    return popped == null ? Reply.NULL_ARRAY : popped;
  }

  private static Wait blmpop(Call call) {
    Several several = Several.parse(call.args(), 2);
    long timeout = Timeouts.seconds(call, 1);
    Database db = call.db();
    return new Wait(
        several.keys,
        ListValue.TYPE,
        timeout,
        ready -> popSeveral(db, ready, several),
        Reply.NULL_ARRAY);
  }

  private static @Nullable Reply popSeveral(Database db, List<Bytes> keys, Several several) {
    for (Bytes key : keys) {
      ListValue list = db.find(key, ListValue.TYPE);
      if (list != null) {
        List<Bytes> popped = ListEnds.pop(db, key, list, several.end, several.count);
        return Reply.array(Reply.bulk(key), Reply.bulks(popped));
      }
    }
    return null;
  }

  /** What LMPOP and BLMPOP are asked for. */
  private record Several(List<Bytes> keys, End end, long count) {
    static Several parse(Args args, int numkeys) {
      long keys = args.integerFrom(1, numkeys, "ERR numkeys should be greater than 0");
      if (keys >= args.count() - numkeys - 1) {
        throw Errors.syntax();
      }
      int at = numkeys + 1 + (int) keys;
      End end = ListEnds.parse(args, at);
      long count = 1;
      if (args.count() > at + 1) {
        if (!args.is(at + 1, "COUNT") || args.count() == at + 2) {
          throw Errors.syntax();
        }
        count = args.integerFrom(1, at + 2, "ERR count should be greater than 0");
      }
      if (args.count() > at + 3) {
        throw Errors.syntax();
      }
      return new Several(args.slice(numkeys + 1, at), end, count);
    }
  }
}
