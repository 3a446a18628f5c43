package io.fakeredis.core.command;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.CommandException;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.core.value.StreamConsumer;
import io.fakeredis.core.value.StreamGroup;
import io.fakeredis.core.value.StreamValue;
import org.jspecify.annotations.Nullable;

/** Finds consumer groups and consumers, and tells of those that are missing. */
final class StreamGroups {
  private static final Feature EVENT = Feature.since("XGROUP.createconsumer-event", "7.0");

  private StreamGroups() {}

  /** The group that the first two arguments name; null if there is no such key or group. */
  static @Nullable StreamGroup find(Call call) {
    StreamValue stream = call.db().find(call.args().bytes(1), StreamValue.TYPE);
    return stream == null ? null : stream.group(call.args().bytes(2));
  }

  /**
   * The group that the first two arguments name.
   *
   * @throws CommandException {@code NOGROUP ...} if there is no such key or group
   */
  static StreamGroup existing(Call call) {
    StreamGroup group = find(call);
    if (group == null) {
      throw missing(call.args().bytes(1), call.args().bytes(2), "");
    }
    return group;
  }

  static CommandException missing(Bytes key, Bytes group, String context) {
    return Errors.error(
        "NOGROUP No such key '"
            + key.latin()
            + "' or consumer group '"
            + group.latin()
            + "'"
            + context);
  }

  /**
   * The stream's group of that name.
   *
   * @throws CommandException {@code NOGROUP ...} if there is none
   */
  static StreamGroup named(StreamValue stream, Bytes key, Bytes name) {
    StreamGroup group = stream.group(name);
    if (group == null) {
      throw Errors.error(
          "NOGROUP No such consumer group '"
              + name.latin()
              + "' for key name '"
              + key.latin()
              + "'");
    }
    return group;
  }

  /** The consumer of that name, made if need be, that has been heard of now. */
  static StreamConsumer consumer(Call call, Bytes key, StreamGroup group, Bytes name) {
    StreamConsumer consumer = group.consumer(name);
    if (consumer == null) {
      consumer = group.addConsumer(name, call.now());
      call.db().countChanges(1);
      if (call.has(EVENT)) {
        call.db().event(key, "xgroup-createconsumer");
      }
    }
    consumer.seenAt(call.now());
    return consumer;
  }
}
