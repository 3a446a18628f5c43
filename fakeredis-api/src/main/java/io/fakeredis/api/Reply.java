package io.fakeredis.api;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A reply as a value. The protocol encoder, Lua and the in-process clients each read it with one
 * {@link Visitor}, so that the compiler tells them of a kind that they forgot.
 *
 * <p>There is one value for both protocols: what RESP2 lacks, it gets in the form that the real
 * server uses there (a map as a flat array, a double as a bulk string ...).
 */
public sealed interface Reply extends Result {
  Reply OK = new Simple("OK");
  Reply QUEUED = new Simple("QUEUED");
  Reply PONG = new Simple("PONG");

  /** The null that RESP2 writes as {@code $-1}. */
  Reply NULL = new Null();

  /** The null that RESP2 writes as {@code *-1}. */
  Reply NULL_ARRAY = new NullArray();

  Reply EMPTY_ARRAY = new Array(List.of());
  Reply EMPTY_MAP = new Map(List.of());
  Reply EMPTY_SET = new Set(List.of());
  Reply EMPTY_BULK = new Bulk(Bytes.EMPTY);
  Reply ZERO = Int.of(0);
  Reply ONE = Int.of(1);

  /** No reply at all: for commands that push their answers. */
  Reply NONE = new Many(List.of());

  <R> R accept(Visitor<R> visitor);

  /** A status such as {@code OK}. Each char is one byte. */
  static Reply simple(String text) {
    return new Simple(text);
  }

  /** An error with its code in front, in one line. Each char is one byte. */
  static Reply error(String message) {
    return Error.inOneLine(message);
  }

  static Reply bulk(Bytes value) {
    return new Bulk(value);
  }

  /** A bulk string of the text in UTF-8. */
  static Reply bulk(String text) {
    return new Bulk(Bytes.of(text));
  }

  static Reply bulkOrNull(@Nullable Bytes value) {
    return value == null ? NULL : new Bulk(value);
  }

  static Reply integer(long value) {
    return Int.of(value);
  }

  /** 1 or 0. */
  static Reply integer(boolean value) {
    return value ? ONE : ZERO;
  }

  /** A boolean in RESP3, 1 or 0 in RESP2. */
  static Reply bool(boolean value) {
    return value ? Bool.TRUE : Bool.FALSE;
  }

  /** A double with the text that the server's version writes; {@link Doubles} has the forms. */
  static Reply real(double value, String text) {
    return new Double(value, text);
  }

  static Reply bigNumber(String digits) {
    return new BigNumber(digits);
  }

  /** A text with its format, {@code "txt"} or {@code "mkd"}; a bulk string in RESP2. */
  static Reply verbatim(String format, Bytes text) {
    return new Verbatim(format, text);
  }

  static Reply array(Reply... items) {
    return new Array(List.of(items));
  }

  static Reply array(List<Reply> items) {
    return new Array(items);
  }

  static Reply set(List<Reply> items) {
    return new Set(items);
  }

  static Reply push(Reply... items) {
    return new Push(List.of(items));
  }

  /** Keys and values in turn. */
  static Reply map(Reply... keysAndValues) {
    return new Map(List.of(keysAndValues));
  }

  /** Keys and values in turn. */
  static Reply map(List<Reply> keysAndValues) {
    return new Map(keysAndValues);
  }

  /** An array of bulk strings; a null among the values is a null reply. */
  static Reply bulks(Collection<? extends @Nullable Bytes> values) {
    return new Array(bulkList(values));
  }

  /** A set (in RESP2 an array) of bulk strings. */
  static Reply bulkSet(Collection<? extends @Nullable Bytes> values) {
    return new Set(bulkList(values));
  }

  private static List<Reply> bulkList(Collection<? extends @Nullable Bytes> values) {
    List<Reply> items = new ArrayList<>(values.size());
    for (Bytes value : values) {
      items.add(bulkOrNull(value));
    }
    return items;
  }

  /** Two replies, where the RESP2 one cannot be derived from the RESP3 one. */
  static Reply byProtocol(Reply resp2, Reply resp3) {
    return new ByProtocol(resp2, resp3);
  }

  /** A reply that keeps the form of that protocol, 2 or 3, whatever the client speaks by then. */
  static Reply frozen(int protocol, Reply reply) {
    return reply instanceof Frozen ? reply : new Frozen(protocol, reply);
  }

  /** Several replies, one after the other, as SUBSCRIBE gives one for each channel. */
  static Reply many(List<Reply> replies) {
    return new Many(replies);
  }

  /** Whether this is an error. */
  default boolean isError() {
    return this instanceof Error;
  }

  /** A status. */
  record Simple(String text) implements Reply {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.simple(text);
    }
  }

  /**
   * An error.
   *
   * @param counted whether statistics count it: not so the error of a call that a script passes on
   */
  record Error(String message, boolean counted) implements Reply {
    public Error(String message) {
      this(message, true);
    }

    /** Makes spaces of line ends, as the real server does with nearly all errors. */
    public static Error inOneLine(String message) {
      return new Error(message.replace('\r', ' ').replace('\n', ' '));
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.error(message);
    }
  }

  /** An integer. */
  record Int(long value) implements Reply {
    private static final int LOWEST = -8;
    private static final Reply[] SMALL = small();

    private static Reply[] small() {
      Reply[] cached = new Reply[1024];
      for (int i = 0; i < cached.length; i++) {
        cached[i] = new Int(i + LOWEST);
      }
      return cached;
    }

    static Reply of(long value) {
      long index = value - LOWEST;
      return index >= 0 && index < SMALL.length ? SMALL[(int) index] : new Int(value);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.integer(value);
    }
  }

  /** A bulk string. */
  record Bulk(Bytes value) implements Reply {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.bulk(value);
    }
  }

  /** Nothing. */
  record Null() implements Reply {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.nothing();
    }
  }

  /** What RESP2 writes as {@code *-1}; RESP3 has one null for both. */
  record NullArray() implements Reply {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.nullArray();
    }
  }

  /** A boolean; 1 or 0 in RESP2. */
  record Bool(boolean value) implements Reply {
    private static final Reply TRUE = new Bool(true);
    private static final Reply FALSE = new Bool(false);

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.bool(value);
    }
  }

  /** A double with the text that stands for it; a bulk string of that text in RESP2. */
  record Double(double value, String text) implements Reply {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.real(value, text);
    }
  }

  /** An integer of any size; a bulk string in RESP2. */
  record BigNumber(String digits) implements Reply {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.bigNumber(digits);
    }
  }

  /** A text with a format of three letters; a bulk string in RESP2. */
  record Verbatim(String format, Bytes text) implements Reply {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.verbatim(format, text);
    }
  }

  /** An array. The list must not change any more. */
  record Array(List<Reply> items) implements Reply {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.array(items);
    }
  }

  /** A set; an array in RESP2. */
  record Set(List<Reply> items) implements Reply {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.set(items);
    }
  }

  /** Keys and values in turn; a flat array in RESP2. */
  record Map(List<Reply> keysAndValues) implements Reply {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.map(keysAndValues);
    }
  }

  /** A message out of band; an array in RESP2. */
  record Push(List<Reply> items) implements Reply {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.push(items);
    }
  }

  /** A reply with attributes in front, keys and values in turn; RESP2 leaves them out. */
  record Attributed(List<Reply> attributes, Reply reply) implements Reply {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.attributed(attributes, reply);
    }
  }

  /** Two replies, one for each protocol. */
  record ByProtocol(Reply resp2, Reply resp3) implements Reply {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.byProtocol(resp2, resp3);
    }
  }

  /** A reply in the form of one protocol. */
  record Frozen(int protocol, Reply reply) implements Reply {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.frozen(protocol, reply);
    }
  }

  /** Any number of replies to one call. */
  record Many(List<Reply> replies) implements Reply {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.many(replies);
    }
  }

  /**
   * One method for each kind of reply.
   *
   * @param <R> what is made of a reply
   */
  interface Visitor<R> {
    R simple(String text);

    R error(String message);

    R integer(long value);

    R bulk(Bytes value);

    R nothing();

    R nullArray();

    R bool(boolean value);

    R real(double value, String text);

    R bigNumber(String digits);

    R verbatim(String format, Bytes text);

    R array(List<Reply> items);

    R set(List<Reply> items);

    R map(List<Reply> keysAndValues);

    R push(List<Reply> items);

    R attributed(List<Reply> attributes, Reply reply);

    R byProtocol(Reply resp2, Reply resp3);

    /** By default the reply itself: only what writes a protocol need tell the forms apart. */
    default R frozen(int protocol, Reply reply) {
      return reply.accept(this);
    }

    R many(List<Reply> replies);
  }
}
