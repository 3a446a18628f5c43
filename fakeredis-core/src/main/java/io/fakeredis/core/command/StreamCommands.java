package io.fakeredis.core.command;

import static io.fakeredis.api.Command.command;
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
import io.fakeredis.api.Reply;
import io.fakeredis.core.value.StreamId;
import io.fakeredis.core.value.StreamValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The stream commands that look at entries and delete them. */
final class StreamCommands implements CommandFamily {
  private static final long ALL = -1;

  @Override
  public String group() {
    return "stream";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        command("XDEL", "5.0", -3, key(1), flags(WRITE, FAST), StreamCommands::xdel),
        command("XDELEX", "8.2", -5, key(1), flags(WRITE, FAST), StreamCommands::xdelex),
        command("XLEN", "5.0", 2, key(1), flags(READONLY, FAST), StreamCommands::xlen),
        command("XRANGE", "5.0", -4, key(1), flags(READONLY), StreamCommands::xrange),
        command("XREVRANGE", "5.0", -4, key(1), flags(READONLY), StreamCommands::xrevrange));
  }

  private static Reply xdel(Call call) {
    Bytes key = call.args().bytes(1);
    StreamValue stream = call.db().find(key, StreamValue.TYPE);
    if (stream == null) {
      return Reply.ZERO;
    }
    long deleted = 0;
    for (StreamId id : StreamIds.parse(call.args().from(2))) {
      deleted += stream.delete(id) ? 1 : 0;
    }
    if (deleted > 0) {
      call.db().changed(key, "xdel", deleted);
    }
    return Reply.integer(deleted);
  }

  private static Reply xdelex(Call call) {
    Bytes key = call.args().bytes(1);
    StreamValue stream = call.db().find(key, StreamValue.TYPE);
    StreamIdBlock block = StreamIdBlock.parse(call.args(), 2);
    if (stream == null) {
      return Reply.array(
          Collections.nCopies(block.words().size(), Reply.integer(StreamIdBlock.MISSING)));
    }
    List<Reply> outcomes = new ArrayList<>();
    boolean deleted = false;
    for (StreamId id : StreamIds.parse(block.words())) {
      int outcome = block.delete(stream, id);
      deleted |= outcome == StreamIdBlock.DELETED;
      outcomes.add(Reply.integer(outcome));
    }
    if (deleted) {
      call.db().changed(key, "xdel");
    }
    return Reply.array(outcomes);
  }

  private static Reply xlen(Call call) {
    StreamValue stream = call.db().find(call.args().bytes(1), StreamValue.TYPE);
    return Reply.integer(stream == null ? 0 : stream.length());
  }

  private static Reply xrange(Call call) {
    StreamId start = StreamIds.rangeStart(call, call.args().bytes(2));
    StreamId end = StreamIds.rangeEnd(call, call.args().bytes(3));
    return range(call, start, end, false);
  }

  private static Reply xrevrange(Call call) {
    StreamId start = StreamIds.rangeStart(call, call.args().bytes(3));
    StreamId end = StreamIds.rangeEnd(call, call.args().bytes(2));
    return range(call, start, end, true);
  }

  private static Reply range(Call call, StreamId start, StreamId end, boolean reverse) {
    long count = count(call.args());
    StreamValue stream = call.db().find(call.args().bytes(1), StreamValue.TYPE);
    if (stream == null) {
      return Reply.EMPTY_ARRAY;
    }
    if (count == 0) {
      return Reply.NULL_ARRAY;
    }
    return StreamReplies.entries(stream.range(start, end, Math.max(count, 0), reverse));
  }

  /** The value of COUNT, negative ones being zero; {@link #ALL} if it is not given. */
  private static long count(Args args) {
    long count = ALL;
    for (int at = 4; at < args.count(); at += 2) {
      if (!args.is(at, "COUNT") || at + 1 >= args.count()) {
        throw Errors.syntax();
      }
      count = Math.max(args.integer(at + 1), 0);
    }
    return count;
  }
}
