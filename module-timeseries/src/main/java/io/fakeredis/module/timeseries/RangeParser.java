package io.fakeredis.module.timeseries;

import static io.fakeredis.module.timeseries.OptionParser.unreadable;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
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

  private final Call call;
  private final Args args;
  private final int at;
  private final int keys;
  private final long from;
  private final long to;

  private RangeParser(Call call, int at, int keys) {
    this.call = call;
    this.args = call.args();
    this.at = at;
    this.keys = keys;
    from = TimeRange.from(args.bytes(at));
    to = TimeRange.to(args.bytes(at + 1));
  }

  /** What is asked for by words of which the first time is the one at the index. */
  static RangeQuery parse(Call call, int at) {
    return parse(call, at, 1);
  }

  /** The same with as many words for aggregations as there are keys. */
  static RangeQuery parse(Call call, int at, int keys) {
    return new RangeParser(call, at, keys).parse();
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
    boolean latest = OptionParser.find(args, "LATEST") >= 0;
    return new RangeQuery(from, to, count, buckets, least, greatest, times(), latest);
  }

  private static CommandException missing(String what) {
    return Errors.error("ERR TSDB: " + what + " missing");
  }

  private double number(int index, String name) {
    double number = Doubles.parse(args.bytes(index));
    if (Double.isNaN(number)) {
      throw unreadable(name);
    }
    return number;
  }

  private long count() {
    int word = OptionParser.find(args, COUNT);
    word = nextIfBehind(AGGREGATION, word);
    word = nextIfBehind("REDUCE", word);
    if (word < 0) {
      return Long.MAX_VALUE;
    }
    if (word + 1 == args.count()) {
      throw missing("COUNT argument is");
    }
    if (!Numbers.isLong(args.bytes(word + 1))) {
      throw unreadable(COUNT);
    }
    long count = args.integer(word + 1);
    if (count <= 0) {
      throw Errors.error("ERR TSDB: Invalid COUNT value");
    }
    return count;
  }

  /** Where COUNT stands next if it is an aggregation where it was found. */
  private int nextIfBehind(String word, int count) {
    boolean behind = count > 0 && OptionParser.find(args, word) == count - 1;
    return behind ? OptionParser.find(args, count + 1, COUNT) : count;
  }

  private RangeQuery.@Nullable Buckets buckets() {
    Window window = Window.parse(call, keys);
    int align = OptionParser.find(args, "ALIGN");
    if (window == null) {
      if (align >= 0) {
        alignmentWord(align);
        throw Errors.error("ERR TSDB: ALIGN parameter can only be used with AGGREGATION");
      }
      return null;
    }
    boolean empty = isPlaced("EMPTY", window.at(), 3, 5, "3rd or 5th");
    long shown = shown(window);
    long alignment = align < 0 ? 0 : alignment(align);
    return new RangeQuery.Buckets(
        window.aggregations().get(0), window.duration(), alignment, shown, empty);
  }

  /** Whether the word is there, and at one of two places behind AGGREGATION. */
  private boolean isPlaced(String word, int aggregation, int one, int other, String places) {
    int found = OptionParser.find(args, word);
    if (found >= 0 && found != aggregation + one && found != aggregation + other) {
      throw Errors.error(
          "ERR TSDB: " + word + " flag should be the " + places + " flag after AGGREGATION flag");
    }
    return found >= 0;
  }

  private long shown(Window window) {
    if (!isPlaced("BUCKETTIMESTAMP", window.at(), 3, 4, "3rd or 4th")) {
      return 0;
    }
    int word = OptionParser.find(args, "BUCKETTIMESTAMP");
    if (word + 1 == args.count()) {
      throw Errors.arity(args.text(0));
    }
    return switch (Word.of(args.bytes(word + 1), "mid", "~")) {
      case START -> 0;
      case MIDDLE -> window.duration() / 2;
      case END -> window.duration();
      case OTHER -> throw Errors.error("ERR TSDB: unknown BUCKETTIMESTAMP parameter");
    };
  }

  private long alignment(int align) {
    Word word = alignmentWord(align);
    if (word == Word.START) {
      if (args.is(at, "-")) {
        throw Errors.error(
            "ERR TSDB: start alignment can only be used with explicit start timestamp");
      }
      return from;
    }
    if (word == Word.END) {
      if (args.is(at + 1, "+")) {
        throw Errors.error("ERR TSDB: end alignment can only be used with explicit end timestamp");
      }
      return to;
    }
    return args.integer(align + 1);
  }

  /** The word behind ALIGN; OTHER stands for a time. */
  private Word alignmentWord(int align) {
    if (align + 1 == args.count()) {
      throw Errors.arity(args.text(0));
    }
    Bytes bytes = args.bytes(align + 1);
    Word word = Word.of(bytes);
    if (word == Word.OTHER && (!Numbers.isLong(bytes) || Numbers.toLong(bytes) < 0)) {
      throw Errors.error("ERR TSDB: unknown ALIGN parameter");
    }
    return word;
  }

  private List<Long> times() {
    int filter = OptionParser.find(args, "FILTER_BY_TS");
    if (filter < 0) {
      return List.of();
    }
    List<Long> times = new ArrayList<>();
    for (int i = filter + 1; i < args.count() && times.size() < MOST_TIMES; i++) {
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
