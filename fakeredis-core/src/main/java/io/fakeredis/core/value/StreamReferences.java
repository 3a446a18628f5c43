package io.fakeredis.core.value;

/** What becomes of a group's pending entries when entries are deleted from the stream. */
public enum StreamReferences {
  /** They stay and refer to nothing. */
  KEEPREF,

  /** They go, too. */
  DELREF,

  /** Entries are deleted only once all groups have read and acknowledged them. */
  ACKED
}
