package io.fakeredis.api;

import java.util.Arrays;

/**
 * A string value. Bytes that were set stay as they are and are shared with replies; the first
 * change in place (APPEND, SETRANGE, SETBIT ...) moves them into a buffer that grows.
 */
public final class StringValue {
  public static final ValueType<StringValue> TYPE = new StringType();

  private byte[] buffer;
  private int length;

  /** Whether others may have the buffer, which must then stay as it is. */
  private boolean shared = true;

  private boolean numeric;
  private boolean edited;

  private StringValue(Bytes bytes, boolean numeric) {
    this.buffer = bytes.array();
    this.length = buffer.length;
    this.numeric = numeric;
  }

  /** A value as SET stores it: an integer's encoding is {@code int}. */
  public static StringValue of(Bytes bytes) {
    return new StringValue(bytes, true);
  }

  /** A value as INCRBYFLOAT stores it: never encoded as an integer. */
  public static StringValue text(Bytes bytes) {
    return new StringValue(bytes, false);
  }

  /** A value as commands that edit in place leave it: its encoding is {@code raw}. */
  public static StringValue raw(Bytes bytes) {
    StringValue value = new StringValue(bytes, false);
    value.edited = true;
    return value;
  }

  public int length() {
    return length;
  }

  /** The bytes as they are now; later changes do not show in them. */
  public Bytes bytes() {
    if (length < buffer.length) {
      return slice(0, length);
    }
    shared = true;
    return Bytes.wrap(buffer);
  }

  /**
   * The integer that the value is.
   *
   * @throws CommandException {@code ERR value is not an integer or out of range}
   */
  public long integer() {
    if (!Numbers.isLong(buffer, length)) {
      throw Errors.notAnInteger();
    }
    return Numbers.toLong(buffer, length);
  }

  /**
   * Becomes that integer, as if it had been set to it, in the place of the one before if it can.
   */
  public void become(long integer) {
    int digits = Numbers.length(integer);
    if (shared || digits != buffer.length) {
      buffer = new byte[digits];
      shared = false;
    }
    Numbers.write(integer, buffer, digits);
    length = digits;
    numeric = true;
    edited = false;
  }

  /** Becomes that text, as INCRBYFLOAT stores it. */
  public void become(Bytes text) {
    assign(text);
    numeric = false;
    edited = false;
  }

  /** The byte at the index as 0 to 255, 0 beyond the end. */
  public int at(int index) {
    return index < length ? buffer[index] & 0xff : 0;
  }

  public Bytes slice(int from, int to) {
    return Bytes.copyOf(buffer, from, to);
  }

  public void append(Bytes more) {
    write(length, more);
  }

  /** Overwrites from the offset on, filling a gap with zero bytes. */
  public void write(int offset, Bytes bytes) {
    edit(Math.max(length, offset + bytes.length()));
    System.arraycopy(bytes.array(), 0, buffer, offset, bytes.length());
  }

  public void set(int index, int value) {
    edit(Math.max(length, index + 1));
    buffer[index] = (byte) value;
  }

  /** Makes the value at least this long, with zero bytes. */
  public void grow(int newLength) {
    edit(Math.max(length, newLength));
  }

  /** Takes these bytes instead of its own, as a change in place. */
  public void assign(Bytes bytes) {
    buffer = bytes.array();
    length = buffer.length;
    shared = true;
    edited = true;
  }

  private void edit(int newLength) {
    if (shared || newLength > buffer.length) {
      boolean grows = length > 0 && newLength > length;
      int capacity = grows ? (int) Math.min(2L * newLength, 1L << 30) : newLength;
      buffer = Arrays.copyOf(buffer, Math.max(capacity, newLength));
      shared = false;
    }
    edited = true;
    length = newLength;
  }

  /** Whether the value was changed in place since it was set, which makes its encoding raw. */
  public boolean isEdited() {
    return edited;
  }

  /** Whether the value is kept as an integer. */
  public boolean isInteger() {
    return numeric && !edited && Numbers.isLong(buffer, length);
  }

  StringValue copy() {
    StringValue copy = new StringValue(bytes(), numeric);
    copy.edited = edited;
    return copy;
  }

  private static final class StringType implements ValueType<StringValue> {
    /** Since then key, time to live and value share the one allocation, which thus fits less. */
    private static final Feature KEY_INSIDE = Feature.since("STRING.embeds-key", "8.2");

    /** Since then the time to live has a place of its own again. */
    private static final Feature EXPIRY_OUTSIDE = Feature.since("STRING.embeds-no-expiry", "8.6");

    /** Valkey 9.1 gives the allocation two cache lines. */
    private static final Feature TWO_LINES = Feature.since("STRING.embeds-128-bytes", "valkey 9.1");

    /** KeyDB's header is smaller. */
    private static final Feature KEYDB = Feature.since("STRING.embeds-52-bytes", "keydb 6.0");

    private static final int VALUE_LIMIT = 44;
    private static final int KEYDB_VALUE_LIMIT = 52;
    private static final int KEY_AND_VALUE_LIMIT = 41;
    private static final int TWO_LINES_LIMIT = 113;
    private static final int LONG_KEY = 32;
    private static final int EXPIRY_LENGTH = 8;
    private static final int HEADER = 16;
    private static final long TEXT_OVERHEAD = 4;

    @Override
    public String name() {
      return "string";
    }

    @Override
    public char eventClass() {
      return '$';
    }

    @Override
    public StringValue create(Settings settings) {
      return new StringValue(Bytes.EMPTY, true);
    }

    @Override
    public String encoding(StringValue value, Settings settings) {
      if (value.isInteger()) {
        return "int";
      }
      return value.edited || value.length > limit(settings) ? "raw" : "embstr";
    }

    private static int limit(Settings settings) {
      if (settings.has(TWO_LINES)) {
        return TWO_LINES_LIMIT;
      }
      return settings.has(KEYDB) ? KEYDB_VALUE_LIMIT : VALUE_LIMIT;
    }

    /** A value that did not fit once stays where it is when there is room again. */
    @Override
    public void placed(StringValue value, Bytes key, boolean expires, Settings settings) {
      int length = key.length() + value.length;
      if (length + EXPIRY_LENGTH <= KEY_AND_VALUE_LIMIT || value.edited) {
        return;
      }
      boolean twoLines = settings.has(TWO_LINES);
      if (twoLines || settings.has(KEY_INSIDE)) {
        boolean expiryInside = expires && !settings.has(EXPIRY_OUTSIDE);
        int needed = length + (expiryInside ? EXPIRY_LENGTH : 0);
        boolean fits = needed <= (twoLines ? twoLinesLimit(key) : KEY_AND_VALUE_LIMIT);
        value.edited = !fits && !value.isInteger();
      }
    }

    /** The header of a longer key takes two bytes more. */
    private static int twoLinesLimit(Bytes key) {
      return key.length() < LONG_KEY ? TWO_LINES_LIMIT : TWO_LINES_LIMIT - 2;
    }

    @Override
    public StringValue copy(StringValue value) {
      return value.copy();
    }

    @Override
    public long memory(StringValue value) {
      if (value.isInteger()) {
        return HEADER;
      }
      long room = value.buffer.length + TEXT_OVERHEAD;
      return HEADER + (room + Long.BYTES - 1) / Long.BYTES * Long.BYTES;
    }

    @Override
    public String toString() {
      return name();
    }
  }
}
