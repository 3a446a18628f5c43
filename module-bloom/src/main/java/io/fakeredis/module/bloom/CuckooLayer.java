package io.fakeredis.module.bloom;

import org.jspecify.annotations.Nullable;

/**
 * One layer of a {@link CuckooFilter}: buckets of fingerprints of one byte, 0 being an empty slot.
 */
final class CuckooLayer {
  private static final long SCATTER = 0x5bd1e995L;
  private static final byte EMPTY = 0;

  private final long buckets;
  private final int bucketSize;
  private final byte[] slots;

  /**
   * What a filter knows of an item.
   *
   * @param fingerprint 1 to 255
   * @param first where it is at home
   * @param second where it may be instead
   */
  record Trace(int fingerprint, long first, long second) {
    static Trace of(long hash) {
      int fingerprint = (int) Long.remainderUnsigned(hash, 255) + 1;
      return at(fingerprint, hash);
    }

    /** The trace of a fingerprint that is found in one of its two buckets. */
    static Trace at(int fingerprint, long place) {
      return new Trace(fingerprint, place, other(fingerprint, place));
    }

    /** From either bucket to the other one. */
    static long other(int fingerprint, long place) {
      return place ^ (fingerprint * SCATTER);
    }
  }

  CuckooLayer(long buckets, int bucketSize, byte[] slots) {
    this.buckets = buckets;
    this.bucketSize = bucketSize;
    this.slots = slots;
  }

  /** An empty layer, or null if there is no room for it. */
  static @Nullable CuckooLayer empty(long buckets, int bucketSize) {
    boolean tooMany = buckets <= 0 || buckets > Integer.MAX_VALUE;
    byte[] slots = tooMany ? null : Memory.allocate(buckets * bucketSize, byte[]::new);
    return slots == null ? null : new CuckooLayer(buckets, bucketSize, slots);
  }

  /** How many there are, a power of two. */
  long buckets() {
    return buckets;
  }

  int bucketSize() {
    return bucketSize;
  }

  /** The slots of the first bucket, then those of the next. */
  byte[] slots() {
    return slots;
  }

  private int start(long place) {
    return (int) ((place & (buckets - 1)) * bucketSize);
  }

  private int find(long place, byte fingerprint) {
    int start = start(place);
    for (int i = start; i < start + bucketSize; i++) {
      if (slots[i] == fingerprint) {
        return i;
      }
    }
    return -1;
  }

  private int find(Trace trace, byte fingerprint) {
    int slot = find(trace.first(), fingerprint);
    return slot >= 0 ? slot : find(trace.second(), fingerprint);
  }

  boolean contains(Trace trace) {
    return find(trace, (byte) trace.fingerprint()) >= 0;
  }

  /** How often the fingerprint is there; twice as often where both buckets are the same one. */
  int count(Trace trace) {
    return count(trace.first(), trace) + count(trace.second(), trace);
  }

  private int count(long place, Trace trace) {
    int count = 0;
    int start = start(place);
    for (int i = start; i < start + bucketSize; i++) {
      if (slots[i] == (byte) trace.fingerprint()) {
        count++;
      }
    }
    return count;
  }

  boolean remove(Trace trace) {
    int slot = find(trace, (byte) trace.fingerprint());
    if (slot < 0) {
      return false;
    }
    slots[slot] = EMPTY;
    return true;
  }

  /** Puts the fingerprint into an empty slot of its buckets, if they have one. */
  boolean add(Trace trace) {
    int slot = find(trace, EMPTY);
    if (slot < 0) {
      return false;
    }
    slots[slot] = (byte) trace.fingerprint();
    return true;
  }

  /**
   * Puts the fingerprint in the place of another, that one in the place of a third in its other
   * bucket and so on, until there is an empty slot.
   *
   * @return whether one was found; if not, everything is where it was
   */
  boolean force(Trace trace, int mostIterations) {
    byte homeless = (byte) trace.fingerprint();
    long place = trace.first();
    int victim = 0;
    for (int i = 0; i < mostIterations; i++) {
      homeless = swap(start(place) + victim, homeless);
      place = Trace.other(homeless & 0xff, place) & (buckets - 1);
      int free = find(place, EMPTY);
      if (free >= 0) {
        slots[free] = homeless;
        return true;
      }
      victim = (victim + 1) % bucketSize;
    }
    takeBack(homeless, place, victim, mostIterations);
    return false;
  }

  private void takeBack(byte last, long from, int nextVictim, int iterations) {
    byte homeless = last;
    long place = from;
    int victim = nextVictim;
    for (int i = 0; i < iterations; i++) {
      victim = (victim + bucketSize - 1) % bucketSize;
      place = Trace.other(homeless & 0xff, place) & (buckets - 1);
      homeless = swap(start(place) + victim, homeless);
    }
  }

  private byte swap(int slot, byte fingerprint) {
    byte before = slots[slot];
    slots[slot] = fingerprint;
    return before;
  }

  /** The trace of what is in the slot, null if it is empty. */
  @Nullable Trace trace(int slot) {
    return slots[slot] == EMPTY ? null : Trace.at(slots[slot] & 0xff, slot / bucketSize);
  }

  void clear(int slot) {
    slots[slot] = EMPTY;
  }
}
