package io.fakeredis.core.rdb;

/** What stands in a file in front of everything that is not a key: above the types of values. */
final class RdbOpcode {
  static final int SLOT_INFO = 0xf4;
  static final int FUNCTION2 = 0xf5;
  static final int MODULE_AUX = 0xf7;
  static final int IDLE = 0xf8;
  static final int FREQUENCY = 0xf9;
  static final int AUX = 0xfa;
  static final int RESIZE_DB = 0xfb;
  static final int EXPIRE_MILLIS = 0xfc;
  static final int EXPIRE_SECONDS = 0xfd;
  static final int SELECT_DB = 0xfe;
  static final int END = 0xff;

  private RdbOpcode() {}
}
