package io.fakeredis.core.script.lua;

/** The generator behind math.random: Redis' own drand48, equal on every machine. */
public final class Random48 {

  private static final long START = 0x1234ABCD330EL;
  private static final long MULTIPLIER = 0x5DEECE66DL;
  private static final long INCREMENT = 0xB;
  private static final long MASK = (1L << 48) - 1;

  private long state = START;

  void restart() {
    seed(0);
  }

  void seed(int seed) {
    state = (seed & 0xffffffffL) << 16 | (START & 0xffff);
  }

  /** The next 31 bits. */
  int next() {
    state = state * MULTIPLIER + INCREMENT & MASK;
    return (int) (state >>> 17);
  }
}
