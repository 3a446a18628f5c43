package io.fakeredis.core.value;

import io.fakeredis.api.Profile;
import io.fakeredis.api.Settings;
import java.util.HashMap;
import java.util.Map;

/** The parameters that the encodings of values depend on, with their defaults. */
final class Limits implements Settings {
  private final Profile profile;
  private final Map<String, Long> numbers =
      new HashMap<>(
          Map.of(
              "list-max-listpack-size", -2L,
              "quicklist-packed-threshold", 0L,
              "set-max-intset-entries", 512L,
              "set-max-listpack-entries", 128L,
              "set-max-listpack-value", 64L,
              "hll-sparse-max-bytes", 3000L));

  Limits(String version) {
    profile = Profile.of("redis", version);
  }

  Limits with(String name, long number) {
    numbers.put(name, number);
    return this;
  }

  @Override
  public Profile profile() {
    return profile;
  }

  @Override
  public long number(String name) {
    Long number = numbers.get(name);
    if (number == null) {
      throw new IllegalArgumentException(name);
    }
    return number;
  }

  @Override
  public boolean enabled(String name) {
    throw new IllegalArgumentException(name);
  }

  @Override
  public String text(String name) {
    return Long.toString(number(name));
  }
}
