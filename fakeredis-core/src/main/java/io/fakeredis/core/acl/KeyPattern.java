package io.fakeredis.core.acl;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Glob;

/** Keys that may be read, written or both. */
record KeyPattern(Bytes pattern, boolean reads, boolean writes) {

  static KeyPattern full(Bytes pattern) {
    return new KeyPattern(pattern, true, true);
  }

  /** Both rights together, of the same pattern. */
  KeyPattern and(KeyPattern other) {
    return new KeyPattern(pattern, reads || other.reads, writes || other.writes);
  }

  boolean allows(Bytes key, boolean read, boolean write) {
    return (reads || !read) && (writes || !write) && Glob.matches(pattern, key);
  }

  boolean isEverything() {
    return Glob.isEverything(pattern);
  }

  /** The rule that makes this pattern. */
  String rule() {
    String rights = reads && writes ? "" : "%" + (reads ? "R" : "") + (writes ? "W" : "");
    return rights + "~" + pattern.latin();
  }
}
