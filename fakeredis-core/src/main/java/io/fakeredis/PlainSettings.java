package io.fakeredis;

import io.fakeredis.api.Settings;
import java.util.HashMap;
import java.util.Map;

/** Interim. */
final class PlainSettings implements Settings {
  private final Map<String, String> values = new HashMap<>();

  private final io.fakeredis.api.Profile profile;

  PlainSettings(Map<String, String> given, io.fakeredis.api.Profile profile) {
    this.profile = profile;
    values.put("requirepass", "");
    values.put("proto-max-bulk-len", "536870912");
    values.put("hash-max-listpack-entries", "128");
    values.put("hash-max-listpack-value", "64");
    values.put("zset-max-listpack-entries", "128");
    values.put("zset-max-listpack-value", "64");
    values.put("set-max-listpack-entries", "128");
    values.put("set-max-listpack-value", "64");
    values.put("set-max-intset-entries", "512");
    values.put("list-max-listpack-size", "-2");
    values.put("list-compress-depth", "0");
    values.put("stream-node-max-bytes", "4096");
    values.put("stream-node-max-entries", "100");
    values.put("hll-sparse-max-bytes", "3000");
    values.put("maxmemory-policy", "noeviction");
    values.put("databases", "16");
    values.put("notify-keyspace-events", "");
    values.putAll(given);
  }

  @Override
  public io.fakeredis.api.Profile profile() {
    return profile;
  }

  @Override
  public long number(String name) {
    return Long.parseLong(text(name));
  }

  @Override
  public boolean enabled(String name) {
    return text(name).equals("yes");
  }

  @Override
  public String text(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("no such parameter: " + name);
    }
    return value;
  }
}
