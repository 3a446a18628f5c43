package io.fakeredis.core.keyspace;

import io.fakeredis.api.Settings;
import io.fakeredis.core.keyspace.EvictionPolicy.Measure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the data set within maxmemory, by removing keys as maxmemory-policy asks for it. Like the
 * real server it looks at a few keys at a time, and remembers the best candidates that it has seen.
 */
public final class Eviction {
  /** About what a real server without any keys uses. */
  public static final long STARTUP = 862_592;

  private static final int POOL_SIZE = 16;
  private static final long NEVER = -1;

  /** Where keys that expire are so rare, a look at all keys finds them quicker than chance. */
  private static final int RARE = 16;

  private static final Comparator<Candidate> WORST_LAST =
      Comparator.comparingLong(Candidate::fitness);

  private final Keyspace keyspace;
  private final Settings settings;
  private final RandomGenerator random;
  private final List<Candidate> pool = new ArrayList<>(POOL_SIZE + 1);
  private EvictionPolicy policy = new EvictionPolicy(Measure.NONE, false);
  private long limit;
  private int nextDatabase;
  private long exhaustedAt = NEVER;
  private LongSupplier others = () -> 0;

  /** A key that may have to go: the one with the greatest fitness goes first. */
  private record Candidate(Entry entry, Contents contents, long fitness) {
    boolean isValid() {
      return !entry.removed && !contents.isFlushed();
    }
  }

  Eviction(Keyspace keyspace, Settings settings, RandomGenerator random) {
    this.keyspace = keyspace;
    this.settings = settings;
    this.random = random;
  }

  /** Whether there is a limit at all. */
  public boolean isLimited() {
    return limit > 0;
  }

  /** Counts what others than the data take of the memory, too. */
  public void countAlso(LongSupplier bytes) {
    others = bytes;
  }

  /** Whether there is a limit and more is used than it allows. */
  public boolean isExceeded() {
    exhaustedAt = NEVER;
    return isLimited() && used() > limit;
  }

  private long used() {
    return STARTUP + keyspace.memory() + others.getAsLong();
  }

  void readSettings() {
    limit = settings.number("maxmemory");
    policy = EvictionPolicy.of(settings.text("maxmemory-policy"));
    pool.clear();
  }

  Measure measure() {
    return policy.measure();
  }

  /**
   * Removes keys until the rest fits into maxmemory.
   *
   * @return whether it fits now
   */
  public boolean makeRoom() {
    exhaustedAt = NEVER;
    while (used() > limit) {
      if (!evictOne()) {
        exhaustedAt = keyspace.changes();
        return false;
      }
    }
    return true;
  }

  /**
   * Whether there was no room to be made when it was last tried, and nothing was written since: a
   * script that has begun to write may go on.
   */
  public boolean isExhausted() {
    return isLimited() && exhaustedAt == keyspace.changes();
  }

  private boolean evictOne() {
    if (keyspace.keepsExpired()) {
      return false; // nothing is to go by itself
    }
    Candidate victim =
        switch (policy.measure()) {
          case NONE -> null;
          case RANDOM -> randomKey();
          default -> fittest();
        };
    if (victim == null) {
      return false;
    }
    victim.contents().owner().evict(victim.entry());
    return true;
  }

  private @Nullable Candidate randomKey() {
    for (int i = 0; i < keyspace.count(); i++) {
      Contents contents = contents(nextDatabase++ % keyspace.count());
      List<Candidate> sample = sample(contents, 1);
      if (!sample.isEmpty()) {
        return sample.get(random.nextInt(sample.size()));
      }
    }
    return null;
  }

  private Contents contents(int database) {
    return keyspace.database(database).contents();
  }

  private @Nullable Candidate fittest() {
    int samples = (int) settings.number("maxmemory-samples");
    for (int i = 0; i < keyspace.count(); i++) {
      sample(contents(i), samples).forEach(this::remember);
    }
    while (!pool.isEmpty()) {
      Candidate last = pool.remove(pool.size() - 1);
      if (last.isValid()) {
        return last;
      }
    }
    return null;
  }

  private void remember(Candidate candidate) {
    pool.removeIf(known -> known.entry() == candidate.entry());
    pool.add(candidate);
    pool.sort(WORST_LAST);
    if (pool.size() > POOL_SIZE) {
      pool.remove(0);
    }
  }

  private List<Candidate> sample(Contents contents, int samples) {
    List<Candidate> found = new ArrayList<>();
    boolean rare = policy.onlyExpiring() && contents.expiring() * RARE < contents.size();
    if (rare || contents.size() <= samples) {
      if (!policy.onlyExpiring() || contents.expiring() > 0) {
        contents.forEach(entry -> addIfFit(found, entry, contents));
      }
      return found;
    }
    for (int tries = samples * RARE; tries > 0 && found.size() < samples; tries--) {
      Entry entry = contents.random(random);
      if (entry != null) {
        addIfFit(found, entry, contents);
      }
    }
    return found;
  }

  private void addIfFit(List<Candidate> found, Entry entry, Contents contents) {
    if (!policy.onlyExpiring() || entry.expires()) {
      found.add(new Candidate(entry, contents, fitness(entry)));
    }
  }

  private long fitness(Entry entry) {
    return switch (policy.measure()) {
      case LFU -> -entry.frequency(keyspace.now(), settings);
      case TTL -> -entry.expiresAt;
      case LRU, LRM -> -entry.accessedAt;
      case NONE, RANDOM -> 0;
    };
  }
}
