package io.fakeredis.core.command;

/** Numbers the vector sets of a server, from 0. */
final class VectorSetIds {
  private long next;

  long next() {
    return next++;
  }
}
