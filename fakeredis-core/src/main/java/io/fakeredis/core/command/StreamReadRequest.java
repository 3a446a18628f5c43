package io.fakeredis.core.command;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.CommandException;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Numbers;
import io.fakeredis.core.value.StreamEntry;
import io.fakeredis.core.value.StreamId;
import io.fakeredis.core.value.StreamValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What XREAD or XREADGROUP asks for. */
final class StreamReadRequest {
  /** The ID that {@code >} stands for: entries that the group was never given. */
  static final StreamId NEW = StreamId.MAX;

  private static final Feature CLAIM = Feature.since("XREADGROUP.CLAIM", "8.4");
  private static final Feature BUDGET = Feature.since("XREAD.MAXCOUNT", "8.10");
  private static final Feature LAST_ENTRY = Feature.since("XREAD.last-entry", "7.4");

  /** In 7.4 a deleted entry could stand in the way of the last one. */
  private static final Feature LAST_LEFT_ENTRY =
      Feature.since("XREAD.last-entry-that-is-left", "8.0");

  /** Since then BLOCK is let pass in scripts, where it does not wait. */
  private static final Feature BLOCKS_IN_SCRIPTS = Feature.since("XREAD.block-in-scripts", "7.4");

  private static final Feature NAMES_COMMAND = Feature.since("XREAD.unbalanced-names-it", "7.2");
  private static final Feature TELLS_PLUS = Feature.since("XREAD.unbalanced-tells-plus", "8.0");
  private static final long NONE = -1;

  private final Call call;
  private final boolean inGroup;
  private @Nullable Bytes group;
  private @Nullable Bytes consumer;
  private long count;
  private long maxCount;
  private long maxSize;
  private long block = NONE;
  private long minIdle = NONE;
  private boolean noAck;
  private List<Bytes> keys = List.of();
  private final List<StreamId> ids = new ArrayList<>();

  private StreamReadRequest(Call call, boolean inGroup) {
    this.call = call;
    this.inGroup = inGroup;
  }

  static StreamReadRequest parse(Call call, boolean inGroup) {
    StreamReadRequest request = new StreamReadRequest(call, inGroup);
    int streamsAt = request.parseOptions();
    if (inGroup && request.group == null) {
      throw Errors.error("ERR Missing GROUP option for XREADGROUP");
    }
    if (request.maxCount > 0 && request.count > request.maxCount) {
      throw Errors.error("ERR MAXCOUNT must be greater than or equal to COUNT");
    }
    request.parseIds(streamsAt);
    return request;
  }

  /** Reads all options up to STREAMS, and tells what follows that word. */
  private int parseOptions() {
    Args args = call.args();
    int at = 1;
    while (at < args.count()) {
      int more = args.count() - at - 1;
      if (more > 0 && args.is(at, "STREAMS")) {
        return at + 1;
      }
      at += parseOption(at, more);
    }
    throw Errors.syntax();
  }

  private void checkMayBlock() {
    if (call.isFromScript() && !call.has(BLOCKS_IN_SCRIPTS)) {
      throw Errors.error(
          "ERR " + call.args().text(0) + " command is not allowed with BLOCK option from scripts");
    }
  }

  /** Reads an option, and tells how many words it is. */
  private int parseOption(int at, int more) {
    Args args = call.args();
    if (more >= 1 && args.is(at, "BLOCK")) {
      checkMayBlock();
      block = Timeouts.milliseconds(call, at + 1);
      return 2;
    }
    if (more >= 1 && args.is(at, "COUNT")) {
      count = Math.max(args.integer(at + 1), 0);
      return 2;
    }
    if (more >= 1 && call.has(BUDGET) && args.is(at, "MAXCOUNT")) {
      maxCount = positive(at);
      return 2;
    }
    if (more >= 1 && call.has(BUDGET) && args.is(at, "MAXSIZE")) {
      maxSize = positive(at);
      return 2;
    }
    return parseGroupOption(at, more);
  }

  /** The same for those that XREADGROUP alone has; XREAD knows their names. */
  private int parseGroupOption(int at, int more) {
    Args args = call.args();
    if (more >= 2 && args.is(at, "GROUP")) {
      checkGroupOption("GROUP");
      group = args.bytes(at + 1);
      consumer = args.bytes(at + 2);
      return 3;
    }
    if (args.is(at, "NOACK")) {
      checkGroupOption("NOACK");
      noAck = true;
      return 1;
    }
    if (more >= 1 && call.has(CLAIM) && args.is(at, "CLAIM")) {
      checkGroupOption("CLAIM");
      minIdle = minIdle(args.bytes(at + 1));
      return 2;
    }
    throw Errors.syntax();
  }

  private long positive(int at) {
    long value = call.args().integer(at + 1);
    if (value < 1) {
      String option = call.args().text(at).toUpperCase(Locale.ROOT);
      throw Errors.error("ERR " + option + " must be greater than 0");
    }
    return value;
  }

  private void checkGroupOption(String option) {
    if (!inGroup) {
      throw Errors.error(
          "ERR The "
              + option
              + " option is only supported by XREADGROUP. You called XREAD instead.");
    }
  }

  private static long minIdle(Bytes word) {
    if (!Numbers.isLong(word)) {
      throw Errors.error("ERR min-idle-time is not an integer or out of range");
    }
    long idle = Numbers.toLong(word);
    if (idle < 0) {
      throw Errors.error("ERR min-idle-time must be a positive integer");
    }
    return idle;
  }

  private void parseIds(int streamsAt) {
    List<Bytes> words = call.args().from(streamsAt);
    if (words.size() % 2 != 0) {
      throw unbalanced();
    }
    int half = words.size() / 2;
    keys = List.copyOf(words.subList(0, half));
    for (int i = 0; i < half; i++) {
      ids.add(id(keys.get(i), words.get(half + i)));
    }
  }

  private CommandException unbalanced() {
    if (!call.has(NAMES_COMMAND)) {
      return Errors.error(
          "ERR Unbalanced XREAD list of streams: for each stream key an ID or '$' must be"
              + " specified.");
    }
    String plain = call.has(TELLS_PLUS) ? ", '+', or '$'" : " or '$'";
    return Errors.error(
        "ERR Unbalanced '"
            + (inGroup ? "xreadgroup" : "xread")
            + "' list of streams: for each stream key an ID"
            + (inGroup ? " or '>'" : plain)
            + " must be specified.");
  }

  private StreamId id(Bytes key, Bytes word) {
    StreamValue stream = call.db().find(key, StreamValue.TYPE);
    if (group != null && (stream == null || stream.group(group) == null)) {
      throw StreamReader.groupMissing(key, group);
    }
    if (word.is("$")) {
      checkMeaning("$");
      return stream == null ? StreamId.MIN : stream.lastId();
    }
    if (word.is("+") && call.has(LAST_ENTRY)) {
      checkMeaning("+");
      return stream == null ? StreamId.MIN : beforeLast(stream);
    }
    if (word.is(">")) {
      if (!inGroup) {
        throw Errors.error(
            "ERR The > ID can be specified only when calling XREADGROUP using the GROUP <group>"
                + " <consumer> option.");
      }
      return NEW;
    }
    return StreamIds.parse(word);
  }

  private void checkMeaning(String id) {
    if (inGroup) {
      throw Errors.error(
          "ERR The "
              + id
              + " ID is meaningless in the context of XREADGROUP: you want to read the history of"
              + " this consumer by specifying a proper ID, or use the > ID to get new messages. The"
              + " "
              + id
              + " ID would just return an empty result set.");
    }
  }

  /** The ID behind which the last entry is the only one. */
  private StreamId beforeLast(StreamValue stream) {
    StreamEntry last = stream.last();
    StreamId id = last != null && call.has(LAST_LEFT_ENTRY) ? last.id() : stream.lastId();
    StreamId before = id.previous();
    return before == null ? StreamId.MIN : before;
  }

  List<Bytes> keys() {
    return keys;
  }

  StreamId id(int index) {
    return ids.get(index);
  }

  /** The group to read in; null for plain reading. */
  @Nullable Bytes group() {
    return group;
  }

  /** The consumer that reads in the group. */
  Bytes consumer() {
    return consumer == null ? Bytes.EMPTY : consumer;
  }

  /** How many entries of each stream; 0 for all. */
  long count() {
    return count;
  }

  /** What all streams together may tell. */
  StreamBudget budget() {
    return new StreamBudget(maxCount, maxSize);
  }

  boolean blocks() {
    return block != NONE;
  }

  long blockMillis() {
    return block;
  }

  boolean noAck() {
    return noAck;
  }

  /** Whether entries of other consumers are to be claimed first. */
  boolean claims() {
    return minIdle != NONE;
  }

  /** For how long those must have been with their consumer. */
  long minIdle() {
    return minIdle;
  }
}
