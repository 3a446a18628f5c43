package io.fakeredis.core.engine;

/** How much came and went, for INFO. */
public final class Traffic {
  private long connections;
  private long inputBytes;
  private long outputBytes;
  private long reads;
  private long writes;

  void connected() {
    connections++;
  }

  void passed(long in, long out) {
    inputBytes += in;
    outputBytes += out;
    reads += in > 0 ? 1 : 0;
    writes += out > 0 ? 1 : 0;
  }

  public long connections() {
    return connections;
  }

  public long inputBytes() {
    return inputBytes;
  }

  public long outputBytes() {
    return outputBytes;
  }

  public long reads() {
    return reads;
  }

  public long writes() {
    return writes;
  }

  /** CONFIG RESETSTAT. */
  public void reset() {
    connections = 0;
    inputBytes = 0;
    outputBytes = 0;
    reads = 0;
    writes = 0;
  }
}
