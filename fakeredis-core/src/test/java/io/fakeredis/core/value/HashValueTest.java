package io.fakeredis.core.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Database;
import io.fakeredis.core.value.HashValue.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class HashValueTest {
  private static final long NEVER = Database.NEVER;

  private static Limits limits(int mostEntries) {
    return new Limits("8.2")
        .with("hash-max-listpack-entries", mostEntries)
        .with("hash-max-listpack-value", 4);
  }

  /** What is done to a hash and to its model. */
  private record Step(Kind kind, Bytes name, Bytes value, long time) {}

  private enum Kind {
    PUT,
    EXPIRE,
    PERSIST,
    REMOVE,
    PASS
  }

  /** A field of the model. */
  private record Entry(Bytes value, long expiresAt) {}

  @Property(tries = 500)
  void behavesLikeAMapOfFieldsWithTimes(
      @ForAll @IntRange(max = 6) int mostEntries,
      @ForAll boolean packsExpiry,
      @ForAll @Size(max = 60) List<@From("steps") Step> steps) {
    Limits limits = limits(mostEntries);
    HashValue hash = HashValue.TYPE.create(limits);
    if (packsExpiry) {
      hash.packExpiry();
    }
    Map<Bytes, Entry> model = new HashMap<>();
    for (Step step : steps) {
      apply(step, hash, limits);
      apply(step, model);
      check(hash, model);
    }
    check(HashValue.TYPE.copy(hash), model);
  }

  private static void apply(Step step, HashValue hash, Limits limits) {
    Field field = hash.get(step.name());
    switch (step.kind()) {
      case PUT -> hash.put(step.name(), step.value(), limits);
      case REMOVE -> hash.remove(step.name());
      case PASS -> hash.removeExpired(step.time());
      default -> {
        if (field != null) {
          hash.expire(field, step.kind() == Kind.EXPIRE ? step.time() : NEVER);
        }
      }
    }
  }

  private static void apply(Step step, Map<Bytes, Entry> model) {
    Entry entry = model.get(step.name());
    switch (step.kind()) {
      case PUT ->
          model.put(step.name(), new Entry(step.value(), entry == null ? NEVER : entry.expiresAt));
      case REMOVE -> model.remove(step.name());
      case PASS -> model.values().removeIf(e -> e.expiresAt != NEVER && e.expiresAt < step.time());
      default -> {
        if (entry != null) {
          long at = step.kind() == Kind.EXPIRE ? step.time() : NEVER;
          model.put(step.name(), new Entry(entry.value, at));
        }
      }
    }
  }

  private static void check(HashValue hash, Map<Bytes, Entry> model) {
    Map<Bytes, Entry> found = new HashMap<>();
    List<Long> times = new ArrayList<>();
    for (Field field : hash) {
      found.put(field.key(), new Entry(field.value(), field.expiresAt()));
      times.add(field.expires() ? field.expiresAt() : Long.MAX_VALUE);
    }
    assertThat(found).isEqualTo(model);
    assertThat(hash.size()).isEqualTo(model.size());
    assertThat(hash.nextExpiry())
        .isEqualTo(
            model.values().stream()
                .mapToLong(Entry::expiresAt)
                .filter(at -> at != NEVER)
                .min()
                .orElse(NEVER));
    if (hash.packsExpiry()) {
      assertThat(times).isSorted();
    }
    List<Bytes> scanned = new ArrayList<>();
    long cursor = 0;
    do {
      cursor = hash.scan(cursor, field -> scanned.add(field.key()));
    } while (cursor != 0);
    assertThat(scanned).containsExactlyInAnyOrderElementsOf(model.keySet());
  }

  @Test
  void smallHashesKeepTheOrderOfInsertion() {
    Limits limits = limits(3);
    HashValue hash = HashValue.TYPE.create(limits);
    for (String name : List.of("c", "a", "b")) {
      hash.put(Bytes.of(name), Bytes.of("v"), limits);
    }
    assertThat(hash.isPacked()).isTrue();
    assertThat(hash).extracting(field -> field.key().latin()).containsExactly("c", "a", "b");
    hash.put(Bytes.of("d"), Bytes.of("v"), limits);
    assertThat(hash.isPacked()).isFalse();
  }

  /** Only removing fields makes the server forget that it wanted to look. */
  @Test
  void awaitsTheTimeOfAFieldThatNoLongerExpires() {
    Limits limits = limits(3);
    HashValue hash = HashValue.TYPE.create(limits);
    hash.packExpiry();
    Field field = hash.put(Bytes.of("f"), Bytes.of("v"), limits);
    hash.expire(field, 10_000);
    hash.expire(field, NEVER);
    assertThat(hash.nextExpiry()).isEqualTo(NEVER);
    assertThat(hash.awaited()).isEqualTo(10_000);
    hash.remove(Bytes.of("f"));
    assertThat(hash.awaited()).isEqualTo(NEVER);
  }

  @Provide
  Arbitrary<Step> steps() {
    Arbitrary<Bytes> names = Arbitraries.of("a", "b", "c", "d", "e", "f", "longer").map(Bytes::of);
    Arbitrary<Bytes> values = Arbitraries.of("1", "two", "much longer").map(Bytes::of);
    return Combinators.combine(
            Arbitraries.of(Kind.class), names, values, Arbitraries.longs().between(1, 9))
        .as(Step::new);
  }
}
