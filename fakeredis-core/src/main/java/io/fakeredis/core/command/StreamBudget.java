package io.fakeredis.core.command;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Numbers;
import io.fakeredis.core.value.StreamEntry;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * What MAXCOUNT and MAXSIZE leave for the streams to come. The first entry of all is always told,
 * however large.
 */
final class StreamBudget {
  private static final int LINE_END = 2;
  private static final int MARK = 1;
  private static final int ID_AND_FIELDS = 2;

  private long entries;
  private long bytes;
  private boolean isSpent;
  private boolean isTouched;

  /** So many entries and bytes; 0 if there is no end to them. */
  StreamBudget(long entries, long bytes) {
    this.entries = entries == 0 ? Long.MAX_VALUE : entries;
    this.bytes = bytes == 0 ? Long.MAX_VALUE : bytes;
  }

  /** Whether nothing more is to be told. */
  boolean isSpent() {
    return isSpent;
  }

  /** How many entries of one stream may be told, of as many as are asked for; 0 for all. */
  long limit(long count) {
    long limit = count == 0 ? entries : Math.min(count, entries);
    return limit == Long.MAX_VALUE ? 0 : limit;
  }

  /** The first ones, as many as may be told, which are paid for. */
  List<StreamEntry> take(List<StreamEntry> offered) {
    return take(offered, StreamBudget::bytes);
  }

  /** As {@link #take(List)}, for what is an entry of that size. */
  <T> List<T> take(List<T> offered, ToLongFunction<T> size) {
    int taken = 0;
    while (taken < offered.size() && pays(size.applyAsLong(offered.get(taken)))) {
      taken++;
    }
    return offered.subList(0, taken);
  }

  private boolean pays(long size) {
    if (entries == 0 || (isTouched && size > bytes)) {
      isSpent = true;
      return false;
    }
    isTouched = true;
    bytes = bytes == Long.MAX_VALUE ? bytes : Math.max(bytes - size, 0);
    entries = entries == Long.MAX_VALUE ? entries : entries - 1;
    isSpent = entries == 0;
    return true;
  }

  /** What an entry takes in a reply. */
  static long bytes(StreamEntry entry) {
    long bytes = header(ID_AND_FIELDS) + bulk(entry.id().toString().length());
    bytes += header(entry.fields().size());
    for (Bytes word : entry.fields()) {
      bytes += bulk(word.length());
    }
    return bytes;
  }

  private static long bulk(int length) {
    return header(length) + length + LINE_END;
  }

  private static long header(long count) {
    return (long) MARK + Numbers.length(count) + LINE_END;
  }
}
