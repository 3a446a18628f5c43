package io.fakeredis.module.timeseries;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.CommandException;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Numbers;
import io.fakeredis.api.Profile;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What AGGREGATION says.
 *
 * @param at two words in front of the duration, where AGGREGATION stands as a rule
 * @param aggregations what is told of a bucket: of each key what its own word asks for
 * @param duration of a bucket
 */
record Window(int at, List<List<Aggregation>> aggregations, long duration) {
  /** Since the module of 8.8 a word may ask for several: {@code min,max}. */
  private static final Feature SEVERAL = Feature.since("TIMESERIES.several-aggregations", "8.8");

  private static final String WORD = "AGGREGATION";
  private static final int MOST = 16;

  /** What the call says, or null if it says nothing. */
  static @Nullable Window parse(Call call) {
    return parse(call, 1);
  }

  /** The same with as many words for aggregations as there are keys. */
  static @Nullable Window parse(Call call, int keys) {
    Args args = call.args();
    int at = OptionParser.find(args, WORD);
    if (at < 0) {
      return null;
    }
    if (keys > 1) {
      checkWords(call, at + 1, keys);
    }
    int duration = at + keys + 1;
    if (duration >= args.count() || !Numbers.isLong(args.bytes(duration))) {
      throw OptionParser.unreadable(WORD);
    }
    List<List<Aggregation>> aggregations = new ArrayList<>();
    for (int i = at + 1; i < duration; i++) {
      aggregations.add(aggregations(args.bytes(i), call.profile()));
    }
    if (args.integer(duration) <= 0) {
      throw Errors.error("ERR TSDB: bucketDuration must be greater than zero");
    }
    return new Window(duration - 2, aggregations, args.integer(duration));
  }

  private static void checkWords(Call call, int from, int keys) {
    Args args = call.args();
    for (int i = from; i < from + keys; i++) {
      if (i >= args.count() || Numbers.isLong(args.bytes(i))) {
        throw notOneEach();
      }
      aggregations(args.bytes(i), call.profile());
    }
    int next = from + keys;
    if (next < args.count() && Aggregation.find(args.bytes(next), call.profile()) != null) {
      throw notOneEach();
    }
  }

  private static CommandException notOneEach() {
    return Errors.error("ERR TSDB: the number of AGGREGATION arguments must be equal to numkeys");
  }

  private static List<Aggregation> aggregations(Bytes word, Profile profile) {
    if (!profile.has(SEVERAL)) {
      return List.of(Aggregation.named(word, profile));
    }
    List<Aggregation> aggregations = new ArrayList<>();
    for (String name : word.latin().split(",", -1)) {
      if (name.isEmpty()) {
        throw Errors.error("ERR TSDB: Empty aggregation type in list");
      }
      if (aggregations.size() == MOST) {
        throw Errors.error("ERR TSDB: Too many aggregation types");
      }
      aggregations.add(Aggregation.named(Bytes.latin(name), profile));
    }
    return aggregations;
  }

  /** The only aggregation; null if there are several. */
  @Nullable Aggregation only() {
    List<Aggregation> first = aggregations.get(0);
    return first.size() == 1 ? first.get(0) : null;
  }

  /** The first time of the bucket with that time, which may be negative. */
  static long start(long time, long duration, long alignment) {
    return time - Math.floorMod(time - alignment % duration, duration);
  }
}
