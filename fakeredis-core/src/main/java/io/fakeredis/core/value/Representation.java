package io.fakeredis.core.value;

import io.fakeredis.api.Call;
import io.fakeredis.api.Database;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Numbers;
import io.fakeredis.api.Settings;
import io.fakeredis.api.StringValue;
import io.fakeredis.api.ValueType;

/** How the real server would keep the value of a key, as OBJECT and DEBUG OBJECT tell. */
public final class Representation {
  /** Small integers were shared between keys, and said so by an endless count of references. */
  private static final Feature UNSHARED = Feature.since("OBJECT.unshared-integers", "8.2");

  private static final long SHARED_REFERENCES = 2147483647;
  private static final long SHARED_INTEGERS = 10000;

  private Representation() {}

  /** {@code "embstr"}, {@code "listpack"} and the like. */
  @SuppressWarnings("unchecked") // a value is always stored together with its own type
  public static String encoding(Settings settings, Database.Stored stored) {
    return ((ValueType<Object>) stored.type()).encoding(stored.value(), settings);
  }

  /** How often the value is referred to. */
  public static long references(Call call, Database.Stored stored) {
    boolean shared =
        !call.has(UNSHARED)
            && stored.value() instanceof StringValue string
            && string.isInteger()
            && Numbers.toLong(string.bytes()) >= 0
            && Numbers.toLong(string.bytes()) < SHARED_INTEGERS;
    return shared ? SHARED_REFERENCES : 1;
  }
}
