package io.fakeredis.core.rdb;

/** What every reader of serialised bytes asks again and again. */
final class RdbChecks {
  private RdbChecks() {}

  static void check(boolean sound, String otherwise) {
    if (!sound) {
      throw new RdbException(otherwise);
    }
  }
}
