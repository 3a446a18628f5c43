package io.fakeredis.core.engine;

/** How much came and went, for INFO. */
public final class Traffic {
  private long connections;
  private long inputBytes;
  private long outputBytes;
  private long reads;
  private long writes;
  private long rejected;
  private long cutOffForOutput;
  private long cutOffForQuery;

  void connected() {
    connections++;
  }

  /** There were too many clients already. */
  public void rejected() {
    rejected++;
  }

  /** A client left too much unread. */
  public void cutOffForOutput() {
    cutOffForOutput++;
  }

  /** A client sent more than the server keeps of what it has not run yet. */
  public void cutOffForQuery() {
    cutOffForQuery++;
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

  public long rejectedConnections() {
    return rejected;
  }

  public long outputLimitDisconnections() {
    return cutOffForOutput;
  }

  public long queryLimitDisconnections() {
    return cutOffForQuery;
  }

  /** CONFIG RESETSTAT. */
  public void reset() {
    connections = 0;
    inputBytes = 0;
    outputBytes = 0;
    reads = 0;
    writes = 0;
    rejected = 0;
    cutOffForOutput = 0;
    cutOffForQuery = 0;
  }
}
