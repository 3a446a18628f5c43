package io.fakeredis.core.command;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.CommandException;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.core.value.StreamReferences;
import io.fakeredis.core.value.StreamTrim;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The options of XADD, with the ID that ends them, and of XTRIM. */
final class StreamOptions {
  private static final Feature EXTENDED = Feature.since("XADD.NOMKSTREAM", "6.2");
  private static final Feature REFERENCES = Feature.since("XADD.KEEPREF", "8.2");
  private static final Feature IDEMPOTENT = Feature.since("XADD.IDMP", "8.6");

  /** Before, an approximate trim that had to look at references trimmed nothing. */
  private static final Feature TRIMS_REFERENCES =
      Feature.since("XTRIM.approximate-references", "8.4");

  private static final int NODES_PER_TRIM = 100;
  private static final long DEFAULT_LIMIT = 10_000;
  private static final long MAX_LIMIT = 1_000_000;

  private final Call call;
  private final Args args;
  private final boolean adds;
  private int at = 2;
  private boolean makesStream = true;
  private StreamTrim.@Nullable Bound bound;
  private boolean approximate;
  private @Nullable Long limit;
  private @Nullable StreamReferences references;
  private @Nullable Bytes producer;
  private @Nullable Bytes message;
  private @Nullable NextStreamId nextId;

  private StreamOptions(Call call, boolean adds) {
    this.call = call;
    this.args = call.args();
    this.adds = adds;
  }

  /** Reads the options of XADD and the ID behind them. */
  static StreamOptions ofAdd(Call call) {
    StreamOptions options = new StreamOptions(call, true);
    boolean another = true;
    while (another && options.at < options.args.count()) {
      another = options.parseOne();
    }
    if (!another) {
      options.parseId();
    }
    options.checkLimit();
    return options;
  }

  private void parseId() {
    NextStreamId id = NextStreamId.parse(call, args.bytes(at));
    if (producer != null && !(id instanceof NextStreamId.Automatic)) {
      throw syntax("IDMP/IDMPAUTO can be used only with auto-generated IDs");
    }
    nextId = id;
    at++;
  }

  /** Reads the options of XTRIM. */
  static StreamOptions ofTrim(Call call) {
    StreamOptions options = new StreamOptions(call, false);
    while (options.at < options.args.count()) {
      if (!options.parseOne()) {
        throw Errors.syntax();
      }
    }
    options.checkLimit();
    return options;
  }

  /** Reads the option at hand; false if it is none. */
  private boolean parseOne() {
    boolean hasMore = at + 1 < args.count();
    if (hasMore && args.is(at, "MAXLEN")) {
      parseMaxLength();
    } else if (call.has(EXTENDED) && hasMore && args.is(at, "MINID")) {
      parseMinId();
    } else if (call.has(EXTENDED) && hasMore && args.is(at, "LIMIT")) {
      parseLimit();
    } else if (call.has(EXTENDED) && adds && args.is(at, "NOMKSTREAM")) {
      makesStream = false;
      at++;
    } else {
      return parseReferences() || parseProducer();
    }
    return true;
  }

  private void parseMaxLength() {
    parseApproximate();
    long length = args.integer(at + 1);
    if (length < 0) {
      throw Errors.error("ERR The MAXLEN argument must be >= 0.");
    }
    bound = new StreamTrim.MaxLength(length);
    at += 2;
  }

  private void parseMinId() {
    parseApproximate();
    bound = new StreamTrim.MinId(StreamIds.parse(args.bytes(at + 1)));
    at += 2;
  }

  /** Reads what may stand between MAXLEN or MINID and the threshold. */
  private void parseApproximate() {
    if (bound != null && call.has(EXTENDED)) {
      throw syntax("MAXLEN and MINID options at the same time are not compatible");
    }
    approximate = false;
    if (at + 2 < args.count() && (args.is(at + 1, "~") || args.is(at + 1, "="))) {
      approximate = args.is(at + 1, "~");
      at++;
    }
  }

  private void parseLimit() {
    limit = args.integer(at + 1);
    if (limit < 0) {
      throw Errors.error("ERR The LIMIT argument must be >= 0.");
    }
    at += 2;
  }

  private boolean parseReferences() {
    StreamReferences named = references(args.bytes(at));
    if (named == null || references != null || !call.has(REFERENCES)) {
      return false;
    }
    references = named;
    at++;
    return true;
  }

  static @Nullable StreamReferences references(Bytes word) {
    for (StreamReferences references : StreamReferences.values()) {
      if (word.is(references.name())) {
        return references;
      }
    }
    return null;
  }

  private boolean parseProducer() {
    boolean automatic = args.is(at, "IDMPAUTO");
    int words = automatic ? 1 : 2;
    if (!call.has(IDEMPOTENT) || !adds || !(automatic || args.is(at, "IDMP"))) {
      return false;
    }
    if (at + words >= args.count()) {
      return false;
    }
    if (producer != null) {
      throw syntax("IDMP/IDMPAUTO specified multiple times");
    }
    String option = args.text(at).toUpperCase(Locale.ROOT);
    producer = nonEmpty(args.bytes(at + 1), option, "producer");
    message = automatic ? null : nonEmpty(args.bytes(at + 2), option, "idempotent");
    at += words + 1;
    return true;
  }

  private static Bytes nonEmpty(Bytes id, String option, String kind) {
    if (id.isEmpty()) {
      throw syntax(option + " requires a non-empty " + kind + " ID");
    }
    return id;
  }

  private void checkLimit() {
    if (limit != null && limit > 0 && bound == null) {
      throw syntax("LIMIT cannot be used without specifying a trimming strategy");
    }
    if (!adds && bound == null) {
      throw call.has(EXTENDED)
          ? syntax("XTRIM must be called with a trimming strategy")
          : Errors.error("ERR XTRIM called without an option to trim the stream");
    }
    if (limit != null && !approximate) {
      throw syntax("LIMIT cannot be used without the special ~ option");
    }
  }

  private static CommandException syntax(String detail) {
    return Errors.error("ERR syntax error, " + detail);
  }

  /** The ID of the new entry; null if the arguments end before it. */
  @Nullable NextStreamId nextId() {
    return nextId;
  }

  /** Where the fields begin, which follow the ID. */
  int fieldsAt() {
    return at;
  }

  /** Whether a missing stream is to be made. */
  boolean makesStream() {
    return makesStream;
  }

  /**
   * Who adds an entry that is to be added once only; null if it may be added any number of times.
   */
  @Nullable Bytes producer() {
    return producer;
  }

  /** The producer's ID for the entry; null if its contents tell it from others. */
  @Nullable Bytes message() {
    return message;
  }

  /** What to trim; null for nothing. */
  @Nullable StreamTrim trim() {
    StreamReferences policy = references == null ? StreamReferences.KEEPREF : references;
    boolean inVain =
        approximate && policy != StreamReferences.KEEPREF && !call.has(TRIMS_REFERENCES);
    if (bound == null || inVain) {
      return null;
    }
    return new StreamTrim(bound, approximate, approximate ? effectiveLimit() : 0, policy);
  }

  /** By default a trim looks at so many nodes that it takes about a millisecond. */
  private long effectiveLimit() {
    if (limit != null) {
      return limit;
    }
    if (!call.has(EXTENDED)) {
      return 0;
    }
    long entries = NODES_PER_TRIM * call.settings().number("stream-node-max-entries");
    return entries <= 0 ? DEFAULT_LIMIT : Math.min(entries, MAX_LIMIT);
  }
}
