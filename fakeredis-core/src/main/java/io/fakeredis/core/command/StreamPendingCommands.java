package io.fakeredis.core.command;

import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Flag.FAST;
import static io.fakeredis.api.Flag.RANDOM;
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
import io.fakeredis.api.Feature;
import io.fakeredis.api.Reply;
import io.fakeredis.core.value.PendingEntry;
import io.fakeredis.core.value.StreamConsumer;
import io.fakeredis.core.value.StreamGroup;
import io.fakeredis.core.value.StreamId;
import io.fakeredis.core.value.StreamValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/** The commands about entries that were delivered and not yet acknowledged. */
final class StreamPendingCommands implements CommandFamily {
  private static final Feature IDLE = Feature.since("XPENDING.IDLE", "6.2");

  /** The idle time of an entry that was released, and is with no consumer. */
  private static final long RELEASED = -1;

  @Override
  public String group() {
    return "stream";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        command("XACK", "5.0", -4, key(1), flags(WRITE, RANDOM, FAST), StreamPendingCommands::xack),
        command("XACK", "7.0", -4, key(1), flags(WRITE, FAST), StreamPendingCommands::xack),
        command("XACKDEL", "8.2", -6, key(1), flags(WRITE, FAST), StreamPendingCommands::xackdel),
        command("XNACK", "8.8", -7, key(1), flags(WRITE, FAST), StreamPendingCommands::xnack),
        command(
            "XPENDING",
            "5.0",
            -3,
            key(1),
            flags(READONLY, RANDOM),
            StreamPendingCommands::xpending),
        command("XPENDING", "7.0", -3, key(1), flags(READONLY), StreamPendingCommands::xpending));
  }

  private static Reply xack(Call call) {
    StreamGroup group = StreamGroups.find(call);
    if (group == null) {
      return Reply.ZERO;
    }
    long acknowledged = 0;
    for (StreamId id : StreamIds.parse(call.args().from(3))) {
      acknowledged += group.acknowledge(id) ? 1 : 0;
    }
    call.db().countChanges(acknowledged);
    return Reply.integer(acknowledged);
  }

  private static Reply xackdel(Call call) {
    Bytes key = call.args().bytes(1);
    StreamValue stream = call.db().find(key, StreamValue.TYPE);
    StreamGroup group = stream == null ? null : stream.group(call.args().bytes(2));
    StreamIdBlock block = StreamIdBlock.parse(call.args(), 3);
    if (stream == null || group == null) {
      return Reply.array(
          Collections.nCopies(block.words().size(), Reply.integer(StreamIdBlock.MISSING)));
    }
    List<Reply> outcomes = new ArrayList<>();
    long length = stream.length();
    int pending = group.pending().size();
    for (StreamId id : StreamIds.parse(block.words())) {
      outcomes.add(Reply.integer(acknowledgeAndDelete(stream, group, block, id)));
    }
    call.db().countChanges(pending - group.pending().size());
    if (stream.length() < length) {
      call.db().changed(key, "xdel");
    }
    return Reply.array(outcomes);
  }

  /** Tells the outcome; an entry that was acknowledged when it was deleted long ago counts, too. */
  private static int acknowledgeAndDelete(
      StreamValue stream, StreamGroup group, StreamIdBlock block, StreamId id) {
    if (!group.acknowledge(id)) {
      return StreamIdBlock.MISSING;
    }
    return Math.max(block.delete(stream, id), StreamIdBlock.DELETED);
  }

  private static Reply xnack(Call call) {
    Args args = call.args();
    Bytes key = args.bytes(1);
    StreamRelease release = StreamRelease.parse(args);
    StreamGroup group = StreamGroups.existing(call);
    StreamValue stream = call.db().create(key, StreamValue.TYPE);
    long released = 0;
    for (StreamId id : release.ids()) {
      released += release.apply(stream, group, id) ? 1 : 0;
    }
    call.db().countChanges(released);
    if (released > 0) {
      call.db().wake(key); // a client may wait to claim it
    }
    return Reply.integer(released);
  }

  private static Reply xpending(Call call) {
    if (call.args().count() == 3) {
      return summary(StreamGroups.existing(call));
    }
    PendingQuery query = PendingQuery.parse(call);
    StreamGroup group = StreamGroups.existing(call);
    NavigableMap<StreamId, PendingEntry> pending = group.pending();
    Bytes name = query.consumer();
    if (name != null) {
      StreamConsumer consumer = group.consumer(name);
      pending = consumer == null ? Collections.emptyNavigableMap() : consumer.pending();
    }
    List<Reply> found = new ArrayList<>();
    for (PendingEntry entry : pending.tailMap(query.start(), true).values()) {
      if (found.size() >= query.count() || entry.id().compareTo(query.end()) > 0) {
        break;
      }
      if (query.minIdle() == 0 || entry.idle(call.now()) >= query.minIdle()) {
        found.add(entry(entry, call.now()));
      }
    }
    return Reply.array(found);
  }

  private static Reply summary(StreamGroup group) {
    NavigableMap<StreamId, PendingEntry> pending = group.pending();
    if (pending.isEmpty()) {
      return Reply.array(Reply.ZERO, Reply.NULL, Reply.NULL, Reply.NULL_ARRAY);
    }
    List<Reply> consumers = new ArrayList<>();
    for (StreamConsumer consumer : group.consumers().values()) {
      int count = consumer.pending().size();
      if (count > 0) {
        consumers.add(Reply.array(Reply.bulk(consumer.name()), Reply.bulk(Bytes.of(count))));
      }
    }
    return Reply.array(
        Reply.integer(pending.size()),
        StreamReplies.id(pending.firstKey()),
        StreamReplies.id(pending.lastKey()),
        Reply.array(consumers));
  }

  private static Reply entry(PendingEntry entry, long now) {
    StreamConsumer consumer = entry.consumer();
    return Reply.array(
        StreamReplies.id(entry.id()),
        Reply.bulk(consumer == null ? Bytes.EMPTY : consumer.name()),
        Reply.integer(consumer == null ? RELEASED : Math.max(entry.idle(now), 0)),
        Reply.integer(entry.deliveries()));
  }

  /**
   * What XPENDING is to show.
   *
   * @param minIdle for how long an entry must have been with its consumer; 0 for any time
   * @param consumer whose entries; null for everybody's
   */
  private record PendingQuery(
      long minIdle, StreamId start, StreamId end, long count, @Nullable Bytes consumer) {

    static PendingQuery parse(Call call) {
      Args args = call.args();
      int most = call.has(IDLE) ? 9 : 7;
      if (args.count() < 6 || args.count() > most) {
        throw Errors.syntax();
      }
      boolean hasIdle = call.has(IDLE) && args.is(3, "IDLE");
      long minIdle = hasIdle ? args.integer(4) : 0;
      if (hasIdle && args.count() < 8) {
        throw Errors.syntax();
      }
      int at = hasIdle ? 5 : 3;
      long count = args.integer(at + 2);
      StreamId start = StreamIds.rangeStart(call, args.bytes(at));
      StreamId end = StreamIds.rangeEnd(call, args.bytes(at + 1));
      Bytes consumer = at + 3 < args.count() ? args.bytes(at + 3) : null;
      return new PendingQuery(minIdle, start, end, count, consumer);
    }
  }
}
