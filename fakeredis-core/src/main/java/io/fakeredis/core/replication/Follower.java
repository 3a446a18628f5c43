package io.fakeredis.core.replication;

import io.fakeredis.core.engine.Session;

/** What a client has said of itself with REPLCONF, and what has become of it as a replica. */
public final class Follower {
  private static final long SECOND = 1000;

  private final Session session;
  private String address = "";
  private int port;
  private boolean wantsKeys = true;
  private boolean wantsStream = true;
  private boolean takesUnsized;
  private boolean online;
  private long acknowledged;
  private long appended;
  private long heardAt;

  private Follower(Session session) {
    this.session = session;
  }

  public static Follower of(Session session) {
    return session.part(Follower.class, Follower::new);
  }

  /** Whether the client is a replica, or is about to be one. */
  public static boolean is(Session session) {
    Follower follower = session.part(Follower.class);
    return follower != null && follower.online;
  }

  public Session session() {
    return session;
  }

  /** REPLCONF ip-address: where others can reach it, if not where it comes from. */
  public void address(String announced) {
    address = announced;
  }

  public String address() {
    String remote = session.endpoint().remote();
    return address.isEmpty() ? remote.substring(0, remote.lastIndexOf(':')) : address;
  }

  /** REPLCONF listening-port. */
  public void port(int announced) {
    port = announced;
  }

  public int port() {
    return port;
  }

  /** REPLCONF rdb-filter-only: whether the snapshot is to have keys, or only functions. */
  public void wantsKeys(boolean yes) {
    wantsKeys = yes;
  }

  public boolean wantsKeys() {
    return wantsKeys;
  }

  /** REPLCONF rdb-only: whether it wants what comes after the snapshot, too. */
  public void wantsStream(boolean yes) {
    wantsStream = yes;
  }

  public boolean wantsStream() {
    return wantsStream;
  }

  /** REPLCONF capa eof: whether it takes snapshots whose size is not told before. */
  public void takesUnsized(boolean yes) {
    takesUnsized = yes;
  }

  public boolean takesUnsized() {
    return takesUnsized;
  }

  void join() {
    online = true;
    heardAt = now();
  }

  /** REPLCONF ACK: so far the replica has got, and so far it has written that to a file. */
  public void acknowledge(long offset, long appendedOffset) {
    acknowledged = Math.max(acknowledged, offset);
    appended = Math.max(appended, appendedOffset);
    heardAt = now();
  }

  /** How many bytes of the stream it has got. */
  public long acknowledged() {
    return acknowledged;
  }

  /** How many of them it has written to a file. */
  public long appended() {
    return appended;
  }

  /** For how many seconds it has said nothing. */
  public long lag() {
    return Math.floorDiv(now(), SECOND) - Math.floorDiv(heardAt, SECOND);
  }

  private long now() {
    return session.engine().keyspace().now();
  }
}
