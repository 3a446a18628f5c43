package io.fakeredis.core.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Profile;
import io.fakeredis.api.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class StreamValueTest {
  private static final int STEPS = 200;

  /** Holds the same entries as the stream, in the plainest way. */
  private final TreeMap<StreamId, List<Bytes>> model = new TreeMap<>();

  private final StreamValue stream =
      new StreamValue(new StreamProducers(0, 0), new StreamOverhead(0, 0));

  @Property(tries = 100)
  void holdsWhatASortedMapHolds(@ForAll long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < STEPS; i++) {
      step(random);
      assertThat(stream.length()).isEqualTo(model.size());
    }
    assertRange(StreamId.MIN, StreamId.MAX);
    for (int i = 0; i < 20; i++) {
      assertRange(anyId(random), anyId(random));
    }
  }

  private void step(Random random) {
    switch (random.nextInt(6)) {
      case 0 -> {
        StreamId id = anyId(random);
        assertThat(stream.delete(id)).isEqualTo(model.remove(id) != null);
      }
      case 1 -> {
        int length = random.nextInt(30);
        stream.trim(trim(new StreamTrim.MaxLength(length)));
        while (model.size() > length) {
          model.pollFirstEntry();
        }
      }
      case 2 -> {
        StreamId least = new StreamId(random.nextInt(50), 0);
        stream.trim(trim(new StreamTrim.MinId(least)));
        model.headMap(least).clear();
      }
      default -> append(random);
    }
  }

  private void append(Random random) {
    StreamId last = stream.lastId();
    StreamId id = new StreamId(last.ms() + random.nextInt(2), last.seq() + 1);
    append(id, List.of(Bytes.of(random.nextInt(3)), Bytes.of(random.nextInt(100))));
  }

  @Example
  void holdsTheLargestNumbersAndLongWords() {
    Bytes longWord = Bytes.wrap(new byte[1 << 17]);
    append(new StreamId(0, 1), List.of(Bytes.of("a"), longWord));
    append(new StreamId(0, -1), List.of(Bytes.of("a"), Bytes.EMPTY));
    append(
        new StreamId(Long.MIN_VALUE, 0), List.of(longWord, Bytes.of("b"), Bytes.EMPTY, longWord));
    append(new StreamId(-1, 5), List.of(Bytes.of("a"), Bytes.of("b")));
    append(StreamId.MAX, List.of(Bytes.of("a"), Bytes.of("c")));
    assertRange(StreamId.MIN, StreamId.MAX);
  }

  private void append(StreamId id, List<Bytes> fields) {
    stream.append(id, fields, SmallNodes.SETTINGS);
    model.put(id, fields);
  }

  private static StreamTrim trim(StreamTrim.Bound bound) {
    return new StreamTrim(bound, false, 0, StreamReferences.KEEPREF);
  }

  private static StreamId anyId(Random random) {
    return new StreamId(random.nextInt(150), random.nextInt(200));
  }

  private void assertRange(StreamId from, StreamId to) {
    List<StreamId> expected = new ArrayList<>();
    if (from.compareTo(to) <= 0) {
      expected.addAll(model.subMap(from, true, to, true).keySet());
    }
    List<StreamEntry> found = stream.range(from, to, 0, false);
    assertThat(found).extracting(StreamEntry::id).containsExactlyElementsOf(expected);
    assertThat(found)
        .allSatisfy(entry -> assertThat(entry.fields()).isEqualTo(model.get(entry.id())));
  }

  /** Settings under which a stream soon has many nodes. */
  private enum SmallNodes implements Settings {
    SETTINGS;

    @Override
    public long number(String name) {
      return name.equals("stream-node-max-entries") ? 3 : 1 << 20;
    }

    @Override
    public boolean enabled(String name) {
      throw new UnsupportedOperationException(name);
    }

    @Override
    public String text(String name) {
      throw new UnsupportedOperationException(name);
    }

    @Override
    public boolean has(Feature behaviour) {
      return true;
    }

    @Override
    public Profile profile() {
      throw new UnsupportedOperationException();
    }
  }
}
