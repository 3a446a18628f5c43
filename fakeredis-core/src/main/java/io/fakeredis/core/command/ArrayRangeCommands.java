package io.fakeredis.core.command;

import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Flag.READONLY;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.api.Keys.key;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Flag;
import io.fakeredis.api.Reply;
import io.fakeredis.core.value.ArrayValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What stands in a range of an array, forwards or backwards. */
final class ArrayRangeCommands implements CommandFamily {
  private static final Set<Flag> READS = flags(READONLY);
  private static final int LONGEST_RANGE = 1_000_000;

  /** Stands for the last index in use, whatever it is. */
  private static final long LAST = ArrayValue.NO_INDEX;

  @Override
  public String group() {
    return "array";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        command("ARGETRANGE", "8.8", 4, key(1), READS, ArrayRangeCommands::argetrange),
        command("ARGREP", "8.8", -6, key(1), READS, ArrayRangeCommands::argrep),
        command("AROP", "8.8", -5, key(1), READS, ArrayRangeCommands::arop),
        command("ARSCAN", "8.8", -4, key(1), READS, ArrayRangeCommands::arscan));
  }

  private static @Nullable ArrayValue find(Call call) {
    return call.db().find(call.args().bytes(1), ArrayValue.TYPE);
  }

  private static Reply argetrange(Call call) {
    long from = ArrayIndexes.parse(call.args().bytes(2));
    long to = ArrayIndexes.parse(call.args().bytes(3));
    ArrayValue array = find(call);
    boolean backwards = Long.compareUnsigned(from, to) > 0;
    long length = (backwards ? from - to : to - from) + 1;
    if (Long.compareUnsigned(length, LONGEST_RANGE) > 0) {
      throw Errors.error("ERR range exceeds maximum of " + LONGEST_RANGE + " items");
    }
    List<@Nullable Bytes> elements = new ArrayList<>((int) length);
    for (long i = 0; i < length; i++) {
      elements.add(array == null ? null : array.get(backwards ? from - i : from + i));
    }
    return Reply.bulks(elements);
  }

  private static Reply arscan(Call call) {
    Args args = call.args();
    long from = ArrayIndexes.parse(args.bytes(2));
    long to = ArrayIndexes.parse(args.bytes(3));
    long limit = Long.MAX_VALUE;
    if (args.count() == 6) {
      if (!args.is(4, "LIMIT")) {
        throw Errors.syntax();
      }
      limit = ArrayFilter.limit(args, 5);
    } else if (args.count() != 4) {
      throw Errors.arity(call.command());
    }
    return matching(find(call), from, to, limit, ArrayFilter.EVERYTHING);
  }

  private static Reply argrep(Call call) {
    long from = bound(call.args().bytes(2));
    long to = bound(call.args().bytes(3));
    ArrayFilter filter = ArrayFilter.parse(call.args(), 4);
    ArrayValue array = find(call);
    if (array == null) {
      return Reply.EMPTY_ARRAY;
    }
    long last = array.length() - 1;
    return matching(
        array, from == LAST ? last : from, to == LAST ? last : to, filter.limit(), filter);
  }

  private static long bound(Bytes word) {
    if (word.is("-")) {
      return 0;
    }
    return word.is("+") ? LAST : ArrayIndexes.parse(word);
  }

  private static Reply matching(
      @Nullable ArrayValue array, long from, long to, long limit, ArrayFilter filter) {
    List<Reply> found = new ArrayList<>();
    if (array != null) {
      array.forEach(
          from,
          to,
          (index, element) -> {
            if (filter.accepts(element)) {
              Reply at = ArrayIndexes.reply(index);
              found.add(filter.withValues() ? Reply.array(at, Reply.bulk(element)) : at);
            }
            return found.size() < limit;
          });
    }
    return Reply.array(found);
  }

  private static Reply arop(Call call) {
    Args args = call.args();
    long from = ArrayIndexes.parse(args.bytes(2));
    long to = ArrayIndexes.parse(args.bytes(3));
    ArrayAggregate aggregate = ArrayAggregate.parse(call, 4);
    ArrayValue array = find(call);
    if (array != null) {
      array.forEach(
          from,
          to,
          (index, element) -> {
            aggregate.add(element);
            return true;
          });
    }
    return aggregate.reply();
  }
}
