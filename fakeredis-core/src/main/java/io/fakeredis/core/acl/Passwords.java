package io.fakeredis.core.acl;

import io.fakeredis.api.Bytes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Passwords are kept as hashes. */
final class Passwords {
  private static final int HASH_LENGTH = 64;

  private Passwords() {}

  /** The SHA-256 of a password, in lower-case hexadecimal digits. */
  static String hash(Bytes password) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(password.array()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  static boolean isHash(String text) {
    return text.length() == HASH_LENGTH
        && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
  }
}
