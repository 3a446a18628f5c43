package io.fakeredis.core.keyspace;

/**
 * A value of maxmemory-policy.
 *
 * @param onlyExpiring whether keys without a time to live are safe
 */
record EvictionPolicy(Measure measure, boolean onlyExpiring) {

  /** By what the keys are chosen that have to go. */
  enum Measure {
    NONE,
    /** Least recently used. */
    LRU,
    /** Least recently modified. */
    LRM,
    /** Least frequently used. */
    LFU,
    RANDOM,
    /** Expires soonest. */
    TTL
  }

  /** The policy of a name such as {@code volatile-lru}. */
  static EvictionPolicy of(String name) {
    Measure measure =
        switch (name.substring(name.indexOf('-') + 1)) {
          case "lru" -> Measure.LRU;
          case "lrm" -> Measure.LRM;
          case "lfu" -> Measure.LFU;
          case "random" -> Measure.RANDOM;
          case "ttl" -> Measure.TTL;
          default -> Measure.NONE;
        };
    return new EvictionPolicy(measure, name.startsWith("volatile-"));
  }
}
