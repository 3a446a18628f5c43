package io.fakeredis.module.bloom;

import static io.fakeredis.api.Flag.DENYOOM;
import static io.fakeredis.api.Flag.MODULE;
import static io.fakeredis.api.Flag.READONLY;
import static io.fakeredis.api.Flag.WRITE;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.module.bloom.ModuleRow.row;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandException;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Doubles;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Flag;
import io.fakeredis.api.Numbers;
import io.fakeredis.api.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** The <a href="https://redis.io/commands/?group=tdigest">t-digest commands</a>. */
final class TDigestCommands implements CommandFamily {
  /** Before, no quantile of a single value can be told. */
  private static final Feature KNOWS_THE_ONLY_VALUE =
      Feature.since("TDIGEST.QUANTILE.only-value", "8.10");

  private static final Set<Flag> WRITING = flags(WRITE, DENYOOM, MODULE);
  private static final Set<Flag> READING = flags(READONLY, MODULE);

  private static final TDigestType TYPE = TDigestType.TYPE;
  private static final long DEFAULT_COMPRESSION = 100;
  private static final long EMPTY_RANK = -2;

  @Override
  public String group() {
    return "module";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        row("TDIGEST.CREATE", -2, WRITING, TDigestCommands::create, "write", "fast", "tdigest"),
        row("TDIGEST.RESET", 2, WRITING, TDigestCommands::reset, "write", "fast", "tdigest"),
        row("TDIGEST.ADD", -3, WRITING, TDigestCommands::add, "write", "tdigest"),
        row("TDIGEST.MERGE", -4, WRITING, TDigestCommands::merge, "write", "tdigest"),
        row("TDIGEST.MIN", 2, READING, TDigestCommands::min, "read", "fast", "tdigest"),
        row("TDIGEST.MAX", 2, READING, TDigestCommands::max, "read", "fast", "tdigest"),
        row("TDIGEST.QUANTILE", -3, READING, TDigestCommands::quantile, "read", "fast", "tdigest"),
        row("TDIGEST.CDF", -3, READING, TDigestCommands::cdf, "read", "fast", "tdigest"),
        row("TDIGEST.RANK", -3, READING, TDigestCommands::rank, "read", "fast", "tdigest"),
        row("TDIGEST.REVRANK", -3, READING, TDigestCommands::revrank, "read", "fast", "tdigest"),
        row("TDIGEST.BYRANK", -3, READING, TDigestCommands::byrank, "read", "fast", "tdigest"),
        row(
            "TDIGEST.BYREVRANK",
            -3,
            READING,
            TDigestCommands::byrevrank,
            "read",
            "fast",
            "tdigest"),
        row("TDIGEST.TRIMMED_MEAN", 4, READING, TDigestCommands::trimmedMean, "read", "tdigest"),
        row("TDIGEST.INFO", 2, READING, TDigestCommands::info, "read", "fast", "tdigest"));
  }

  private static Reply create(Call call) {
    Args args = call.args();
    if (args.count() != 2 && args.count() != 4) {
      throw Errors.arity("tdigest.create");
    }
    if (call.db().find(args.bytes(1), TYPE) != null) {
      throw error("key already exists");
    }
    long compression = DEFAULT_COMPRESSION;
    if (args.count() == 4) {
      // The keyword may stand in either place, the number only in the second.
      if (ModuleRow.find(args, 2, "COMPRESSION") < 0) {
        throw error("wrong keyword");
      }
      compression = compression(args.bytes(3));
    }
    call.db().put(args.bytes(1), TYPE, digest(compression), null);
    return Reply.OK;
  }

  static long compression(Bytes word) {
    if (!Numbers.isLong(word)) {
      throw error("error parsing compression parameter");
    }
    if (Numbers.toLong(word) <= 0) {
      throw error("compression parameter needs to be a positive integer");
    }
    return Numbers.toLong(word);
  }

  private static TDigest digest(long compression) {
    TDigest digest = TDigest.create((double) compression);
    if (digest == null) {
      throw error("allocation failed");
    }
    return digest;
  }

  private static Reply reset(Call call) {
    existing(call).reset();
    call.db().changed(call.args().bytes(1));
    return Reply.OK;
  }

  private static Reply add(Call call) {
    TDigest digest = existing(call);
    double[] values = numbers(call, "val parameter");
    for (double value : values) {
      if (Double.isInfinite(value)) {
        throw error("val parameter needs to be a finite number");
      }
    }
    for (double value : values) {
      digest.add(value);
    }
    call.db().changed(call.args().bytes(1));
    return Reply.OK;
  }

  private static double[] numbers(Call call, String what) {
    List<Bytes> words = call.args().from(2);
    double[] numbers = new double[words.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = number(words.get(i), what);
    }
    return numbers;
  }

  private static double number(Bytes word, String what) {
    double number = Doubles.parse(word);
    if (Double.isNaN(number)) {
      throw error("error parsing " + what);
    }
    return number;
  }

  private static Reply merge(Call call) {
    Bytes key = call.args().bytes(1);
    TDigest old = call.db().find(key, TYPE);
    TDigestMerge merge = TDigestMerge.of(call.args());
    List<TDigest> sources = new ArrayList<>();
    for (Bytes source : merge.sources()) {
      sources.add(existing(call, source));
    }
    TDigest kept = merge.override() ? null : old;
    TDigest merged = digest(compression(merge, kept, sources));
    if (kept != null) {
      merged.merge(kept);
    }
    sources.forEach(merged::merge);
    call.db().put(key, TYPE, merged, null);
    return Reply.OK;
  }

  /** The one that the call names, else that of the destination, else the highest of the sources. */
  private static long compression(
      TDigestMerge merge, @Nullable TDigest kept, List<TDigest> sources) {
    if (merge.compression() > 0) {
      return merge.compression();
    }
    List<TDigest> candidates = kept == null ? sources : List.of(kept);
    return candidates.stream().mapToLong(digest -> (long) digest.compression()).max().orElseThrow();
  }

  private static Reply min(Call call) {
    TDigest digest = existing(call);
    return call.real(digest.size() > 0 ? digest.min() : Double.NaN);
  }

  private static Reply max(Call call) {
    TDigest digest = existing(call);
    return call.real(digest.size() > 0 ? digest.max() : Double.NaN);
  }

  private static Reply quantile(Call call) {
    TDigest digest = existing(call);
    double[] parts = new double[call.args().count() - 2];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = number(call.args().bytes(i + 2), "quantile");
      if (parts[i] < 0 || parts[i] > 1) {
        throw error("quantile should be in [0,1]");
      }
    }
    if (call.has(KNOWS_THE_ONLY_VALUE) && digest.size() == 1) {
      return reals(call, parts, part -> digest.min());
    }
    return reals(call, parts, digest::quantile);
  }

  private static Reply cdf(Call call) {
    TDigest digest = existing(call);
    return reals(call, numbers(call, "cdf"), digest::cdf);
  }

  private static Reply reals(Call call, double[] arguments, DoubleUnaryOperator function) {
    List<Reply> replies = new ArrayList<>(arguments.length);
    for (double argument : arguments) {
      replies.add(call.real(function.applyAsDouble(argument)));
    }
    return Reply.array(replies);
  }

  private static Reply rank(Call call) {
    return ranks(call, false);
  }

  private static Reply revrank(Call call) {
    return ranks(call, true);
  }

  private static Reply ranks(Call call, boolean reverse) {
    TDigest digest = existing(call);
    List<Reply> replies = new ArrayList<>();
    for (double value : numbers(call, "value")) {
      replies.add(Reply.integer(rank(digest, value, reverse)));
    }
    return Reply.array(replies);
  }

  private static long rank(TDigest digest, double value, boolean reverse) {
    if (digest.size() == 0) {
      return EMPTY_RANK;
    }
    if (value < digest.min()) {
      return reverse ? digest.size() : -1;
    }
    if (value > digest.max()) {
      return reverse ? -1 : digest.size();
    }
    double below = digest.cdf(value) * digest.size();
    if (Double.isNaN(below)) {
      return Long.MIN_VALUE; // what C makes of nan as an integer
    }
    return reverse ? digest.size() - Math.round(below) : halfRoundedDown(below);
  }

  private static long halfRoundedDown(double value) {
    double whole = Math.floor(value);
    return (long) (value - whole <= 0.5 ? whole : whole + 1);
  }

  private static Reply byrank(Call call) {
    return valuesByRank(call, false);
  }

  private static Reply byrevrank(Call call) {
    return valuesByRank(call, true);
  }

  private static Reply valuesByRank(Call call, boolean reverse) {
    TDigest digest = existing(call);
    double[] ranks = new double[call.args().count() - 2];
    for (int i = 0; i < ranks.length; i++) {
      Bytes word = call.args().bytes(i + 2);
      if (!Numbers.isLong(word)) {
        throw error("error parsing rank");
      }
      ranks[i] = Numbers.toLong(word);
      if (ranks[i] < 0) {
        throw error("rank needs to be non negative");
      }
    }
    return reals(call, ranks, rank -> valueByRank(digest, rank, reverse));
  }

  private static double valueByRank(TDigest digest, double rank, boolean reverse) {
    double size = digest.size();
    if (size == 0) {
      return Double.NaN;
    }
    if (rank == 0) {
      return reverse ? digest.max() : digest.min();
    }
    if (rank >= size) {
      return reverse ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    return digest.quantile((reverse ? size - rank - 1 : rank) / size);
  }

  private static Reply trimmedMean(Call call) {
    TDigest digest = existing(call);
    double low = number(call.args().bytes(2), "low_cut_percentile");
    double high = number(call.args().bytes(3), "high_cut_percentile");
    if (low < 0 || low > 1 || high < 0 || high > 1) {
      throw error("low_cut_percentile and high_cut_percentile should be in [0,1]");
    }
    if (low >= high) {
      throw error("low_cut_percentile should be lower than high_cut_percentile");
    }
    return call.real(digest.trimmedMean(low, high));
  }

  private static Reply info(Call call) {
    TDigest digest = existing(call);
    TDigest.Books books = digest.books();
    return Reply.map(
        Reply.simple("Compression"),
        Reply.integer((long) digest.compression()),
        Reply.simple("Capacity"),
        Reply.integer(digest.capacity()),
        Reply.simple("Merged nodes"),
        Reply.integer(books.mergedNodes()),
        Reply.simple("Unmerged nodes"),
        Reply.integer(books.unmergedNodes()),
        Reply.simple("Merged weight"),
        Reply.integer(books.mergedWeight()),
        Reply.simple("Unmerged weight"),
        Reply.integer(books.unmergedWeight()),
        Reply.simple("Observations"),
        Reply.integer(digest.size()),
        Reply.simple("Total compressions"),
        Reply.integer(books.compressions()),
        Reply.simple("Memory usage"),
        Reply.integer(digest.memory()));
  }

  private static TDigest existing(Call call) {
    return existing(call, call.args().bytes(1));
  }

  private static TDigest existing(Call call, Bytes key) {
    TDigest digest = call.db().find(key, TYPE);
    if (digest == null) {
      throw error("key does not exist");
    }
    return digest;
  }

  static CommandException error(String message) {
    return Errors.error("ERR T-Digest: " + message);
  }
}
