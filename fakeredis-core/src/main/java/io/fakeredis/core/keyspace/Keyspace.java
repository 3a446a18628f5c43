package io.fakeredis.core.keyspace;

import io.fakeredis.api.Errors;
import io.fakeredis.api.Settings;
import java.util.random.RandomGenerator;

/** All databases of a server, with the one time that they go by. */
public final class Keyspace {
  private final KeyDatabase[] databases;
  private final Settings settings;
  private final Books books;
  private final ExpiryQueue expiries = new ExpiryQueue();
  private final Accesses accesses;
  private final Eviction eviction;
  private long now;
  private boolean activeExpiry = true;
  private boolean inCycle;
  private boolean hidesExpired = true;
  private int expiryHolds;
  private long changes;

  public Keyspace(int databases, Settings settings, Books books, RandomGenerator random) {
    this.settings = settings;
    this.books = books;
    this.accesses = new Accesses(settings, random);
    this.eviction = new Eviction(this, settings, random);
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

  Accesses accesses() {
    return accesses;
  }

  public Eviction eviction() {
    return eviction;
  }

  /** Reads maxmemory and its policy, when they were set. */
  public void readEvictionSettings() {
    boolean counted = eviction.isLimited();
    eviction.readSettings();
    boolean countedUse = accesses.countsUse();
    accesses.measure(eviction.measure());
    if (accesses.countsUse() != countedUse) {
      for (KeyDatabase database : databases) {
        database.contents().forEach(entry -> accesses.reread(entry, now));
      }
    }
    if (eviction.isLimited() && !counted) {
      for (KeyDatabase database : databases) {
        database.countMemory();
      }
    }
  }

  /** Whether accesses to keys leave no trace for now. */
  public void ignoreAccesses(boolean yes) {
    accesses.ignore(yes);
  }

  /** About how many bytes the real server would use for all keys and their values. */
  public long memory() {
    long bytes = 0;
    for (KeyDatabase database : databases) {
      bytes += database.memory();
    }
    return bytes;
  }

  /** How many changes there were: what INFO calls rdb_changes_since_last_save, never reset. */
  public long changes() {
    return changes;
  }

  void countChange() {
    changes++;
  }

  void countChanges(long count) {
    changes += count;
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

  /** Lets expired keys stay, hidden, until {@link #releaseExpiry} was called as often. */
  public void holdExpiry() {
    expiryHolds++;
  }

  public void releaseExpiry() {
    expiryHolds--;
  }

  /** Whether expired keys are only hidden and not removed. */
  boolean keepsExpired() {
    return expiryHolds > 0;
  }

  /** Whether there may be something whose time is up. */
  public boolean expiresSomething() {
    return activeExpiry && !keepsExpired() && expiries.mayBeDue(now);
  }

  /** Removes whatever has expired by now, in the order of time. */
  public void expireDue() {
    if (!expiresSomething()) {
      return;
    }
    inCycle = true;
    try {
      ExpiryQueue.Item item = expiries.peek();
      while (item != null && item.at() < now) {
        expiries.remove(item);
        item.contents().owner().expireNow(item);
        item = expiries.peek();
      }
    } finally {
      inCycle = false;
    }
  }

  /** Whether what expires now does so without anybody looking at it. */
  public boolean isInExpireCycle() {
    return inCycle;
  }

  /** When something expires next; the largest long if nothing does. */
  public long nextExpiry() {
    return activeExpiry && !keepsExpired() ? expiries.nextTime() : Long.MAX_VALUE;
  }

  public void flushAll() {
    books.flushed(-1);
    for (KeyDatabase database : databases) {
      changes += database.size();
      database.clear();
    }
    expiries.clear();
  }

  /**
   * Exchanges what two databases hold; clients go on with their number and see the other's keys.
   */
  public void swap(int first, int second) {
    databases[first].swapWith(databases[second]);
    changes++;
  }
}
