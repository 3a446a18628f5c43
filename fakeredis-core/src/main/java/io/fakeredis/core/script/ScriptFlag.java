package io.fakeredis.core.script;

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

  /** As scripts write it. */
  String word() {
    return word;
  }
}
