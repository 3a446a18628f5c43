package io.fakeredis.core.resp;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes requests out of a stream of bytes that comes in pieces of any size: arrays of bulk strings,
 * and inline commands.
 */
public final class RequestParser {
  private static final int INLINE_LIMIT = 64 * 1024;
  private static final int SMALL_ARRAY = 1024;
  private static final long INVALID = Long.MIN_VALUE;
  private static final int UNAUTHENTICATED_WORDS = 10;

  /** proto-max-bulk-len can't be set to less. */
  private static final int ALWAYS_ALLOWED = 1024 * 1024;

  private static final int UNAUTHENTICATED_LENGTH = 16384;
  private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;
  private static final byte[] NOTHING = new byte[0];
  private static final Bytes[] NO_WORDS = new Bytes[0];

  private final Limits limits;
  private byte[] data = NOTHING;

  /** Whether the data are somebody else's array. */
  private boolean borrowed;

  private int at;
  private int end;

  /** Words still to come in the array at hand; 0 between requests. */
  private int missing;

  /** Length of the bulk string at hand; -1 between bulk strings. */
  private int bulkLength = -1;

  private Bytes[] words = NO_WORDS;
  private int count;

  /** What is too much; it depends on the server and on who asks. */
  public interface Limits {
    /** The most words that a request may have. */
    int words();

    /** The most bytes that a word may have. */
    long wordLength();

    /** Whether the client has yet to tell its password, which puts it on short rations. */
    boolean isUnauthenticated();

    /** Whether lines and words must really end with CR and LF, as Valkey 9.1 checks. */
    boolean checksLineEnds();

    /** Whether an inline word may go on behind a closing quote, as in Valkey 9.1. */
    boolean joinsQuotes();
  }

  public RequestParser(Limits limits) {
    this.limits = limits;
  }

  /** Adds bytes that came in. They are read in place until {@link #keepRest} is called. */
  public void feed(byte[] source, int from, int to) {
    if (at == end) {
      data = source;
      at = from;
      end = to;
      borrowed = true;
    } else {
      append(source, from, to);
    }
  }

  private void append(byte[] source, int from, int to) {
    int more = to - from;
    if (borrowed || more > data.length - end) {
      makeRoom(more);
    }
    System.arraycopy(source, from, data, end, more);
    end += more;
  }

  /** Twice as much as is needed, so that what comes in many pieces is not copied for each. */
  private void makeRoom(int more) {
    int rest = end - at;
    long wanted = Math.max(rest + (long) more, 2L * rest);
    byte[] larger = new byte[(int) Math.min(wanted, LARGEST_ARRAY)];
    System.arraycopy(data, at, larger, 0, rest);
    data = larger;
    at = 0;
    end = rest;
    borrowed = false;
  }

  /** Copies what is left, so that the array last fed can be used again. */
  public void keepRest() {
    if (at == end) {
      data = NOTHING;
      at = 0;
      end = 0;
    } else if (borrowed) {
      data = Arrays.copyOfRange(data, at, end);
      end -= at;
      at = 0;
    }
    borrowed = false;
  }

  /** How many bytes were fed that have not been taken out. */
  public long size() {
    return (long) end - at;
  }

  /** Whether everything that was fed has been taken out. */
  public boolean isEmpty() {
    return at == end && missing == 0;
  }

  /**
   * The next request.
   *
   * @return null if it has not come in whole yet
   * @throws ProtocolException if what came in is not RESP
   */
  public @Nullable Args next() {
    while (true) {
      if (missing > 0) {
        return nextOfArray();
      }
      if (at == end) {
        return null;
      }
      if (data[at] != '*') {
        Args inline = inline();
        if (inline == null || inline.count() > 0) {
          return inline;
        }
      } else if (!beginArray()) {
        return null;
      }
    }
  }

  /** Reads the array's head; false if it is not there yet. */
  private boolean beginArray() {
    int lineEnd = lineEnd("too big mbulk count string");
    if (lineEnd < 0) {
      return false;
    }
    long size = number(at + 1, lineEnd);
    if (size == INVALID || size > limits.words()) {
      throw new ProtocolException("invalid multibulk length");
    }
    if (size > UNAUTHENTICATED_WORDS && limits.isUnauthenticated()) {
      throw new ProtocolException("unauthenticated multibulk length");
    }
    at = lineEnd + 2;
    if (size > 0) {
      missing = (int) size;
      count = 0;
      words = new Bytes[Math.min(missing, SMALL_ARRAY)];
    }
    return true;
  }

  private @Nullable Args nextOfArray() {
    while (missing > 0) {
      if (bulkLength < 0 && !beginBulk()) {
        return null;
      }
      if (end - at < bulkLength + 2L) {
        return null;
      }
      checkLineEnd(at + bulkLength);
      addWord(Bytes.copyOf(data, at, at + bulkLength));
      at += bulkLength + 2;
      bulkLength = -1;
      missing--;
    }
    Bytes[] request = count == words.length ? words : Arrays.copyOf(words, count);
    words = NO_WORDS;
    return Args.of(request);
  }

  private void addWord(Bytes word) {
    if (count == words.length) {
      words = Arrays.copyOf(words, Math.min(2 * count, count + missing));
    }
    words[count++] = word;
  }

  private boolean beginBulk() {
    int lineEnd = lineEnd("too big bulk count string");
    if (lineEnd < 0) {
      return false;
    }
    if (data[at] != '$') {
      throw new ProtocolException("expected '$', got '" + (char) (data[at] & 0xff) + "'");
    }
    long length = number(at + 1, lineEnd);
    if (length < 0 || (length > ALWAYS_ALLOWED && length > limits.wordLength())) {
      throw new ProtocolException("invalid bulk length");
    }
    if (length > UNAUTHENTICATED_LENGTH && limits.isUnauthenticated()) {
      throw new ProtocolException("unauthenticated bulk length");
    }
    at = lineEnd + 2;
    bulkLength = (int) length;
    return true;
  }

  /** Where the carriage return of the current line is; -1 if the line is not there yet. */
  private int lineEnd(String tooLong) {
    for (int i = at; i < end; i++) {
      if (data[i] == '\r') {
        if (i + 1 == end) {
          return -1;
        }
        checkLineEnd(i);
        return i;
      }
    }
    if (end - at > INLINE_LIMIT) {
      throw new ProtocolException(tooLong);
    }
    return -1;
  }

  private void checkLineEnd(int carriageReturn) {
    boolean sound = data[carriageReturn] == '\r' && data[carriageReturn + 1] == '\n';
    if (!sound && limits.checksLineEnds()) {
      throw new ProtocolException("invalid CRLF in request");
    }
  }

  private long number(int from, int to) {
    if (from == to) {
      return INVALID;
    }
    boolean negative = data[from] == '-';
    long number = 0;
    int i = negative ? from + 1 : from;
    if (i == to || to - i > 18 || (data[i] == '0' && to - from > 1)) {
      return INVALID;
    }
    for (; i < to; i++) {
      int digit = data[i] - '0';
      if (digit < 0 || digit > 9) {
        return INVALID;
      }
      number = number * 10 + digit;
    }
    return negative ? -number : number;
  }

  private @Nullable Args inline() {
    int newline = at;
    while (newline < end && data[newline] != '\n') {
      newline++;
    }
    if (newline == end) {
      if (end - at > INLINE_LIMIT) {
        throw new ProtocolException("too big inline request");
      }
      return null;
    }
    int lineEnd = newline > at && data[newline - 1] == '\r' ? newline - 1 : newline;
    List<Bytes> split = InlineWords.split(data, at, lineEnd, limits.joinsQuotes());
    if (split == null) {
      throw new ProtocolException("unbalanced quotes in request");
    }
    at = newline + 1;
    return Args.of(split.toArray(NO_WORDS));
  }
}
