package io.fakeredis.core.command;

import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Flag.DENYOOM;
import static io.fakeredis.api.Flag.FAST;
import static io.fakeredis.api.Flag.READONLY;
import static io.fakeredis.api.Flag.WRITE;
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

/** The elements of arrays at indexes that the caller names, and what there is to know of arrays. */
final class ArrayCommands implements CommandFamily {
  private static final Set<Flag> READS = flags(READONLY, FAST);
  private static final Set<Flag> WRITES = flags(WRITE, DENYOOM, FAST);

  @Override
  public String group() {
    return "array";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        command("ARCOUNT", "8.8", 2, key(1), READS, ArrayCommands::arcount),
        command("ARDEL", "8.8", -3, key(1), flags(WRITE, FAST), ArrayCommands::ardel),
        command("ARDELRANGE", "8.8", -4, key(1), flags(WRITE), ArrayCommands::ardelrange),
        command("ARGET", "8.8", 3, key(1), READS, ArrayCommands::arget),
        command("ARINFO", "8.8", -2, key(1), flags(READONLY), ArrayCommands::arinfo),
        command("ARLEN", "8.8", 2, key(1), READS, ArrayCommands::arlen),
        command("ARMGET", "8.8", -3, key(1), READS, ArrayCommands::armget),
        command("ARMSET", "8.8", -4, key(1), WRITES, ArrayCommands::armset),
        command("ARSET", "8.8", -4, key(1), WRITES, ArrayCommands::arset));
  }

  private static @Nullable ArrayValue find(Call call) {
    return call.db().find(call.args().bytes(1), ArrayValue.TYPE);
  }

  private static Reply arcount(Call call) {
    ArrayValue array = find(call);
    return Reply.integer(array == null ? 0 : array.count());
  }

  private static Reply arlen(Call call) {
    ArrayValue array = find(call);
    return array == null ? Reply.ZERO : ArrayIndexes.reply(array.length());
  }

  private static Reply arget(Call call) {
    ArrayValue array = find(call);
    long index = ArrayIndexes.parse(call.args().bytes(2));
    return Reply.bulkOrNull(array == null ? null : array.get(index));
  }

  private static Reply armget(Call call) {
    ArrayValue array = find(call);
    List<@Nullable Bytes> elements = new ArrayList<>();
    for (long index : ArrayIndexes.parseEach(call.args(), 2, 1)) {
      elements.add(array == null ? null : array.get(index));
    }
    return Reply.bulks(elements);
  }

  private static Reply arset(Call call) {
    Args args = call.args();
    long first = ArrayIndexes.parse(args.bytes(2));
    List<Bytes> elements = args.from(3);
    if (!ArrayIndexes.hasRoom(first, elements.size())) {
      throw Errors.error("ERR array index overflow");
    }
    ArrayValue array = call.db().create(args.bytes(1), ArrayValue.TYPE);
    long before = array.count();
    array.setAll(first, elements);
    call.db().changed(args.bytes(1), "arset");
    return Reply.integer(array.count() - before);
  }

  private static Reply armset(Call call) {
    Args args = call.args();
    checkPairs(call);
    long[] indexes = ArrayIndexes.parseEach(args, 2, 2);
    ArrayValue array = call.db().create(args.bytes(1), ArrayValue.TYPE);
    long before = array.count();
    for (int i = 0; i < indexes.length; i++) {
      array.set(indexes[i], args.bytes(3 + 2 * i));
    }
    call.db().changed(args.bytes(1), "armset");
    return Reply.integer(array.count() - before);
  }

  private static void checkPairs(Call call) {
    if (call.args().count() % 2 != 0) {
      throw Errors.arity(call.command());
    }
  }

  private static Reply ardel(Call call) {
    long[] indexes = ArrayIndexes.parseEach(call.args(), 2, 1);
    ArrayValue array = find(call);
    long deleted = 0;
    if (array != null) {
      for (long index : indexes) {
        deleted += array.remove(index) ? 1 : 0;
      }
    }
    return deleted(call, deleted, "ardel");
  }

  private static Reply ardelrange(Call call) {
    checkPairs(call);
    long[] bounds = ArrayIndexes.parseEach(call.args(), 2, 1);
    ArrayValue array = find(call);
    long deleted = 0;
    if (array != null) {
      for (int i = 0; i < bounds.length; i += 2) {
        deleted += array.removeRange(bounds[i], bounds[i + 1]);
      }
    }
    return deleted(call, deleted, "ardelrange");
  }

  private static Reply deleted(Call call, long count, String event) {
    if (count > 0) {
      call.db().changed(call.args().bytes(1), event);
    }
    return Reply.integer(count);
  }

  private static Reply arinfo(Call call) {
    boolean full = call.args().is(2, "FULL");
    if (call.args().count() > (full ? 3 : 2)) {
      throw Errors.syntax();
    }
    ArrayValue array = find(call);
    if (array == null) {
      throw Errors.noSuchKey();
    }
    List<Reply> fields = new ArrayList<>();
    add(fields, "count", Reply.integer(array.count()));
    add(fields, "len", ArrayIndexes.reply(array.length()));
    add(fields, "next-insert-index", nextInsertIndex(array));
    add(fields, "slices", Reply.integer(array.slices()));
    add(fields, "directory-size", Reply.integer(array.directorySize()));
    add(fields, "super-dir-entries", Reply.integer(array.directoryParts()));
    add(fields, "slice-size", Reply.integer(array.sliceSize()));
    if (full) {
      addSlices(fields, call, array);
    }
    return Reply.map(fields);
  }

  private static Reply nextInsertIndex(ArrayValue array) {
    long cursor = array.cursor();
    return cursor == ArrayValue.NO_INDEX ? Reply.ZERO : ArrayIndexes.reply(cursor);
  }

  private static void addSlices(List<Reply> fields, Call call, ArrayValue array) {
    ArrayValue.SliceFigures dense = array.figures(true);
    ArrayValue.SliceFigures sparse = array.figures(false);
    add(fields, "dense-slices", Reply.integer(dense.slices()));
    add(fields, "sparse-slices", Reply.integer(sparse.slices()));
    add(fields, "avg-dense-size", call.real(average(dense.capacity(), dense.slices())));
    add(fields, "avg-dense-fill", call.real(average(dense.elements(), dense.capacity())));
    add(fields, "avg-sparse-size", call.real(average(sparse.capacity(), sparse.slices())));
  }

  private static double average(long sum, long count) {
    return count == 0 ? 0 : (double) sum / count;
  }

  private static void add(List<Reply> fields, String name, Reply value) {
    fields.add(Reply.bulk(name));
    fields.add(value);
  }
}
