package io.fakeredis.core.command;

import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Flag.DENYOOM;
import static io.fakeredis.api.Flag.MOVABLEKEYS;
import static io.fakeredis.api.Flag.READONLY;
import static io.fakeredis.api.Flag.WRITE;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.api.Keys.keyAndNumkeys;
import static io.fakeredis.api.Keys.numkeys;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Flag;
import io.fakeredis.api.Handler;
import io.fakeredis.api.Keys;
import io.fakeredis.api.Reply;
import io.fakeredis.core.command.AlgebraRequest.Options;
import io.fakeredis.core.value.SortedSetValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Unions, intersections and differences of sorted sets and sets. */
final class SortedSetAlgebraCommands implements CommandFamily {
  private static final Set<Flag> READS = flags(READONLY, MOVABLEKEYS);
  private static final Set<Flag> STORES = flags(WRITE, DENYOOM, MOVABLEKEYS);

  @Override
  public String group() {
    return "sorted-set";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        shown("ZDIFF", "6.2", Options.NONE, SortedSetAlgebra::difference),
        stored("ZDIFFSTORE", "6.2", Options.NONE, SortedSetAlgebra::difference),
        shown("ZINTER", "6.2", Options.AGGREGATE, SortedSetAlgebra::intersection),
        command("ZINTERCARD", "7.0", -3, numkeys(1), READS, SortedSetAlgebraCommands::zintercard),
        stored("ZINTERSTORE", "2.0", Options.AGGREGATE, SortedSetAlgebra::intersection),
        shown("ZUNION", "6.2", Options.AGGREGATE, SortedSetAlgebra::union),
        stored("ZUNIONSTORE", "2.0", Options.AGGREGATE, SortedSetAlgebra::union));
  }

  /** What is made of the inputs of a request. */
  @FunctionalInterface
  private interface Operation {
    SortedSetValue of(SortedSetAlgebra algebra);
  }

  private static Command shown(String name, String since, Options options, Operation operation) {
    Handler handler = call -> show(call, options, operation);
    return command(name, since, -3, numkeys(1), READS, handler);
  }

  private static Command stored(String name, String since, Options options, Operation operation) {
    Keys keys = keyAndNumkeys(1, 2);
    return command(name, since, -4, keys, STORES, call -> store(call, options, operation));
  }

  private static Reply show(Call call, Options options, Operation operation) {
    AlgebraRequest request = AlgebraRequest.parse(call, 1, options, true);
    SortedSetValue result = operation.of(new SortedSetAlgebra(request, call.settings()));
    if (request.withScores()) {
      Pairs pairs = Pairs.of(call, result.size());
      result.forEach(member -> pairs.add(call, member));
      return pairs.reply();
    }
    List<Reply> names = new ArrayList<>(result.size());
    result.forEach(member -> names.add(Reply.bulk(member.key())));
    return Reply.array(names);
  }

  private static Reply store(Call call, Options options, Operation operation) {
    Bytes destination = call.args().bytes(1);
    AlgebraRequest request = AlgebraRequest.parse(call, 2, options, false);
    SortedSetValue result = operation.of(new SortedSetAlgebra(request, call.settings()));
    if (result.isEmpty()) {
      call.db().remove(destination, "del");
      return Reply.ZERO;
    }
    String event = call.command().name().toLowerCase(Locale.ROOT);
    SortedSetValue settled = result.settle(call.settings());
    call.db().put(destination, SortedSetValue.TYPE, settled, event);
    return Reply.integer(settled.size());
  }

  private static Reply zintercard(Call call) {
    AlgebraRequest request = AlgebraRequest.parse(call, 1, Options.LIMIT, false);
    int size = new SortedSetAlgebra(request, call.settings()).intersection().size();
    return Reply.integer(request.limit() == 0 ? size : Math.min(size, request.limit()));
  }
}
