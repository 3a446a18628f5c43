package io.fakeredis.core.value;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Database;
import io.fakeredis.api.Feature;
import io.fakeredis.api.StringValue;

/**
 * Which encoding a string has: an integer, a short string in one allocation with its header, or a
 * string of its own.
 */
final class StringEncoding {
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
  private static final int EXPIRY_LENGTH = 8;

  private StringEncoding() {}

  static String of(Call call, Bytes key, StringValue value, long expiresAt) {
    if (value.isInteger()) {
      return "int";
    }
    return !value.isEdited() && isShort(call, key, value, expiresAt) ? "embstr" : "raw";
  }

  private static boolean isShort(Call call, Bytes key, StringValue value, long expiresAt) {
    if (!call.has(KEY_INSIDE) && !call.has(TWO_LINES)) {
      return value.length() <= (call.has(KEYDB) ? KEYDB_VALUE_LIMIT : VALUE_LIMIT);
    }
    int limit = call.has(TWO_LINES) ? TWO_LINES_LIMIT : KEY_AND_VALUE_LIMIT;
    boolean expiryInside = expiresAt != Database.NEVER && !call.has(EXPIRY_OUTSIDE);
    return key.length() + value.length() + (expiryInside ? EXPIRY_LENGTH : 0) <= limit;
  }
}
