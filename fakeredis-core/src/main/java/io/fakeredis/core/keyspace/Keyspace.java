package io.fakeredis.core.keyspace;

import io.fakeredis.api.Errors;
import io.fakeredis.api.Settings;

/** All databases of a server, with the one time that they go by. */
public final class Keyspace {
  private final KeyDatabase[] databases;
  private final Settings settings;
  private final Books books;
  private final ExpiryQueue expiries = new ExpiryQueue();
  private long now;
  private boolean activeExpiry = true;
  private boolean hidesExpired = true;
  private long changes;

  public Keyspace(int databases, Settings settings, Books books) {
    this.settings = settings;
    this.books = books;
    this.databases = new KeyDatabase[databases];
    for (int i = 0; i < databases; i++) {
      this.databases[i] = new KeyDatabase(i, this);
    }
  }

  /**
   * The database of that number.
   *
   * @throws io.fakeredis.api.CommandException {@code ERR DB index is out of range}
   */
  public KeyDatabase database(long index) {
    if (index < 0 || index >= databases.length) {
      throw Errors.error("ERR DB index is out of range");
    }
    return databases[(int) index];
  }

  public int count() {
    return databases.length;
  }

  /** Sets the time that counts for the calls to come, in milliseconds since 1970. */
  public void moveTo(long now) {
    this.now = now;
  }

  public long now() {
    return now;
  }

  Settings settings() {
    return settings;
  }

  Books books() {
    return books;
  }

  ExpiryQueue expiries() {
    return expiries;
  }

  /** How many changes there were: what INFO calls rdb_changes_since_last_save, never reset. */
  public long changes() {
    return changes;
  }

  void countChange() {
    changes++;
  }

  /** Whether keys are removed when their time is up without anybody looking at them. */
  public void activeExpiry(boolean active) {
    this.activeExpiry = active;
  }

  public boolean activeExpiry() {
    return activeExpiry;
  }

  /** Whether expired keys count as missing; off while the data set is being loaded. */
  public void hideExpired(boolean hides) {
    this.hidesExpired = hides;
  }

  boolean hidesExpired() {
    return hidesExpired;
  }

  /** Removes whatever has expired by now, in the order of time. */
  public void expireDue() {
    if (!activeExpiry || !expiries.mayBeDue(now)) {
      return;
    }
    ExpiryQueue.Item item = expiries.peek();
    while (item != null && item.at() < now) {
      expiries.remove(item);
      item.contents().owner().expireNow(item);
      item = expiries.peek();
    }
  }

  /** When something expires next; the largest long if nothing does. */
  public long nextExpiry() {
    return activeExpiry ? expiries.nextTime() : Long.MAX_VALUE;
  }

  public void flushAll() {
    books.flushed(-1);
    for (KeyDatabase database : databases) {
      database.clear();
    }
    expiries.clear();
  }

  /**
   * Exchanges what two databases hold; clients go on with their number and see the other's keys.
   */
  public void swap(int first, int second) {
    databases[first].swapWith(databases[second]);
  }
}
