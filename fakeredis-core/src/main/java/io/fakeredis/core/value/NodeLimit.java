package io.fakeredis.core.value;

import io.fakeredis.api.Feature;
import io.fakeredis.api.Settings;

/**
 * How large a node of a list may grow, as {@code list-max-listpack-size} says: a negative number
 * stands for a size, any other for a count of elements.
 *
 * @param packing the format of the nodes
 * @param size how many bytes a node may have
 * @param count how many elements a node may have
 * @param largest how long an element may be that shares a node with others
 */
record NodeLimit(Packing packing, long size, long count, long largest) {
  private static final Feature LISTPACK_NODES = Feature.since("LIST.listpack-nodes", "7.0");

  /** Before 7.4 only an element of a gigabyte was too large to be packed. */
  private static final Feature LARGE_BY_LIMIT = Feature.since("LIST.large-by-node-limit", "7.4");

  private static final long DEFAULT_FILL = -2;
  private static final int[] SIZES = {4096, 8192, 16384, 32768, 65536};
  private static final int MOST_ELEMENTS = 32767;

  /** However many elements a node may have, it does not grow beyond this. */
  private static final int SAFE_SIZE = 8192;

  private static final long UNLIMITED = Long.MAX_VALUE;

  static NodeLimit of(Settings settings) {
    return of(settings, settings.number("list-max-listpack-size"));
  }

  /** The limit of a server that nobody has configured. */
  static NodeLimit byDefault(Settings settings) {
    return of(settings, DEFAULT_FILL);
  }

  private static NodeLimit of(Settings settings, long fill) {
    Packing packing = settings.has(LISTPACK_NODES) ? Packing.LISTPACK : Packing.ZIPLIST;
    long size = fill < 0 ? SIZES[(int) Math.min(SIZES.length, -fill) - 1] : SAFE_SIZE;
    long count = fill < 0 ? UNLIMITED : Math.max(1, Math.min(MOST_ELEMENTS, fill));
    return new NodeLimit(packing, size, count, largest(settings, size));
  }

  private static long largest(Settings settings, long size) {
    long threshold = settings.number("quicklist-packed-threshold");
    if (threshold > 0) {
      return threshold - 1;
    }
    return settings.has(LARGE_BY_LIMIT) ? size : UNLIMITED;
  }

  /** No limit at all, as in a listpack. */
  NodeLimit none() {
    return new NodeLimit(packing, UNLIMITED, UNLIMITED, UNLIMITED);
  }

  boolean allows(long bytes, long elements) {
    return bytes <= size && elements <= count;
  }

  /** Whether one element more may come into the node. */
  boolean allowsMore(ListNode node, int length) {
    return !isLarge(length) && allows(node.bytes() + estimate(length), node.count() + 1L);
  }

  /** How many bytes the real server reckons with for an element before it packs it. */
  private long estimate(int length) {
    if (packing == Packing.LISTPACK) {
      return length + 8L;
    }
    return length + (length < 254 ? 1L : 5L) + (length < 64 ? 1L : length < 16384 ? 2L : 5L);
  }

  /** Whether a list of that node alone is made a listpack. */
  boolean allowsListpack(ListNode node) {
    return count == UNLIMITED ? node.bytes() <= size : node.count() <= count;
  }

  /** Whether a list of that node alone, which was larger, is made a listpack again. */
  boolean allowsHalf(ListNode node) {
    return count == UNLIMITED ? node.bytes() <= size / 2 : node.count() <= count / 2;
  }

  /** Whether an element so long has a node of its own. */
  boolean isLarge(int length) {
    return length > largest;
  }
}
