package io.fakeredis.api;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** The command flags of {@code COMMAND INFO}. */
public enum Flag {
  WRITE,
  READONLY,
  DENYOOM,
  MODULE,
  ADMIN,
  PUBSUB,
  NOSCRIPT,
  BLOCKING,
  LOADING,
  STALE,
  SKIP_MONITOR,
  SKIP_SLOWLOG,
  ASKING,
  FAST,
  NO_AUTH,
  MAY_REPLICATE,
  NO_ASYNC_LOADING,
  NO_MULTI,
  MOVABLEKEYS,
  ALLOW_BUSY,
  TOUCHES_ARBITRARY_KEYS,
  RANDOM,
  SORT_FOR_SCRIPT,
  /** Runs at once inside MULTI instead of being queued (EXEC, DISCARD, WATCH, QUIT, RESET ...). */
  NO_QUEUE,
  /** EXEC: when it is refused for whatever reason, the transaction is over. */
  RUNS_TRANSACTION;

  public static Set<Flag> flags(Flag... flags) {
    Set<Flag> set = EnumSet.noneOf(Flag.class);
    Collections.addAll(set, flags);
    return Collections.unmodifiableSet(set);
  }
}
