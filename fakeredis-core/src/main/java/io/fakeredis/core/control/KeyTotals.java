package io.fakeredis.core.control;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Reply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How much of something each key had. The real server keeps a sketch of this, which is exact as
 * long as there are few keys; this is exact always.
 */
final class KeyTotals {
  private final Map<Bytes, Long> totals = new LinkedHashMap<>();
  private long sum;

  void add(Bytes key, long amount) {
    if (amount > 0) {
      totals.merge(key, amount, Long::sum);
      sum += amount;
    }
  }

  /** What all keys had together. */
  long sum() {
    return sum;
  }

  /** The keys that had most, each with its amount. */
  Reply top(int count) {
    List<Reply> top = new ArrayList<>();
    totals.entrySet().stream()
        .sorted(Map.Entry.<Bytes, Long>comparingByValue().reversed())
        .limit(count)
        .forEach(
            total -> {
              top.add(Reply.bulk(total.getKey()));
              top.add(Reply.integer(total.getValue()));
            });
    return Reply.array(top);
  }
}
