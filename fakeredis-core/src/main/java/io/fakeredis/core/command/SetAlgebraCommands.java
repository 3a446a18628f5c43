package io.fakeredis.core.command;

import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Flag.DENYOOM;
import static io.fakeredis.api.Flag.MOVABLEKEYS;
import static io.fakeredis.api.Flag.READONLY;
import static io.fakeredis.api.Flag.SORT_FOR_SCRIPT;
import static io.fakeredis.api.Flag.WRITE;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.api.Keys.keys;
import static io.fakeredis.api.Keys.numkeys;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Flag;
import io.fakeredis.api.Handler;
import io.fakeredis.api.Keys;
import io.fakeredis.api.Reply;
import io.fakeredis.core.value.SetAlgebra;
import io.fakeredis.core.value.SetValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Unions, differences and intersections of <a href="https://redis.io/commands/?group=set">sets</a>.
 */
final class SetAlgebraCommands implements CommandFamily {
  private static final Keys ALL = keys(1, -1);
  private static final Set<Flag> READS_6 = flags(READONLY, SORT_FOR_SCRIPT);
  private static final Set<Flag> READS = flags(READONLY);
  private static final Set<Flag> STORES = flags(WRITE, DENYOOM);
  private static final Set<Flag> COUNTS = flags(READONLY, MOVABLEKEYS);

  @Override
  public String group() {
    return "set";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        command("SDIFF", "1.0", -2, ALL, READS_6, showing(SetAlgebra::difference)),
        command("SDIFF", "7.0", -2, ALL, READS, showing(SetAlgebra::difference)),
        command("SDIFFCARD", "8.10", -3, numkeys(1), COUNTS, SetAlgebraCommands::sdiffcard),
        command("SDIFFSTORE", "1.0", -3, ALL, STORES, storing(SetAlgebra::difference)),
        command("SINTER", "1.0", -2, ALL, READS_6, SetAlgebraCommands::sinter),
        command("SINTER", "7.0", -2, ALL, READS, SetAlgebraCommands::sinter),
        command("SINTERCARD", "7.0", -3, numkeys(1), COUNTS, SetAlgebraCommands::sintercard),
        command("SINTERSTORE", "1.0", -3, ALL, STORES, storing(SetAlgebra::intersection)),
        command("SUNION", "1.0", -2, ALL, READS_6, showing(SetAlgebra::union)),
        command("SUNION", "7.0", -2, ALL, READS, showing(SetAlgebra::union)),
        command("SUNIONCARD", "8.10", -3, numkeys(1), COUNTS, SetAlgebraCommands::sunioncard),
        command("SUNIONSTORE", "1.0", -3, ALL, STORES, storing(SetAlgebra::union)));
  }

  /** What is made of sets, of which a missing one is null. */
  @FunctionalInterface
  private interface Operation {
    SetValue of(SetAlgebra algebra, List<@Nullable SetValue> sets);
  }

  private static Handler showing(Operation operation) {
    return call -> show(call, operation);
  }

  private static Handler storing(Operation operation) {
    return call -> store(call, operation);
  }

  private static List<@Nullable SetValue> sets(Call call, List<Bytes> keys) {
    List<@Nullable SetValue> sets = new ArrayList<>(keys.size());
    for (Bytes key : keys) {
      sets.add(call.db().find(key, SetValue.TYPE));
    }
    return sets;
  }

  private static Reply show(Call call, Operation operation) {
    SetAlgebra algebra = new SetAlgebra(call.settings(), false);
    return SetCommands.reply(operation.of(algebra, sets(call, call.args().from(1))));
  }

  private static Reply store(Call call, Operation operation) {
    SetAlgebra algebra = new SetAlgebra(call.settings(), true);
    Bytes destination = call.args().bytes(1);
    SetValue result = operation.of(algebra, sets(call, call.args().from(2)));
    if (result.isEmpty()) {
      call.db().remove(destination, "del");
    } else {
      String event = call.command().name().toLowerCase(Locale.ROOT);
      call.db().put(destination, SetValue.TYPE, result, event);
    }
    return Reply.integer(result.size());
  }

  private static Reply sinter(Call call) {
    return Reply.bulkSet(SetAlgebra.common(sets(call, call.args().from(1)), Long.MAX_VALUE));
  }

  private static Reply sdiffcard(Call call) {
    CardRequest request = CardRequest.parse(call.args(), false);
    SetAlgebra algebra = new SetAlgebra(call.settings(), false);
    return request.reply(algebra.difference(sets(call, request.keys)).size());
  }

  private static Reply sintercard(Call call) {
    CardRequest request = CardRequest.parse(call.args(), false);
    return request.reply(SetAlgebra.common(sets(call, request.keys), request.limit).size());
  }

  private static Reply sunioncard(Call call) {
    CardRequest request = CardRequest.parse(call.args(), true);
    SetAlgebra algebra = new SetAlgebra(call.settings(), false);
    List<@Nullable SetValue> sets = sets(call, request.keys);
    return request.reply(
        request.approximate ? algebra.estimatedUnion(sets) : algebra.union(sets).size());
  }

  /** Of which sets to count the result, and how far. */
  private record CardRequest(List<Bytes> keys, long limit, boolean approximate) {

    static CardRequest parse(Args args, boolean mayApproximate) {
      long numkeys = args.integerFrom(1, 1, "ERR numkeys should be greater than 0");
      if (numkeys > args.count() - 2) {
        throw Errors.error("ERR Number of keys can't be greater than number of args");
      }
      int end = 2 + (int) numkeys;
      long limit = 0;
      boolean approximate = false;
      for (int i = end; i < args.count(); i++) {
        if (args.is(i, "LIMIT") && i + 1 < args.count()) {
          limit = args.integerFrom(0, ++i, "ERR LIMIT can't be negative");
        } else if (mayApproximate && args.is(i, "APPROX")) {
          approximate = true;
        } else {
          throw Errors.syntax();
        }
      }
      return new CardRequest(args.slice(2, end), limit == 0 ? Long.MAX_VALUE : limit, approximate);
    }

    Reply reply(long cardinality) {
      return Reply.integer(Math.min(cardinality, limit));
    }
  }
}
