package io.fakeredis.core.command;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Option;
import io.fakeredis.api.OptionValues;

/** Conditions on the string that a key holds now. */
final class StringConditions {
  static final Option IFEQ = Option.value("IFEQ", "8.4");
  static final Option IFNE = Option.value("IFNE", "8.4");

  private StringConditions() {}

  /** Whether the options' condition, if there is one, is met; WRONGTYPE if the key is no string. */
  static boolean met(Call call, Bytes key, OptionValues options) {
    Bytes equal = options.bytes(IFEQ);
    if (equal != null) {
      return equal.equals(call.db().string(key));
    }
    Bytes other = options.bytes(IFNE);
    return other == null || !other.equals(call.db().string(key));
  }
}
