package io.fakeredis.core.command;

import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Flag.DENYOOM;
import static io.fakeredis.api.Flag.FAST;
import static io.fakeredis.api.Flag.READONLY;
import static io.fakeredis.api.Flag.WRITE;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.api.Keys.key;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Reply;
import io.fakeredis.api.StringValue;
import java.util.ArrayList;
import java.util.List;

/** Strings as arrays of integers of any width. */
final class BitfieldCommands implements CommandFamily {
  private static final Feature QUIET = Feature.since("BITFIELD.quiet-when-unchanged", "7.0");

  @Override
  public String group() {
    return "bitmap";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        command("BITFIELD", "3.2", -2, key(1), flags(WRITE, DENYOOM), BitfieldCommands::bitfield),
        command(
            "BITFIELD_RO", "6.0", -2, key(1), flags(READONLY, FAST), BitfieldCommands::bitfieldRo));
  }

  private static Reply bitfield(Call call) {
    List<BitfieldOperation> operations = BitfieldOperation.parse(call);
    boolean writes = operations.stream().anyMatch(BitfieldOperation::isWrite);
    return writes ? write(call, operations) : read(call, operations);
  }

  private static Reply bitfieldRo(Call call) {
    List<BitfieldOperation> operations = BitfieldOperation.parse(call);
    if (operations.stream().anyMatch(BitfieldOperation::isWrite)) {
      throw Errors.error("ERR BITFIELD_RO only supports the GET subcommand");
    }
    return read(call, operations);
  }

  private static Reply read(Call call, List<BitfieldOperation> operations) {
    StringValue value = call.db().find(call.args().bytes(1), StringValue.TYPE);
    List<Reply> replies = new ArrayList<>();
    for (BitfieldOperation operation : operations) {
      replies.add(Reply.integer(operation.read(value)));
    }
    return Reply.array(replies);
  }

  private static Reply write(Call call, List<BitfieldOperation> operations) {
    Bytes key = call.args().bytes(1);
    StringValue value = call.db().create(key, StringValue.TYPE);
    boolean grown = grow(value, operations);
    boolean changed = !call.has(QUIET);
    List<Reply> replies = new ArrayList<>();
    for (BitfieldOperation operation : operations) {
      long old = operation.read(value);
      Long result = operation.isWrite() ? operation.result(old) : Long.valueOf(old);
      if (result == null) {
        replies.add(Reply.NULL);
      } else {
        if (operation.isWrite()) {
          operation.write(value, result);
          changed |= grown || result != old;
        }
        boolean repliesOld = operation.kind() == BitfieldOperation.Kind.SET;
        replies.add(Reply.integer(repliesOld ? old : result));
      }
    }
    if (changed) {
      call.db().changed(key, "setbit");
    } else if (grown) {
      call.db().changed(key); // room was made for writes that failed
    }
    return Reply.array(replies);
  }

  /** Makes room for all writes, also for those that will fail. */
  private static boolean grow(StringValue value, List<BitfieldOperation> operations) {
    int length = value.length();
    for (BitfieldOperation operation : operations) {
      if (operation.isWrite()) {
        value.grow(operation.needed());
      }
    }
    return value.length() > length;
  }
}
