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
import io.fakeredis.api.Numbers;
import io.fakeredis.api.Reply;
import io.fakeredis.core.value.ArrayValue;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Arrays as logs and as rings: elements that go where the cursor of the array is. */
final class ArrayInsertCommands implements CommandFamily {
  /**
   * 8.8 makes room for as many as are asked for, and dies if there is no such room; a later version
   * refuses more than that unless so many elements exist.
   */
  private static final int MOST_PLACES = 1_000_000;

  @Override
  public String group() {
    return "array";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        command(
            "ARINSERT",
            "8.8",
            -3,
            key(1),
            flags(WRITE, DENYOOM, FAST),
            ArrayInsertCommands::arinsert),
        command(
            "ARLASTITEMS", "8.8", -3, key(1), flags(READONLY), ArrayInsertCommands::arlastitems),
        command("ARNEXT", "8.8", 2, key(1), flags(READONLY, FAST), ArrayInsertCommands::arnext),
        command("ARRING", "8.8", -4, key(1), flags(WRITE, DENYOOM), ArrayInsertCommands::arring),
        command("ARSEEK", "8.8", 3, key(1), flags(WRITE, FAST), ArrayInsertCommands::arseek));
  }

  private static Reply arinsert(Call call) {
    Bytes key = call.args().bytes(1);
    List<Bytes> elements = call.args().from(2);
    ArrayValue array = call.db().create(key, ArrayValue.TYPE);
    if (!ArrayIndexes.hasRoom(array.cursor(), elements.size())) {
      throw Errors.error("ERR insert index overflow");
    }
    array.insert(elements);
    call.db().changed(key, "arinsert");
    return ArrayIndexes.reply(array.lastInserted());
  }

  private static Reply arring(Call call) {
    Args args = call.args();
    long size = integer(args.bytes(2), "ERR invalid size");
    if (size <= 0) {
      throw Errors.error("ERR size must be positive");
    }
    ArrayValue array = call.db().create(args.bytes(1), ArrayValue.TYPE);
    array.insertInRing(size, args.from(3));
    call.db().changed(args.bytes(1), "arring");
    return ArrayIndexes.reply(array.lastInserted());
  }

  private static long integer(Bytes word, String error) {
    if (!Numbers.isLong(word)) {
      throw Errors.error(error);
    }
    return Numbers.toLong(word);
  }

  private static Reply arnext(Call call) {
    ArrayValue array = call.db().find(call.args().bytes(1), ArrayValue.TYPE);
    long cursor = array == null ? 0 : array.cursor();
    return cursor == ArrayValue.NO_INDEX ? Reply.NULL : ArrayIndexes.reply(cursor);
  }

  private static Reply arseek(Call call) {
    Bytes key = call.args().bytes(1);
    long cursor = ArrayIndexes.number(call.args().bytes(2));
    ArrayValue array = call.db().find(key, ArrayValue.TYPE);
    if (array == null) {
      return Reply.ZERO;
    }
    array.seek(cursor);
    call.db().changed(key, "arseek");
    return Reply.ONE;
  }

  private static Reply arlastitems(Call call) {
    Args args = call.args();
    long count = integer(args.bytes(2), "ERR invalid COUNT");
    if (count <= 0) {
      return Reply.EMPTY_ARRAY; // whatever follows
    }
    if (args.count() > 4) {
      throw Errors.arity(call.command());
    }
    boolean newestFirst = args.is(3, "REV");
    if (args.count() == 4 && !newestFirst) {
      throw Errors.syntax();
    }
    ArrayValue array = call.db().find(args.bytes(1), ArrayValue.TYPE);
    return array == null ? Reply.EMPTY_ARRAY : newest(array, count, newestFirst);
  }

  private static Reply newest(ArrayValue array, long count, boolean newestFirst) {
    long length = array.length();
    long places = Long.compareUnsigned(count, length) > 0 ? length : count;
    if (places > Math.max(array.count(), MOST_PLACES)) {
      throw Errors.error("ERR count exceeds maximum of " + MOST_PLACES + " items");
    }
    List<@Nullable Bytes> newest = array.newest((int) places);
    if (!newestFirst) {
      Collections.reverse(newest);
    }
    return Reply.bulks(newest);
  }
}
