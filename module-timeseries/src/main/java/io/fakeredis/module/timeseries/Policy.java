package io.fakeredis.module.timeseries;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Numbers;
import io.fakeredis.api.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/**
 * A rule that every series gets whose first sample makes it, as {@code ts-compaction-policy} has
 * it: {@code max:1M:1h} keeps the highest value of each minute for an hour.
 *
 * @param aggregation what is told of a bucket
 * @param duration of a bucket
 * @param retention of the series that is made
 * @param alignment a time at which a bucket begins
 */
record Policy(Aggregation aggregation, long duration, long retention, long alignment) {
  private static final int FEWEST_PARTS = 3;
  private static final int MOST_PARTS = 4;
  private static final long SECOND = 1000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private static final Map<Character, Long> UNITS =
      Map.of('m', 1L, 's', SECOND, 'M', MINUTE, 'h', HOUR, 'd', DAY);

  /** The largest first. */
  private static final String UNIT_NAMES = "dhMsm";

  /**
   * The policies that a text tells of.
   *
   * @throws IllegalArgumentException if it makes no sense
   */
  static List<Policy> parse(String text, Profile profile) {
    List<Policy> policies = new ArrayList<>();
    StringTokenizer tokens = new StringTokenizer(text, ";");
    while (tokens.hasMoreTokens()) {
      Policy policy = parseOne(tokens.nextToken(), profile);
      if (policy == null) {
        throw new IllegalArgumentException("Invalid compaction policy: " + text);
      }
      policies.add(policy);
    }
    return policies;
  }

  private static @Nullable Policy parseOne(String text, Profile profile) {
    List<String> parts = new ArrayList<>();
    new StringTokenizer(text, ":").asIterator().forEachRemaining(part -> parts.add((String) part));
    if (parts.size() < FEWEST_PARTS || parts.size() > MOST_PARTS) {
      return null;
    }
    Aggregation aggregation = Aggregation.find(Bytes.latin(parts.get(0)), profile);
    long duration = milliseconds(parts.get(1));
    long retention = milliseconds(parts.get(2));
    long alignment = parts.size() == MOST_PARTS ? milliseconds(parts.get(3)) : 0;
    return aggregation == null || duration <= 0 || retention < 0 || alignment < 0
        ? null
        : new Policy(aggregation, duration, retention, alignment);
  }

  /** A number with a unit, of which 0 has no need; -1 if it is none. */
  private static long milliseconds(String text) {
    if (text.equals("0")) {
      return 0;
    }
    Bytes digits = Bytes.latin(text.substring(0, text.length() - 1));
    long unit = UNITS.getOrDefault(text.charAt(text.length() - 1), -1L);
    boolean isSound = unit > 0 && Numbers.isLong(digits) && Numbers.toLong(digits) >= 0;
    return isSound ? unit * Numbers.toLong(digits) : -1;
  }

  /** The key of the series for what is made of another one. */
  Bytes key(Bytes source) {
    String name = source.latin() + "_" + aggregation.title() + "_" + duration;
    return Bytes.latin(alignment == 0 ? name : name + "_" + alignment);
  }

  /** The rule that fills the series under the key. */
  Rule rule(Bytes destination) {
    return new Rule(destination, aggregation, duration, alignment);
  }

  @Override
  public String toString() {
    String text = aggregation.word() + ":" + text(duration) + ":" + text(retention);
    return alignment == 0 ? text : text + ":" + text(alignment);
  }

  private static String text(long milliseconds) {
    int at = 0;
    while (milliseconds % unit(at) != 0) {
      at++;
    }
    return milliseconds / unit(at) + UNIT_NAMES.substring(at, at + 1);
  }

  private static long unit(int index) {
    return UNITS.getOrDefault(UNIT_NAMES.charAt(index), 1L);
  }
}
