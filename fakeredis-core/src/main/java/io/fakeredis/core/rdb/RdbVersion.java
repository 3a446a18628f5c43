package io.fakeredis.core.rdb;

import io.fakeredis.api.Feature;
import io.fakeredis.api.Profile;
import io.fakeredis.api.Settings;
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
          Feature.since("RDB.version-14", "8.8"), 14,
          Feature.since("RDB.version-80", "valkey 9.0"), 80);

  private static final Feature PARTED = Feature.since("RDB.not-of-redis", "valkey 9.0");

  /** Since then the server can be told to try what is newer than itself. */
  private static final Feature CAN_RELAX = Feature.since("rdb-version-check", "valkey 8.1");

  private static final Feature TRIES_REDIS = Feature.since("RDB.tries-redis", "valkey 9.1");
  private static final int LAST_SHARED = 11;
  private static final int FIRST_OF_VALKEY = 80;

  private RdbVersion() {}

  /** What the server writes. */
  static int of(Profile profile) {
    int version = OLDEST;
    for (Map.Entry<Feature, Integer> entry : VERSIONS.entrySet()) {
      if (profile.has(entry.getKey())) {
        version = Math.max(version, entry.getValue());
      }
    }
    return version;
  }

  /** Most servers take any small number. */
  private static int least(Profile profile) {
    return profile.has(PARTED) ? 1 : 0;
  }

  /**
   * Whether the server reads what is of that version: its own and everything older, but no Valkey
   * reads the versions that Redis brought after the two had parted. With a relaxed {@code
   * rdb-version-check} it tries what it does not know.
   */
  static boolean isReadBy(Settings settings, int version) {
    Profile profile = settings.profile();
    boolean foreign = version > LAST_SHARED && version < FIRST_OF_VALKEY;
    if (version < least(profile)) {
      return false;
    }
    if (version <= of(profile) && !(foreign && profile.has(PARTED))) {
      return true;
    }
    return profile.has(CAN_RELAX)
        && settings.text("rdb-version-check").equals("relaxed")
        && !(foreign && !profile.has(TRIES_REDIS));
  }
}
