package io.fakeredis;

/**
 * What a server held at a moment: all databases with their expiry times, and the functions; in the
 * form of an RDB file, which servers of this version and newer ones can read. Configuration, users
 * and clients are not part of it.
 */
public final class Snapshot {
  private final byte[] rdb;

  private Snapshot(byte[] rdb) {
    this.rdb = rdb;
  }

  /**
   * The snapshot that an RDB file holds, a real server's perhaps; it is read when it is restored.
   */
  public static Snapshot of(byte[] rdb) {
    return new Snapshot(rdb.clone());
  }

  /** The contents of the RDB file. */
  public byte[] toByteArray() {
    return rdb.clone();
  }

  byte[] rdb() {
    return rdb;
  }
}
