package io.fakeredis.core.control;

import io.fakeredis.core.engine.Engine;
import io.fakeredis.core.engine.Session;
import io.fakeredis.core.replication.Follower;
import java.util.Comparator;
import java.util.List;

/**
 * What all clients take of the memory that the real server would use. Beyond maxmemory-clients
 * those that take most are disconnected; what the others take leaves less of maxmemory to the data.
 *
 * <p>As on the real server a client is weighed anew when it calls and when output of it is sent,
 * not when others send it something.
 */
public final class ClientMemory implements Engine.Observer {
  /** With less nobody could say anything to the server. */
  private static final long LEAST_LIMIT = 128 * 1024;

  /** Clients are told apart by powers of two, between those of these exponents. */
  private static final int SMALLEST = 15;

  private static final int LARGEST = 33;

  private final Engine engine;
  private boolean weighs;
  private boolean observes;
  private long limit = Long.MAX_VALUE;
  private long total;
  private long evicted;

  /** What a session took when it was last weighed. */
  private static final class Weight {
    private long bytes;

    static Weight of(Session session) {
      return session.part(Weight.class, s -> new Weight());
    }
  }

  private ClientMemory(Engine engine) {
    this.engine = engine;
    readSettings();
    engine.configuration().onChange("maxmemory", this::readSettings);
    engine.configuration().onChange("maxmemory-clients", this::readSettings);
    engine.configuration().onChange("maxmemory-clients", () -> engine.afterwards(this::evict));
  }

  public static ClientMemory of(Engine engine) {
    return engine.part(ClientMemory.class, ClientMemory::new);
  }

  private void readSettings() {
    long maxmemory = engine.settings().number("maxmemory");
    limit = limit(engine.settings().text("maxmemory-clients"), maxmemory);
    weighs = maxmemory > 0 || limit != Long.MAX_VALUE;
    if (weighs) {
      observe();
      engine.sessions().forEach(this::weigh);
    }
  }

  private void observe() {
    if (!observes) {
      observes = true;
      engine.observe(this);
      engine.keyspace().eviction().countAlso(() -> total);
    }
  }

  private static long limit(String setting, long maxmemory) {
    long bytes =
        setting.endsWith("%")
            ? maxmemory * Long.parseLong(setting.substring(0, setting.length() - 1)) / 100
            : Long.parseLong(setting);
    return bytes == 0 ? Long.MAX_VALUE : Math.max(bytes, LEAST_LIMIT);
  }

  /** Whether what clients take makes a difference. */
  public boolean matters() {
    return weighs;
  }

  /** What the client takes has changed; then somebody may be disconnected, perhaps the client. */
  public void changed(Session session) {
    weigh(session);
    evict();
  }

  private void weigh(Session session) {
    if (!session.isInternal() && !session.isClosed() && !Follower.is(session)) {
      Weight weight = Weight.of(session);
      long bytes = ClientBuffers.of(session).total();
      total += bytes - weight.bytes;
      weight.bytes = bytes;
    }
  }

  @Override
  public void sessionClosed(Session session) {
    Weight weight = session.part(Weight.class);
    if (weight != null) {
      total -= weight.bytes;
    }
  }

  private void evict() {
    if (total <= limit) {
      return;
    }
    List<Session> largestFirst =
        engine.sessions().stream()
            .filter(session -> !session.isInternal() && !Follower.is(session))
            .filter(session -> !ClientState.of(session).noEvict)
            .sorted(Comparator.comparingInt(ClientMemory::size).reversed())
            .toList();
    for (Session session : largestFirst) {
      if (total > limit) {
        session.cutOff();
        evicted++;
      }
    }
  }

  private static int size(Session session) {
    int exponent = Long.SIZE - 1 - Long.numberOfLeadingZeros(Math.max(1, Weight.of(session).bytes));
    return Math.max(SMALLEST, Math.min(exponent, LARGEST));
  }

  /** What all clients take now, in bytes: those that are replicas, or the others. */
  long sum(boolean followers) {
    return engine.sessions().stream()
        .filter(session -> !session.isInternal() && Follower.is(session) == followers)
        .mapToLong(session -> ClientBuffers.of(session).total())
        .sum();
  }

  /** How many clients were disconnected because clients took too much. */
  long evicted() {
    return evicted;
  }

  /** CONFIG RESETSTAT. */
  void reset() {
    evicted = 0;
  }
}
