package io.fakeredis.module.timeseries;

import static io.fakeredis.module.timeseries.OptionParser.unreadable;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.CommandException;
import io.fakeredis.api.Doubles;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Numbers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what a range command asks for. */
final class RangeParser {
  private static final String AGGREGATION = "AGGREGATION";
  private static final String COUNT = "COUNT";
  private static final int MOST_TIMES = 128;
  private static final int FROM = 2;

  private final Args args;
  private final long from;
  private final long to;

  private RangeParser(Args args) {
    this.args = args;
    from = TimeRange.from(args.bytes(FROM));
    to = TimeRange.to(args.bytes(FROM + 1));
  }

  static RangeQuery parse(Args args) {
    return new RangeParser(args).parse();
  }

  private RangeQuery parse() {
    long count = count();
    RangeQuery.Buckets buckets = buckets();
    int value = OptionParser.find(args, "FILTER_BY_VALUE");
    double least = Double.NEGATIVE_INFINITY;
    double greatest = Double.POSITIVE_INFINITY;
    if (value >= 0) {
      if (value + 2 >= args.count()) {
        throw missing("FILTER_BY_VALUE one or more arguments are");
      }
      least = number(value + 1, "MIN");
      greatest = number(value + 2, "MAX");
    }
    return new RangeQuery(from, to, count, buckets, least, greatest, times());
  }

  private static CommandException missing(String what) {
    return Errors.error("ERR TSDB: " + what + " missing");
  }

  private double number(int at, String name) {
    double number = Doubles.parse(args.bytes(at));
    if (Double.isNaN(number)) {
      throw unreadable(name);
    }
    return number;
  }

  private long count() {
    int at = OptionParser.find(args, COUNT);
    if (at > 0 && args.is(at - 1, AGGREGATION)) {
      at = OptionParser.find(args, at + 1, COUNT);
    }
    if (at < 0) {
      return Long.MAX_VALUE;
    }
    if (at + 1 == args.count()) {
      throw missing("COUNT argument is");
    }
    if (!Numbers.isLong(args.bytes(at + 1))) {
      throw unreadable(COUNT);
    }
    long count = args.integer(at + 1);
    if (count <= 0) {
      throw Errors.error("ERR TSDB: Invalid COUNT value");
    }
    return count;
  }

  private RangeQuery.@Nullable Buckets buckets() {
    int at = OptionParser.find(args, AGGREGATION);
    int align = OptionParser.find(args, "ALIGN");
    if (at < 0) {
      if (align >= 0) {
        alignmentWord(align);
        throw Errors.error("ERR TSDB: ALIGN parameter can only be used with AGGREGATION");
      }
      return null;
    }
    if (at + 2 >= args.count() || !Numbers.isLong(args.bytes(at + 2))) {
      throw unreadable(AGGREGATION);
    }
    Aggregation aggregation = Aggregation.named(args.bytes(at + 1));
    if (aggregation == null) {
      throw Errors.error("ERR TSDB: Unknown aggregation type");
    }
    long duration = args.integer(at + 2);
    if (duration <= 0) {
      throw Errors.error("ERR TSDB: bucketDuration must be greater than zero");
    }
    boolean empty = isPlaced("EMPTY", at, 3, 5, "3rd or 5th");
    long shown = shown(at, duration);
    long alignment = align < 0 ? 0 : alignment(align);
    return new RangeQuery.Buckets(aggregation, duration, alignment, shown, empty);
  }

  /** Whether the word is there, and at one of two places behind AGGREGATION. */
  private boolean isPlaced(String word, int aggregation, int one, int other, String places) {
    int at = OptionParser.find(args, word);
    if (at >= 0 && at != aggregation + one && at != aggregation + other) {
      throw Errors.error(
          "ERR TSDB: " + word + " flag should be the " + places + " flag after AGGREGATION flag");
    }
    return at >= 0;
  }

  private long shown(int aggregation, long duration) {
    if (!isPlaced("BUCKETTIMESTAMP", aggregation, 3, 4, "3rd or 4th")) {
      return 0;
    }
    int at = OptionParser.find(args, "BUCKETTIMESTAMP");
    if (at + 1 == args.count()) {
      throw Errors.arity(args.text(0));
    }
    return switch (Word.of(args.bytes(at + 1), "mid", "~")) {
      case START -> 0;
      case MIDDLE -> duration / 2;
      case END -> duration;
      case OTHER -> throw Errors.error("ERR TSDB: unknown BUCKETTIMESTAMP parameter");
    };
  }

  private long alignment(int at) {
    Word word = alignmentWord(at);
    if (word == Word.START) {
      if (args.is(FROM, "-")) {
        throw Errors.error(
            "ERR TSDB: start alignment can only be used with explicit start timestamp");
      }
      return from;
    }
    if (word == Word.END) {
      if (args.is(FROM + 1, "+")) {
        throw Errors.error("ERR TSDB: end alignment can only be used with explicit end timestamp");
      }
      return to;
    }
    return args.integer(at + 1);
  }

  /** The word behind ALIGN; OTHER stands for a time. */
  private Word alignmentWord(int at) {
    if (at + 1 == args.count()) {
      throw Errors.arity(args.text(0));
    }
    Bytes bytes = args.bytes(at + 1);
    Word word = Word.of(bytes);
    if (word == Word.OTHER && (!Numbers.isLong(bytes) || Numbers.toLong(bytes) < 0)) {
      throw Errors.error("ERR TSDB: unknown ALIGN parameter");
    }
    return word;
  }

  private List<Long> times() {
    int at = OptionParser.find(args, "FILTER_BY_TS");
    if (at < 0) {
      return List.of();
    }
    List<Long> times = new ArrayList<>();
    for (int i = at + 1; i < args.count() && times.size() < MOST_TIMES; i++) {
      Bytes word = args.bytes(i);
      if (!Numbers.isLong(word) || Numbers.toLong(word) < 0) {
        break;
      }
      times.add(Numbers.toLong(word));
    }
    if (times.isEmpty()) {
      throw missing("FILTER_BY_TS one or more arguments are");
    }
    return times.stream().sorted().distinct().toList();
  }

  /** Words for places. */
  private enum Word {
    START,
    MIDDLE,
    END,
    OTHER;

    static Word of(Bytes word, String... middle) {
      for (String name : middle) {
        if (word.is(name)) {
          return MIDDLE;
        }
      }
      if (word.is("start") || word.is("-")) {
        return START;
      }
      return word.is("end") || word.is("+") ? END : OTHER;
    }
  }
}
