package io.fakeredis.core.script.lua;

/** The settings of one cjson instance. They stay as scripts set them. */
final class CjsonSettings {

  /** What becomes of NaN and infinities. */
  enum InvalidNumbers {
    REFUSED,
    AS_NAMES,
    AS_NULL
  }

  boolean sparseAsObject;
  int sparseRatio = 2;
  int sparseSafe = 10;
  int encodeMaxDepth = 1000;
  int decodeMaxDepth = 1000;
  int precision = 14;
  boolean keepBuffer = true;
  InvalidNumbers encodeInvalid = InvalidNumbers.REFUSED;
  boolean decodeInvalid = true;
  boolean markArrays;

  /** Marks tables that were decoded from arrays. */
  final LuaTable arrayMetatable;

  CjsonSettings(LuaTable arrayMetatable) {
    this.arrayMetatable = arrayMetatable;
  }
}
