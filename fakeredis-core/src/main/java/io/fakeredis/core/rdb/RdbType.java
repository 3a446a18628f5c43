package io.fakeredis.core.rdb;

import io.fakeredis.api.Feature;
import io.fakeredis.api.Profile;
import io.fakeredis.api.Settings;

/** The byte in front of a value that says how it is written. */
enum RdbType {
  STRING(0, Feature.ALWAYS),
  LIST(1, Feature.ALWAYS),
  SET(2, Feature.ALWAYS),
  ZSET(3, Feature.ALWAYS),
  HASH(4, Feature.ALWAYS),
  ZSET_2(5, "4.0"),
  MODULE_2(7, "4.0"),
  HASH_ZIPMAP(9, Feature.ALWAYS),
  LIST_ZIPLIST(10, Feature.ALWAYS),
  SET_INTSET(11, Feature.ALWAYS),
  ZSET_ZIPLIST(12, Feature.ALWAYS),
  HASH_ZIPLIST(13, Feature.ALWAYS),
  LIST_QUICKLIST(14, "3.2"),
  STREAM_LISTPACKS(15, "5.0"),
  HASH_LISTPACK(16, "7.0"),
  ZSET_LISTPACK(17, "7.0"),
  LIST_QUICKLIST_2(18, "7.0"),
  STREAM_LISTPACKS_2(19, "7.0"),
  SET_LISTPACK(20, "7.2"),
  STREAM_LISTPACKS_3(21, "7.2"),
  HASH_2(22, "valkey 9.0"),
  HASH_METADATA(24, "7.4"),
  HASH_LISTPACK_EX(25, "7.4"),
  STREAM_LISTPACKS_4(26, "8.6"),
  ARRAY(28, "8.8"),
  HASH_TEMPLATE_ARRAY(31, "8.10");

  private final int number;

  @SuppressWarnings("ImmutableEnumChecker") // a Feature never changes
  private final Feature feature;

  RdbType(int number, String since) {
    this.number = number;
    this.feature = Feature.since("RDB." + name(), since);
  }

  int number() {
    return number;
  }

  /** Whether the server writes and reads this. */
  boolean isKnown(Settings settings) {
    return settings.has(feature);
  }

  /**
   * The type of that number.
   *
   * @throws RdbException if the server has never heard of it
   */
  static RdbType of(int number, Profile profile) {
    for (RdbType type : values()) {
      if (type.number == number && profile.has(type.feature)) {
        return type;
      }
    }
    throw new RdbException("a value of the unknown type " + number);
  }
}
