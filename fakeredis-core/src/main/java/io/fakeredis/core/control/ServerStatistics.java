package io.fakeredis.core.control;

import io.fakeredis.api.Bytes;
import io.fakeredis.core.engine.Engine;
import io.fakeredis.core.keyspace.Keyspace;
import java.util.List;

/** What happened to keys, for INFO. */
public final class ServerStatistics implements Engine.Observer {
  private final SlowCalls slowCalls;
  private final Keyspace keyspace;
  private final long startedAt;
  private long hits;
  private long misses;
  private long expired;
  private long expiredInCycle;
  private long expiredFields;
  private long expiredFieldsInCycle;
  private long expireNanos;
  private long evicted;

  private ServerStatistics(Engine engine) {
    this.slowCalls = SlowCalls.of(engine);
    this.keyspace = engine.keyspace();
    this.startedAt = engine.time().millis();
    engine.observe(this);
  }

  static ServerStatistics of(Engine engine) {
    return engine.part(ServerStatistics.class, ServerStatistics::new);
  }

  /** Has the engine tell of events from now on. */
  public static void install(Engine engine) {
    of(engine);
  }

  void lookedUp(boolean found) {
    if (found) {
      hits++;
    } else {
      misses++;
    }
  }

  @Override
  public void expired(int database, Bytes key) {
    expired++;
    expiredInCycle += keyspace.isInExpireCycle() ? 1 : 0;
  }

  @Override
  public void expiredInside(int database, Bytes key, List<Bytes> members) {
    expiredFields += members.size();
    expiredFieldsInCycle += keyspace.isInExpireCycle() ? members.size() : 0;
  }

  @Override
  public void expireCycle(long nanos) {
    expireNanos += nanos;
    slowCalls.cycle("expire-cycle", nanos);
  }

  @Override
  public void event(int database, char eventClass, String event, Bytes key, List<Bytes> subkeys) {
    if (eventClass == 'e') {
      evicted++;
    }
  }

  /** When the server was started, in milliseconds since 1970. */
  long startedAt() {
    return startedAt;
  }

  long hits() {
    return hits;
  }

  long misses() {
    return misses;
  }

  long expired() {
    return expired;
  }

  /** How many of those went without anybody looking at them. */
  long expiredInCycle() {
    return expiredInCycle;
  }

  long expiredFields() {
    return expiredFields;
  }

  long expiredFieldsInCycle() {
    return expiredFieldsInCycle;
  }

  /** How long the server was busy with removing what had expired. */
  long expireMillis() {
    return expireNanos / 1_000_000;
  }

  long evicted() {
    return evicted;
  }

  /** CONFIG RESETSTAT. */
  void reset() {
    hits = 0;
    misses = 0;
    expired = 0;
    expiredInCycle = 0;
    expiredFields = 0;
    expiredFieldsInCycle = 0;
    expireNanos = 0;
    evicted = 0;
  }
}
