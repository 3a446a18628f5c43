package io.fakeredis.core.rdb;

import io.fakeredis.api.Feature;
import io.fakeredis.api.Profile;
import java.util.Map;

/** The version of the format, which every payload and every file names. */
final class RdbVersion {
  private static final int OLDEST = 9;
  private static final Map<Feature, Integer> VERSIONS =
      Map.of(
          Feature.since("RDB.version-10", "7.0"), 10,
          Feature.since("RDB.version-11", "7.2"), 11,
          Feature.since("RDB.version-12", "7.4"), 12,
          Feature.since("RDB.version-13", "8.6"), 13,
          Feature.since("RDB.version-80", "valkey 9.0"), 80);

  private RdbVersion() {}

  /** What the server writes; it reads that and everything older. */
  static int of(Profile profile) {
    int version = OLDEST;
    for (Map.Entry<Feature, Integer> entry : VERSIONS.entrySet()) {
      if (profile.has(entry.getKey())) {
        version = Math.max(version, entry.getValue());
      }
    }
    return version;
  }
}
