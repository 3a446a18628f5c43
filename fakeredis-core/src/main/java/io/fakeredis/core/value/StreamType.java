package io.fakeredis.core.value;

import io.fakeredis.api.Feature;
import io.fakeredis.api.Settings;
import io.fakeredis.api.ValueType;

/** The type of streams. They stay when they are empty. */
final class StreamType implements ValueType<StreamValue> {
  private static final Feature HAS_PRODUCERS = Feature.since("XADD.IDMP", "8.6");

  /** What the real server needs for a stream, a node and a pending entry beside their contents. */
  private static final long STREAM_BYTES = 120;

  private static final long NODE_BYTES = 56;
  private static final long PENDING_BYTES = 96;

  @Override
  public String name() {
    return "stream";
  }

  @Override
  public char eventClass() {
    return 't';
  }

  @Override
  public StreamValue create(Settings settings) {
    if (!settings.has(HAS_PRODUCERS)) {
      return new StreamValue(new StreamProducers(0, 0));
    }
    return new StreamValue(
        new StreamProducers(
            settings.number("stream-idmp-duration"), settings.number("stream-idmp-maxsize")));
  }

  @Override
  public String encoding(StreamValue value, Settings settings) {
    return "stream";
  }

  @Override
  public StreamValue copy(StreamValue value) {
    return value.copy();
  }

  @Override
  public long memory(StreamValue value) {
    long bytes = STREAM_BYTES;
    for (StreamNode node : value.nodes()) {
      bytes += NODE_BYTES + node.bytes();
    }
    for (StreamGroup group : value.groups().values()) {
      bytes += STREAM_BYTES + PENDING_BYTES * group.pending().size();
    }
    return bytes;
  }

  @Override
  public String toString() {
    return name();
  }
}
