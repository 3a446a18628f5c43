package io.fakeredis.core.command;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Reply;
import io.fakeredis.core.value.PendingEntry;
import io.fakeredis.core.value.StreamConsumer;
import io.fakeredis.core.value.StreamEntry;
import io.fakeredis.core.value.StreamGroup;
import io.fakeredis.core.value.StreamId;
import io.fakeredis.core.value.StreamValue;
import org.jspecify.annotations.Nullable;

/** Gives pending entries of a group to the consumer that claims them. */
final class StreamClaim {
  /** Since then, what is no longer in the stream is dropped when somebody claims it. */
  private static final Feature DROPS_DELETED = Feature.since("XCLAIM.drops-deleted", "7.0");

  /**
   * Since then, a consumer counts as seen, and is made, though there is nothing for it to claim.
   */
  private static final Feature SEEN_ANYWAY = Feature.since("XCLAIM.seen-anyway", "7.2");

  private static final Feature STOPS_COUNTING = Feature.since("XCLAIM.stops-counting", "8.8");

  private final Call call;
  private final StreamValue stream;
  private final StreamGroup group;
  private final StreamClaimOptions options;

  StreamClaim(Call call, StreamValue stream, StreamGroup group, StreamClaimOptions options) {
    this.call = call;
    this.stream = stream;
    this.group = group;
    this.options = options;
    if (call.has(SEEN_ANYWAY)) {
      consumer();
    }
  }

  private StreamConsumer consumer() {
    Bytes key = call.args().bytes(1);
    return StreamGroups.consumer(call, key, group, call.args().bytes(3));
  }

  /** Drops a pending entry that is no longer in the stream; false if it is, or if it stays. */
  boolean drop(StreamId id) {
    if (stream.find(id) != null || !call.has(DROPS_DELETED)) {
      return false;
    }
    group.acknowledge(id);
    call.db().countChanges(1);
    return true;
  }

  /** Claims an entry; the reply is null if it is not to be had. */
  @Nullable Reply claim(StreamId id) {
    PendingEntry entry = group.pending(id);
    StreamEntry contents = stream.find(id);
    if (entry == null ? !options.force() || contents == null : !isIdle(entry)) {
      return null;
    }
    StreamConsumer consumer = consumer();
    group.give(id, consumer, options.deliveredAt(), deliveries(entry));
    consumer.activeAt(call.now());
    call.db().countChanges(1);
    if (options.justId()) {
      return StreamReplies.id(id);
    }
    return contents == null ? Reply.NULL : StreamReplies.entry(contents);
  }

  private boolean isIdle(PendingEntry entry) {
    return entry.consumer() == null || entry.idle(call.now()) >= options.minIdle();
  }

  private long deliveries(@Nullable PendingEntry entry) {
    Long retryCount = options.retryCount();
    if (retryCount != null) {
      return retryCount;
    }
    long before = entry == null ? 1 : entry.deliveries(); // made by force, it counts as delivered
    return options.justId() ? before : oneMore(call, before);
  }

  /** One delivery more; since XNACK FATAL there may be as many as can be counted. */
  static long oneMore(Call call, long deliveries) {
    return deliveries == Long.MAX_VALUE && call.has(STOPS_COUNTING) ? deliveries : deliveries + 1;
  }
}
