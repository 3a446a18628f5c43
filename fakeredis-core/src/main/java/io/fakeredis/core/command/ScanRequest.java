package io.fakeredis.core.command;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.CommandException;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Glob;
import io.fakeredis.api.Reply;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What SCAN, SSCAN, HSCAN or ZSCAN is asked for: where to go on, how much, and what of it. */
final class ScanRequest {
  private static final Feature NOVALUES = Feature.since("HSCAN.NOVALUES", "7.4");
  private static final Feature NOSCORES = Feature.since("ZSCAN.NOSCORES", "valkey 8.0");

  /** Up to 7.2 an empty cursor is 0 and a negative one wraps around; later, spaces may lead. */
  private static final Feature NEW_CURSOR = Feature.since("SCAN.cursor-without-sign", "7.4");

  private static final long DEFAULT_COUNT = 10;

  /** An empty bucket costs a step too, so that a sparse table is not walked for long. */
  private static final int STEPS_PER_COUNT = 10;

  private final Kind kind;
  private final long cursor;
  private long count = DEFAULT_COUNT;
  private @Nullable Bytes pattern;
  private @Nullable Bytes type;
  private boolean bare;

  /** Which of the four commands it is. */
  enum Kind {
    KEYS,
    SET,
    HASH,
    SORTED_SET
  }

  private ScanRequest(Kind kind, long cursor) {
    this.kind = kind;
    this.cursor = cursor;
  }

  /** A value that can be visited part by part. */
  @FunctionalInterface
  interface Scan<T> {
    /** Visits a part, and returns the cursor of the next; 0 after the last. */
    long from(long cursor, Consumer<T> visitor);
  }

  /**
   * Checks the cursor of a call of {@code HSCAN key cursor ...}, which the real server does before
   * it looks for the key; the options come after that.
   */
  static void checkCursor(Call call) {
    cursor(call, call.args().bytes(2));
  }

  /** Reads a call of {@code SCAN cursor ...} or {@code HSCAN key cursor ...}. */
  static ScanRequest parse(Call call, Kind kind) {
    int at = kind == Kind.KEYS ? 1 : 2;
    ScanRequest request = new ScanRequest(kind, cursor(call, call.args().bytes(at)));
    request.parseOptions(call, at + 1);
    return request;
  }

  private void parseOptions(Call call, int from) {
    Args args = call.args();
    int i = from;
    while (i < args.count()) {
      boolean hasValue = i + 1 < args.count();
      if (args.is(i, "COUNT") && hasValue) {
        count = args.integer(i + 1);
        if (count < 1) {
          throw Errors.syntax();
        }
        i += 2;
      } else if (args.is(i, "MATCH") && hasValue) {
        pattern = Glob.isEverything(args.bytes(i + 1)) ? null : args.bytes(i + 1);
        i += 2;
      } else if (args.is(i, "TYPE") && kind == Kind.KEYS && hasValue) {
        type = args.bytes(i + 1);
        i += 2;
      } else {
        parseFlag(call, args, i);
        i++;
      }
    }
  }

  private void parseFlag(Call call, Args args, int i) {
    if (args.is(i, "NOVALUES") && call.has(NOVALUES)) {
      require(Kind.HASH, "NOVALUES", "HSCAN");
    } else if (args.is(i, "NOSCORES") && call.has(NOSCORES)) {
      require(Kind.SORTED_SET, "NOSCORES", "ZSCAN");
    } else {
      throw Errors.syntax();
    }
    bare = true;
  }

  private void require(Kind wanted, String option, String command) {
    if (kind != wanted) {
      throw Errors.error("ERR " + option + " option can only be used in " + command);
    }
  }

  private static long cursor(Call call, Bytes word) {
    String text = word.latin();
    boolean newer = call.has(NEW_CURSOR);
    if (newer) {
      text = text.replaceFirst("^[ \\t-\\r]+(?=.)", "");
    }
    boolean negative = text.startsWith("-");
    String digits = negative || text.startsWith("+") ? text.substring(1) : text;
    if (text.isEmpty() && !newer) {
      return 0;
    }
    if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw invalidCursor();
    }
    if (newer && negative && digits.length() <= 19) {
      throw invalidCursor();
    }
    try {
      long value = Long.parseUnsignedLong(digits);
      return negative ? -value : value;
    } catch (NumberFormatException e) {
      throw invalidCursor();
    }
  }

  private static CommandException invalidCursor() {
    return Errors.error("ERR invalid cursor");
  }

  long cursor() {
    return cursor;
  }

  /** About how many elements are to be visited. */
  long count() {
    return count;
  }

  /** Visits elements until there are about enough, and returns the cursor to go on with. */
  <T> long walk(Scan<T> scan, List<T> visited) {
    long next = cursor;
    long steps = count * STEPS_PER_COUNT;
    do {
      next = scan.from(next, visited::add);
      steps--;
    } while (next != 0 && steps > 0 && visited.size() < count);
    return next;
  }

  /** Whether an element of that name is wanted. */
  boolean wants(Bytes name) {
    return pattern == null || Glob.matches(pattern, name);
  }

  /** The type that keys must have, in whatever case; null for any. */
  @Nullable Bytes type() {
    return type;
  }

  /** Whether NOVALUES or NOSCORES was given. */
  boolean isBare() {
    return bare;
  }

  /** The reply: the cursor to go on with, and what was found. */
  static Reply reply(long next, List<Reply> found) {
    return Reply.array(Reply.bulk(Bytes.latin(Long.toUnsignedString(next))), Reply.array(found));
  }
}
