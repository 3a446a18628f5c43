package io.fakeredis.core.value;

import io.fakeredis.api.Feature;
import io.fakeredis.api.Settings;
import io.fakeredis.api.ValueType;

/** The type of streams. They stay when they are empty. */
final class StreamType implements ValueType<StreamValue> {
  private static final Feature HAS_PRODUCERS = Feature.since("XADD.IDMP", "8.6");

  /** Room is made in advance for the entries of a node that is not full yet. */
  private static final Feature RESERVES = Feature.since("STREAM.reserves-node", "6.2 until 8.6");

  private static final long MOST_RESERVED = 4096;
  private static final long STREAM_BYTES = 100;
  private static final long GROUP_BYTES = 60;
  private static final long PENDING_BYTES = 32;

  /** What the real server reckons with for a key and for a node of a radix tree. */
  private static final long KEY_BYTES = 16;

  private static final long RADIX_NODE_BYTES = 244;

  /** Since 8.6 the memory of a stream is counted, no longer reckoned. */
  private static final Feature COUNTS_EXACTLY = Feature.since("STREAM.counts-memory", "8.6");

  private static final long EXACT_RADIX_NODE_BYTES = 60;
  private static final int SAMPLES = 5;

  /** A key takes about two nodes: its own, and its share of those above. */
  private static final long KEY_NODES = 2;

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
    long radixNode = settings.has(COUNTS_EXACTLY) ? EXACT_RADIX_NODE_BYTES : RADIX_NODE_BYTES;
    return new StreamValue(producers(settings), new StreamOverhead(reserved(settings), radixNode));
  }

  private static StreamProducers producers(Settings settings) {
    if (!settings.has(HAS_PRODUCERS)) {
      return new StreamProducers(0, 0);
    }
    return new StreamProducers(
        settings.number("stream-idmp-duration"), settings.number("stream-idmp-maxsize"));
  }

  private static long reserved(Settings settings) {
    if (!settings.has(RESERVES)) {
      return 0;
    }
    long most = settings.number("stream-node-max-bytes");
    return most == 0 ? MOST_RESERVED : Math.min(most, MOST_RESERVED);
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
    StreamOverhead overhead = value.overhead();
    long bytes = STREAM_BYTES + overhead.radixNode() * value.radixNodes() + nodes(value);
    for (StreamGroup group : value.groups().values()) {
      bytes += memory(group, KEY_BYTES + overhead.radixNode() * KEY_NODES);
    }
    return bytes;
  }

  /**
   * The real server, too, looks at a few nodes and takes the others for equal, but for the last.
   */
  private static long nodes(StreamValue value) {
    int count = value.nodes().size();
    long sampled = 0;
    int samples = 0;
    long last = value.tailBytes();
    for (StreamNode node : value.nodes()) {
      if (samples == Math.min(SAMPLES, count - 1)) {
        break;
      }
      sampled += node.bytes();
      samples++;
    }
    long others = samples == 0 ? 0 : sampled * (count - 1) / samples;
    return KEY_BYTES * count + others + Math.max(last, value.overhead().reserved());
  }

  private static long memory(StreamGroup group, long keyBytes) {
    long trees = 1L + group.consumers().size();
    long keys = 2L * group.pending().size() + group.consumers().size() + 1;
    return GROUP_BYTES * trees + PENDING_BYTES * group.pending().size() + keyBytes * keys;
  }

  @Override
  public String toString() {
    return name();
  }
}
