package io.fakeredis.api;

/** Something that a server is to do at a time of its own. */
public interface Timer {

  /** Calls it off; without effect if it is done already. */
  void cancel();
}
