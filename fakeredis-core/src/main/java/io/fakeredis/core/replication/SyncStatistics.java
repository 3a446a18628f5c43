package io.fakeredis.core.replication;

/** How often replicas came and how much they were sent, for INFO. */
public final class SyncStatistics {
  private long full;
  private long resumed;
  private long refused;
  private long bytes;

  SyncStatistics() {}

  /** A replica gets everything. */
  public void full() {
    full++;
  }

  /** A replica goes on where it was. */
  void resumed() {
    resumed++;
  }

  /** A replica can't go on where it was. */
  void refused() {
    refused++;
  }

  void sent(long count) {
    bytes += count;
  }

  /** How many replicas were given everything. */
  public long countFull() {
    return full;
  }

  /** How many went on where they were. */
  public long countResumed() {
    return resumed;
  }

  /** How many asked to go on and could not. */
  public long countRefused() {
    return refused;
  }

  /** How many bytes replicas were sent. */
  public long bytes() {
    return bytes;
  }

  /** CONFIG RESETSTAT. */
  public void reset() {
    full = 0;
    resumed = 0;
    refused = 0;
    bytes = 0;
  }
}
