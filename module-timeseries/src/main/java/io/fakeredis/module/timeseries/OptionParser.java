package io.fakeredis.module.timeseries;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.CommandException;
import io.fakeredis.api.Doubles;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Numbers;
import java.util.ArrayList;
import java.util.List;

/**
 * The options of a series. The module looks for their names among all words, so that a key with the
 * name of an option is taken for the option, and overlooks what it does not know.
 */
final class OptionParser {
  /** RedisTimeSeries 1.12 and later. */
  static final Feature IGNORE = Feature.since("TIMESERIES.IGNORE", "7.4");

  static final int SMALLEST_CHUNK = 48;
  static final int LARGEST_CHUNK = 1 << 20;

  /** What is said of other sizes of chunks. */
  static final String CHUNK_SIZES =
      "TSDB: CHUNK_SIZE value must be a multiple of 8 in the range [48 .. 1048576]";

  private static final int WORD = 8;

  private final Call call;
  private final Args args;
  private final SeriesOptions before;

  private OptionParser(Call call, SeriesOptions before) {
    this.call = call;
    this.args = call.args();
    this.before = before;
  }

  /**
   * The options with what the call says.
   *
   * @param before what holds where the call says nothing
   */
  static SeriesOptions parse(Call call, SeriesOptions before) {
    return new OptionParser(call, before).parse();
  }

  /** Where the word first stands, in whatever case; -1 if nowhere. */
  static int find(Args args, String word) {
    return find(args, 1, word);
  }

  /** As {@link #find(Args, String)}, from the index on. */
  static int find(Args args, int from, String word) {
    for (int i = from; i < args.count(); i++) {
      if (args.is(i, word)) {
        return i;
      }
    }
    return -1;
  }

  private SeriesOptions parse() {
    List<SeriesOptions.Label> labels = labels();
    long retention = retention();
    long chunkSize = chunkSize();
    boolean compressed = compressed();
    DuplicatePolicy policy = policy(args, "DUPLICATE_POLICY", before.policy());
    int ignore = call.has(IGNORE) ? find(args, "IGNORE") : -1;
    long ignoreTime = ignore < 0 ? before.ignoreTime() : ignoreTime(ignore);
    double ignoreValue = ignore < 0 ? before.ignoreValue() : ignoreValue(ignore);
    if (ignoreTime < 0 || ignoreValue < 0) {
      throw Errors.error("ERR TSDB: IGNORE arguments cannot be negative");
    }
    return new SeriesOptions(
        retention, chunkSize, compressed, policy, ignoreTime, ignoreValue, labels);
  }

  private List<SeriesOptions.Label> labels() {
    int at = find(args, "LABELS");
    if (at < 0) {
      return before.labels();
    }
    List<SeriesOptions.Label> labels = new ArrayList<>();
    for (int i = at + 1; i + 1 < args.count(); i += 2) {
      Bytes name = args.bytes(i);
      Bytes value = args.bytes(i + 1);
      if (name.isEmpty() || value.isEmpty() || isOfFilters(value)) {
        throw unreadable("LABELS");
      }
      labels.add(new SeriesOptions.Label(name, value));
    }
    return List.copyOf(labels);
  }

  /** Whether the value has a character that filters of labels could not name. */
  private static boolean isOfFilters(Bytes value) {
    return value.latin().chars().anyMatch(c -> c == '(' || c == ')' || c == ',');
  }

  private long retention() {
    int at = find(args, "RETENTION");
    if (at < 0) {
      return before.retention();
    }
    long retention = integer(at + 1, "RETENTION");
    if (retention < 0) {
      throw Errors.error("TSDB: Couldn't parse RETENTION");
    }
    return retention;
  }

  private long chunkSize() {
    int at = find(args, "CHUNK_SIZE");
    if (at < 0) {
      return before.chunkSize();
    }
    long size = integer(at + 1, "CHUNK_SIZE");
    if (!isChunkSize(size)) {
      throw Errors.error("ERR " + CHUNK_SIZES);
    }
    return size;
  }

  static boolean isChunkSize(long size) {
    return size >= SMALLEST_CHUNK && size <= LARGEST_CHUNK && size % WORD == 0;
  }

  private boolean compressed() {
    int at = find(args, "ENCODING");
    if (at < 0) {
      return find(args, "UNCOMPRESSED") < 0 && before.compressed();
    }
    if (at + 1 == args.count()) {
      throw Errors.arity(args.text(0));
    }
    if (args.is(at + 1, "COMPRESSED")) {
      return true;
    }
    if (args.is(at + 1, "UNCOMPRESSED")) {
      return false;
    }
    throw Errors.error("ERR TSDB: unknown ENCODING parameter");
  }

  /** The policy behind the word. */
  static DuplicatePolicy policy(Args args, String word, DuplicatePolicy otherwise) {
    int at = find(args, word);
    if (at < 0) {
      return otherwise;
    }
    if (at + 1 == args.count()) {
      throw unreadable("DUPLICATE_POLICY");
    }
    DuplicatePolicy policy = DuplicatePolicy.named(args.bytes(at + 1));
    if (policy == null) {
      throw Errors.error("ERR TSDB: Unknown DUPLICATE_POLICY");
    }
    return policy;
  }

  private long ignoreTime(int at) {
    if (at + 2 >= args.count()) {
      throw unreadable("IGNORE");
    }
    return integer(at + 1, "IGNORE");
  }

  private double ignoreValue(int at) {
    double value = Doubles.parse(args.bytes(at + 2));
    if (Double.isNaN(value)) {
      throw unreadable("IGNORE");
    }
    return value;
  }

  private long integer(int at, String option) {
    if (at >= args.count() || !Numbers.isLong(args.bytes(at))) {
      throw unreadable(option);
    }
    return Numbers.toLong(args.bytes(at));
  }

  static CommandException unreadable(String option) {
    return Errors.error("ERR TSDB: Couldn't parse " + option);
  }
}
