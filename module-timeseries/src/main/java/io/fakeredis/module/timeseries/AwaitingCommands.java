package io.fakeredis.module.timeseries;

import static io.fakeredis.api.Flag.MODULE;
import static io.fakeredis.api.Flag.READONLY;
import static io.fakeredis.api.Flag.flags;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Keys;
import io.fakeredis.api.Numbers;
import io.fakeredis.api.Reply;
import io.fakeredis.api.Result;
import io.fakeredis.api.Wait;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The command of Redis 8.10 that waits for samples. */
final class AwaitingCommands implements CommandFamily {
  private static final int FEWEST = 3;

  /** What is said in transactions and scripts instead of waiting. */
  private static final Reply NO_WAITING =
      Reply.error(
          "TSDB: blocking TS.READ (with BLOCK) is not allowed inside MULTI, EVAL, or a"
              + " deny-blocking context");

  @Override
  public String group() {
    return "module";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        SeriesRow.row(
            "TS.READ",
            SeriesRow.SINCE_8_10,
            FEWEST,
            Integer.MAX_VALUE,
            Keys.key(1),
            flags(READONLY, MODULE),
            AwaitingCommands::read,
            "read"));
  }

  /**
   * What to wait for.
   *
   * @param block how long, in milliseconds, 0 for ever; negative not to wait at all
   * @param least how many samples are enough
   * @param most how many to tell of
   */
  private record Options(long block, long least, long most) {
    static Options parse(Args args) {
      Options options = new Options(-1, 1, Long.MAX_VALUE);
      int at = FEWEST;
      while (at < args.count()) {
        if (args.is(at, "MAX_COUNT") && at + 1 < args.count() && !options.isLimited()) {
          long most = positive(args, at + 1, "MAX_COUNT must be a positive integer");
          options = new Options(options.block, options.least, most);
          at += 2;
        } else if (args.is(at, "BLOCK") && at + 2 < args.count() && options.block < 0) {
          options = blocking(args, at, options.most);
          at += 3;
        } else {
          throw Errors.arity(args.text(0));
        }
      }
      if (options.least > options.most) {
        throw Errors.error("TSDB: BLOCK min_count must be <= MAX_COUNT");
      }
      return options;
    }

    private boolean isLimited() {
      return most < Long.MAX_VALUE;
    }

    /** Words that are no numbers are both said to be a bad time. */
    private static Options blocking(Args args, int at, long most) {
      Bytes block = args.bytes(at + 1);
      if (!Numbers.isLong(block)
          || !Numbers.isLong(args.bytes(at + 2))
          || Numbers.toLong(block) < 0) {
        throw Errors.error("TSDB: BLOCK milliseconds must be a non-negative integer");
      }
      long least = positive(args, at + 2, "BLOCK min_count must be a positive integer");
      return new Options(Numbers.toLong(block), least, most);
    }

    private static long positive(Args args, int at, String otherwise) {
      if (!Numbers.isLong(args.bytes(at)) || args.integer(at) <= 0) {
        throw Errors.error("TSDB: " + otherwise);
      }
      return args.integer(at);
    }
  }

  private static Result read(Call call) {
    Options options = Options.parse(call.args());
    Bytes key = call.args().bytes(1);
    long from = from(call, key);
    boolean isThere = find(call, key) != null;
    if (options.block < 0) {
      return samples(call, key, from, options);
    }
    long deadline = options.block == 0 ? Wait.NEVER : call.now() + options.block;
    Wait.Attempt attempt =
        keys -> {
          boolean isOver = call.now() >= deadline || (isThere && find(call, key) == null);
          return isOver || hasEnough(call, key, from, options)
              ? samples(call, key, from, options)
              : null;
        };
    return new Wait(List.of(key), SeriesType.TYPE, 0, attempt, NO_WAITING)
        .retryingAt(() -> deadline)
        .wakingOnRemoval();
  }

  /** The first time to read from: that of the newest sample for a plus, the one after it for $. */
  private static long from(Call call, Bytes key) {
    Bytes word = call.args().bytes(2);
    if (word.is("-")) {
      return 0;
    }
    if (word.is("+") || word.is("$")) {
      Series series = find(call, key);
      Sample last = series == null ? null : series.last();
      return last == null ? 0 : last.time() + (word.is("$") ? 1 : 0);
    }
    if (!Numbers.isLong(word) || Numbers.toLong(word) < 0) {
      throw Errors.error("TSDB: invalid timestamp");
    }
    return Numbers.toLong(word);
  }

  private static @Nullable Series find(Call call, Bytes key) {
    return call.db().find(key, SeriesType.TYPE);
  }

  private static boolean hasEnough(Call call, Bytes key, long from, Options options) {
    Series series = find(call, key);
    if (series == null) {
      return false;
    }
    Iterator<Sample> samples = series.between(from, Long.MAX_VALUE).iterator();
    long count = 0;
    while (count < options.least && samples.hasNext()) {
      samples.next();
      count++;
    }
    return count == options.least;
  }

  private static Reply samples(Call call, Bytes key, long from, Options options) {
    Series series = find(call, key);
    if (series == null) {
      return Reply.array();
    }
    RangeQuery query = RangeQuery.from(from, options.most);
    return Row.replies(call, ReadingCommands.rows(call, series, query, false));
  }
}
