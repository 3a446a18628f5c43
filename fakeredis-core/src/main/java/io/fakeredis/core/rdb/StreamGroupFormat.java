package io.fakeredis.core.rdb;

import static io.fakeredis.core.rdb.RdbChecks.check;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Profile;
import io.fakeredis.core.value.PendingEntry;
import io.fakeredis.core.value.StreamConsumer;
import io.fakeredis.core.value.StreamGroup;
import io.fakeredis.core.value.StreamId;
import io.fakeredis.core.value.StreamValue;
import java.util.HashMap;
import java.util.Map;

/** The groups of a stream: all that is pending, then the consumers with the IDs that are theirs. */
final class StreamGroupFormat {
  private final boolean hasEntriesRead;
  private final boolean hasActiveTime;

  StreamGroupFormat(RdbType as) {
    hasEntriesRead = as != RdbType.STREAM_LISTPACKS;
    hasActiveTime = hasEntriesRead && as != RdbType.STREAM_LISTPACKS_2;
  }

  void write(StreamValue stream, RdbWriter out) {
    out.length(stream.groups().size());
    stream.groups().values().forEach(group -> write(group, out));
  }

  private void write(StreamGroup group, RdbWriter out) {
    out.string(group.name());
    out.length(group.lastId().ms());
    out.length(group.lastId().seq());
    if (hasEntriesRead) {
      out.length(group.entriesRead());
    }
    out.length(group.pending().size());
    for (PendingEntry entry : group.pending().values()) {
      writeId(entry.id(), out);
      out.millis(entry.deliveredAt());
      out.length(entry.deliveries());
    }
    out.length(group.consumers().size());
    group.consumers().values().forEach(consumer -> write(consumer, out));
  }

  private void write(StreamConsumer consumer, RdbWriter out) {
    out.string(consumer.name());
    out.millis(consumer.seenAt());
    if (hasActiveTime) {
      out.millis(consumer.activeAt());
    }
    out.length(consumer.pending().size());
    consumer.pending().keySet().forEach(id -> writeId(id, out));
  }

  private static void writeId(StreamId id, RdbWriter out) {
    out.sink().putBig(id.ms(), 8).putBig(id.seq(), 8);
  }

  /** When something was delivered, and how often. */
  private record Delivery(long at, long count) {}

  void read(StreamValue stream, RdbReader in, Profile profile) {
    for (int left = in.count(); left > 0; left--) {
      Bytes name = in.string();
      check(stream.group(name) == null, "a group twice");
      StreamId lastId = new StreamId(in.length(), in.length());
      long read = hasEntriesRead ? in.length() : stream.entriesUpTo(lastId, profile);
      StreamGroup group = new StreamGroup(name, lastId, read);
      readPending(group, in);
      stream.addGroup(group);
    }
  }

  private void readPending(StreamGroup group, RdbReader in) {
    Map<StreamId, Delivery> deliveries = new HashMap<>();
    for (int left = in.count(); left > 0; left--) {
      Delivery earlier = deliveries.put(readId(in), new Delivery(in.millis(), in.length()));
      check(earlier == null, "a pending entry twice");
    }
    for (int left = in.count(); left > 0; left--) {
      readConsumer(group, deliveries, in);
    }
    check(deliveries.isEmpty(), "a pending entry without a consumer");
  }

  private void readConsumer(StreamGroup group, Map<StreamId, Delivery> deliveries, RdbReader in) {
    Bytes name = in.string();
    check(group.consumer(name) == null, "a consumer twice");
    long seenAt = in.millis();
    StreamConsumer consumer = group.addConsumer(name, seenAt);
    consumer.activeAt(hasActiveTime ? in.millis() : seenAt);
    for (int left = in.count(); left > 0; left--) {
      StreamId id = readId(in);
      Delivery delivery = deliveries.remove(id);
      if (delivery == null) {
        throw new RdbException("an entry of a consumer that is not pending");
      }
      group.give(id, consumer, delivery.at(), delivery.count());
    }
  }

  private static StreamId readId(RdbReader in) {
    return new StreamId(in.source().big(8), in.source().big(8));
  }
}
