package io.fakeredis.core.script;

import org.jspecify.annotations.Nullable;

/** What a script declares of itself in its first line, or a function when it is registered. */
enum ScriptFlag {
  NO_WRITES("no-writes"),
  ALLOW_OOM("allow-oom"),
  ALLOW_STALE("allow-stale"),
  NO_CLUSTER("no-cluster"),
  ALLOW_CROSS_SLOT_KEYS("allow-cross-slot-keys");

  private final String word;

  ScriptFlag(String word) {
    this.word = word;
  }

  /** The flag of that word; null if there is none. */
  static @Nullable ScriptFlag of(String word) {
    for (ScriptFlag flag : values()) {
      if (flag.word.equals(word)) {
        return flag;
      }
    }
    return null;
  }

  /** As scripts write it. */
  String word() {
    return word;
  }
}
