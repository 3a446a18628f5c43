package io.fakeredis.core.command;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Option;
import io.fakeredis.api.OptionValues;
import io.fakeredis.core.value.Xxh3;
import java.util.HexFormat;
import java.util.List;

/** Conditions on the string that a key holds now, or on the digest of that string. */
final class StringConditions {
  static final Option IFEQ = Option.value("IFEQ", "8.4");
  static final Option IFNE = Option.value("IFNE", "8.4");
  static final Option IFDEQ = Option.value("IFDEQ", "8.4");
  static final Option IFDNE = Option.value("IFDNE", "8.4");
  static final List<Option> ALL = List.of(IFEQ, IFNE, IFDEQ, IFDNE);

  private static final int DIGEST_LENGTH = 16;

  private StringConditions() {}

  /** Whether the options' condition, if there is one, is met; WRONGTYPE if the key is no string. */
  static boolean met(Call call, Bytes key, OptionValues options) {
    for (Option condition : ALL) {
      Bytes operand = options.bytes(condition);
      if (operand != null) {
        return met(call, key, condition, operand);
      }
    }
    return true;
  }

  static boolean met(Call call, Bytes key, Option condition, Bytes operand) {
    Bytes current = call.db().string(key);
    return switch (condition.word()) {
      case "IFEQ" -> operand.equals(current);
      case "IFNE" -> !operand.equals(current);
      case "IFDEQ" -> current != null && hasDigest(current, operand);
      default -> current == null || !hasDigest(current, operand);
    };
  }

  /** The hash of a string as DIGEST tells it. */
  static String digest(Bytes string) {
    return HexFormat.of().toHexDigits(Xxh3.hash(string.array()));
  }

  /** A digest of the right length that is not hexadecimal is just never equal. */
  private static boolean hasDigest(Bytes string, Bytes digest) {
    if (digest.length() != DIGEST_LENGTH) {
      throw Errors.error("ERR must be exactly 16 hexadecimal characters");
    }
    return digest.is(digest(string));
  }
}
