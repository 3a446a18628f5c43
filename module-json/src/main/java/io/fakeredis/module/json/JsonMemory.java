package io.fakeredis.module.json;

/** How much memory RedisJSON says that values use. */
final class JsonMemory {
  private static final int POINTER = 8;
  private static final int HEADER = 16;
  private static final int MEMBER = 24;
  private static final int LEAST_SHARED = -128;
  private static final int MOST_SHARED = 383;
  private static final int SHORT_BITS = 24;

  private JsonMemory() {}

  /** The bytes of a value, the pointer to it included. */
  static long of(Json value) {
    if (value instanceof Json.Text text) {
      return POINTER + (long) text.value().length();
    }
    if (value instanceof Json.Whole whole) {
      return POINTER + size(whole.value());
    }
    if (value instanceof Json.Real) {
      return POINTER + HEADER;
    }
    if (value instanceof JsonArray array) {
      return POINTER + size(array);
    }
    return value instanceof JsonObject object ? POINTER + size(object) : POINTER;
  }

  private static long size(long number) {
    if (number >= LEAST_SHARED && number <= MOST_SHARED) {
      return 0;
    }
    boolean isShort = number >> (SHORT_BITS - 1) == number >> (Long.SIZE - 1);
    return isShort ? HEADER / 4 : HEADER;
  }

  private static long size(JsonArray array) {
    if (array.capacity() == 0) {
      return 0;
    }
    long size = HEADER + (long) POINTER * array.capacity();
    for (Json item : array) {
      size += of(item);
    }
    return size;
  }

  private static long size(JsonObject object) {
    if (object.capacity() == 0) {
      return 0;
    }
    long size = HEADER + (long) MEMBER * object.capacity();
    for (JsonObject.Member member : object.members()) {
      size += member.name().length() + of(member.value());
    }
    return size;
  }
}
