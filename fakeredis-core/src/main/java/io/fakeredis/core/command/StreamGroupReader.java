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
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads one stream for a consumer of a group. */
final class StreamGroupReader {
  /** Since then, a consumer counts as seen, and is made, though there is nothing for it to read. */
  private static final Feature SEEN_ANYWAY = Feature.since("XREADGROUP.seen-anyway", "7.2");

  /**
   * Before, looking at one's own pending entries counts as a change, though replicas hear nothing.
   */
  private static final Feature HISTORY_STAYS = Feature.since("XREADGROUP.history-stays", "8.0");

  private final Call call;
  private final StreamReadRequest request;
  private final StreamBudget budget;
  private final Bytes key;
  private final StreamValue stream;
  private final StreamGroup group;

  StreamGroupReader(
      Call call,
      StreamReadRequest request,
      StreamBudget budget,
      Bytes key,
      StreamValue stream,
      StreamGroup group) {
    this.call = call;
    this.request = request;
    this.budget = budget;
    this.key = key;
    this.stream = stream;
    this.group = group;
    if (call.has(SEEN_ANYWAY)) {
      consumer();
    }
  }

  private StreamConsumer consumer() {
    return StreamGroups.consumer(call, key, group, request.consumer());
  }

  /** The consumer's own pending entries after that ID, what is left of them. */
  Reply history(StreamId after) {
    NavigableMap<StreamId, PendingEntry> pending = consumer().pending().tailMap(after, false);
    call.db().countChanges(call.has(HISTORY_STAYS) ? 0 : 1);
    List<PendingEntry> entries = new ArrayList<>();
    long limit = budget.limit(request.count());
    for (PendingEntry entry : pending.values()) {
      entries.add(entry);
      if (entries.size() == limit) {
        break;
      }
    }
    List<Reply> replies = new ArrayList<>();
    budget.take(entries, this::bytes).forEach(entry -> replies.add(again(entry)));
    return Reply.array(replies);
  }

  private long bytes(PendingEntry entry) {
    StreamEntry contents = stream.find(entry.id());
    return contents == null ? 0 : StreamBudget.bytes(contents);
  }

  /** Delivers a pending entry once more to the same consumer. */
  private Reply again(PendingEntry entry) {
    StreamEntry contents = stream.find(entry.id());
    if (contents == null) {
      return Reply.array(StreamReplies.id(entry.id()), Reply.NULL_ARRAY);
    }
    group.give(entry.id(), consumer(), call.now(), StreamClaim.oneMore(call, entry.deliveries()));
    return StreamReplies.entry(contents);
  }

  /** Entries that nobody in the group was given; null if there are none. */
  @Nullable Reply unread() {
    List<StreamEntry> entries = next(budget.limit(request.count()));
    if (entries.isEmpty()) {
      return null;
    }
    deliver(entries);
    return StreamReplies.entries(entries);
  }

  /** As a client is served that waited before 7.2: whatever came may be gone again. */
  Reply whatIsLeft() {
    List<StreamEntry> entries = next(request.count());
    deliver(entries);
    return StreamReplies.entries(entries);
  }

  private List<StreamEntry> next(long limit) {
    return budget.take(StreamReader.after(stream, group.lastId(), limit));
  }

  private void deliver(List<StreamEntry> entries) {
    StreamConsumer consumer = consumer();
    call.db().countChanges(1);
    for (StreamEntry entry : entries) {
      stream.advance(group, entry.id(), call.profile());
      if (!request.noAck()) {
        group.give(entry.id(), consumer, call.now(), 1);
        consumer.activeAt(call.now());
      }
    }
  }

  /**
   * Entries that others have not acknowledged for long, then unread ones; null if there are none.
   */
  @Nullable Reply claimed() {
    List<Reply> replies = new ArrayList<>();
    long count = budget.limit(request.count());
    List<PendingEntry> idle = group.idle(request.minIdle(), call.now(), count, stream);
    budget.take(idle, this::bytes).forEach(entry -> replies.add(claim(entry)));
    if (!budget.isSpent() && (count == 0 || replies.size() < count)) {
      List<StreamEntry> unread = next(count == 0 ? 0 : count - replies.size());
      deliver(unread);
      unread.forEach(entry -> replies.add(delivered(entry, 0, 0)));
    }
    return replies.isEmpty() ? null : Reply.array(replies);
  }

  private Reply claim(PendingEntry entry) {
    StreamEntry contents = Objects.requireNonNull(stream.find(entry.id()));
    Reply reply = delivered(contents, entry.idle(call.now()), entry.deliveries());
    StreamConsumer consumer = consumer();
    group.give(entry.id(), consumer, call.now(), StreamClaim.oneMore(call, entry.deliveries()));
    consumer.activeAt(call.now());
    call.db().countChanges(1);
    return reply;
  }

  private static Reply delivered(StreamEntry entry, long idle, long deliveries) {
    return Reply.array(
        StreamReplies.id(entry.id()),
        Reply.bulks(entry.fields()),
        Reply.integer(idle),
        Reply.integer(deliveries));
  }
}
