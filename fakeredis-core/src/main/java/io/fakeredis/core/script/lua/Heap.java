package io.fakeredis.core.script.lua;

/** What the objects of one state share: how strings hash, and the next address to hand out. */
final class Heap {

  /** Where addresses begin; they look like those that a 64-bit Linux prints. */
  private static final long FIRST_ADDRESS = 0x7f3e5c0042a0L;

  /** Apart as tables lie apart in the real server, so that addresses spread over hash slots. */
  private static final long STRIDE = 80;

  private final StringHash stringHash;
  private long nextAddress = FIRST_ADDRESS;

  Heap(StringHash stringHash) {
    this.stringHash = stringHash;
  }

  StringHash stringHash() {
    return stringHash;
  }

  long newAddress() {
    long address = nextAddress;
    nextAddress += STRIDE;
    return address;
  }
}
