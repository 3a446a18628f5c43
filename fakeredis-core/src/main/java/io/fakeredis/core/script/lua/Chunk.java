package io.fakeredis.core.script.lua;

/** A compiled chunk: immutable, to be kept and instantiated as often as needed. */
public final class Chunk {

  private final Prototype prototype;

  Chunk(Prototype prototype) {
    this.prototype = prototype;
  }

  Prototype prototype() {
    return prototype;
  }
}
