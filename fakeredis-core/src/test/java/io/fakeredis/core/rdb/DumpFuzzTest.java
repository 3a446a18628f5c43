package io.fakeredis.core.rdb;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Settings;
import io.fakeredis.core.value.ArrayValue;
import io.fakeredis.core.value.HashValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Damaged payloads with a right checksum are read or refused, and nothing else happens. More of
 * them with {@code -Dfakeredis.fuzz=1000000}.
 */
class DumpFuzzTest {
  private static final int TIMES = Integer.getInteger("fakeredis.fuzz", 3000);
  private static final int FOOTER = 10;
  private static final int[] TELLING = {
    0, 1, 2, 0x3f, 0x40, 0x7f, 0x80, 0x81, 0xc3, 0xf0, 0xfe, 0xff
  };

  @ParameterizedTest
  @ValueSource(strings = {"redis-6.0", "redis-7.0", "redis-8.6", "valkey-9.1"})
  void damageIsNoticedOrHarmless(String server) {
    DataSet data = new DataSet(DataSet.profile(server));
    data.load(RdbFileTest.resource(server + ".rdb"));
    damage(data, new SplittableRandom(server.hashCode()));
  }

  /** Of types that no recorded server knows. */
  @Test
  void damageOfTheNewestTypesIsNoticedOrHarmless() {
    DataSet data = new DataSet(DataSet.profile("redis-8.10"));
    Settings settings = data.settings();
    ArrayValue array = ArrayValue.TYPE.create(settings);
    for (String element : List.of("7", "-2.5", "word", "more than a word", "", "1e300")) {
      array.insert(List.of(Bytes.of(element)));
      array.set(1L << 4 * array.count(), Bytes.of(element));
    }
    data.database(0).put(Bytes.of("array"), ArrayValue.TYPE, array, null);
    HashValue hash = HashValue.TYPE.create(settings);
    hash.useTemplate(settings);
    for (String field : List.of("b", "a", "longer")) {
      hash.put(Bytes.of(field), Bytes.of(field + 1), settings);
    }
    data.database(0).put(Bytes.of("hash"), HashValue.TYPE, hash, null);
    damage(data, new SplittableRandom(8));
  }

  private static void damage(DataSet data, RandomGenerator random) {
    DumpPayload payloads = new DumpPayload(data.settings(), List.of());
    for (Bytes payload : payloads(data, payloads)) {
      for (int i = 0; i < TIMES / payload.length() + 4; i++) {
        Bytes damaged = sealed(damaged(payload, random));
        assertThat(payloads.isSound(damaged)).isTrue();
        assertTimeout(Duration.ofSeconds(10), () -> read(payloads, damaged), damaged::latin);
      }
    }
  }

  private static List<Bytes> payloads(DataSet data, DumpPayload payloads) {
    List<Bytes> all = new ArrayList<>();
    data.database(0)
        .forEach(
            key ->
                all.add(
                    payloads.write(TypedValue.of(requireNonNull(data.database(0).stored(key))))));
    return all;
  }

  private static void read(DumpPayload payloads, Bytes payload) {
    TypedValue<?> value;
    try {
      value = payloads.read(payload);
    } catch (RdbException expected) {
      return;
    }
    assertThat(payloads.read(payloads.write(value)).isEmpty()).isFalse();
  }

  private static byte[] damaged(Bytes payload, RandomGenerator random) {
    byte[] bytes = payload.slice(0, payload.length() - FOOTER).toArray();
    for (int left = random.nextInt(1, 5); left > 0; left--) {
      int at = random.nextInt(Math.min(bytes.length, 200));
      switch (random.nextInt(5)) {
        case 0 -> bytes[at] = (byte) random.nextInt();
        case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> bytes[at] = (byte) TELLING[random.nextInt(TELLING.length)];
        case 3 -> bytes = Bytes.copyOf(bytes, 0, Math.max(1, bytes.length - at)).toArray();
        default -> bytes[random.nextInt(bytes.length)]++;
      }
    }
    return bytes;
  }

  /** The payload with the footer that it should have. */
  private static Bytes sealed(byte[] bytes) {
    ByteSink sink = new ByteSink().put(bytes).putLittle(9, 2);
    sink.putLittle(Crc64.of(sink.array(), sink.size()), 8);
    return Bytes.wrap(sink.toArray());
  }
}
