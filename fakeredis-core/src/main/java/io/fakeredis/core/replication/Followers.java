package io.fakeredis.core.replication;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Reply;
import io.fakeredis.api.Timer;
import io.fakeredis.core.engine.Engine;
import io.fakeredis.core.engine.Session;
import io.fakeredis.core.resp.OutputBuffer;
import io.fakeredis.core.resp.RespEncoder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The replicas of a server, and how much it has told them. */
public final class Followers implements Engine.Observer {
  private static final Feature SMALL_PING = Feature.since("REPLICATION.small-ping", "7.0");
  private static final String PERIOD = "repl-ping-replica-period";
  private static final long SECOND = 1000;

  private final Engine engine;
  private final List<Follower> followers = new ArrayList<>();
  private final SyncStatistics statistics = new SyncStatistics();
  private final OutputBuffer output = new OutputBuffer();
  private final RespEncoder encoder = new RespEncoder(output);
  private @Nullable CommandStream stream;
  private @Nullable Backlog backlog;
  private @Nullable Timer ping;
  private long offset;

  private Followers(Engine engine) {
    this.engine = engine;
  }

  public static Followers of(Engine engine) {
    return engine.part(Followers.class, Followers::new);
  }

  /** Those that are connected. */
  public List<Follower> all() {
    return Collections.unmodifiableList(followers);
  }

  public SyncStatistics statistics() {
    return statistics;
  }

  /** How many bytes replicas were told so far. */
  public long offset() {
    return offset;
  }

  /** The number of the first byte that is kept, counted from 1; 0 if nothing is kept. */
  public long backlogStart() {
    return backlog == null ? 0 : backlog.start() + 1;
  }

  /** How many bytes are kept. */
  public int backlogLength() {
    return backlog == null ? 0 : backlog.length();
  }

  public boolean keepsBacklog() {
    return backlog != null;
  }

  /** The client is told of all changes from now on. */
  public void join(Follower follower) {
    if (stream == null) {
      engine.observe(this);
      stream = new CommandStream(engine, this);
      backlog = new Backlog(backlogSize(), offset);
      engine.configuration().onChange("repl-backlog-size", this::resizeBacklog);
    }
    stream.selectAgain();
    enter(follower);
  }

  private void enter(Follower follower) {
    follower.join();
    followers.add(follower);
    planPing();
  }

  /**
   * The client, which knows what was told up to the offset, is told the rest.
   *
   * @param greeting comes before it
   * @param isOurs whether it was told that by this server
   * @return false if the rest is not known any more
   */
  public boolean rejoin(Follower follower, boolean isOurs, long knownOffset, byte[] greeting) {
    byte[] rest = backlog == null || !isOurs ? null : backlog.from(knownOffset);
    if (rest == null) {
      statistics.refused();
      return false;
    }
    statistics.resumed();
    send(follower, greeting);
    send(follower, rest);
    enter(follower);
    return true;
  }

  /** Sends bytes that are no part of the stream, or are a part that others have had already. */
  public void send(Follower follower, byte[] bytes) {
    follower.session().send(bytes);
    statistics.sent(bytes.length);
  }

  private int backlogSize() {
    return (int) Math.min(Integer.MAX_VALUE, engine.settings().number("repl-backlog-size"));
  }

  private void resizeBacklog() {
    if (backlog != null) {
      backlog.resize(backlogSize());
    }
  }

  private void planPing() {
    if (ping == null && !followers.isEmpty()) {
      long at = engine.keyspace().now() + engine.settings().number(PERIOD) * SECOND;
      ping = engine.timers().at(at, this::ping);
    }
  }

  private void ping() {
    ping = null;
    if (!followers.isEmpty()) {
      tell(Args.of(engine.profile().has(SMALL_PING) ? "ping" : "PING"));
    }
    planPing();
  }

  /** Asks all of them how far they have got. */
  public void askForAcknowledgement() {
    if (!followers.isEmpty()) {
      tell(Args.of("REPLCONF", "GETACK", "*"));
    }
  }

  void tell(Args call) {
    List<Bytes> words = call.from(0);
    encoder.write(Reply.bulks(words));
    byte[] bytes = output.toArray();
    output.clear();
    offset += bytes.length;
    if (backlog != null) {
      backlog.add(bytes);
    }
    for (Follower follower : followers) {
      if (follower.wantsStream()) {
        send(follower, bytes);
      }
    }
  }

  /** How many have got at least so far. */
  public long count(long wanted) {
    return followers.stream().filter(one -> one.acknowledged() >= wanted).count();
  }

  /** How many have written at least so far to a file. */
  public long countAppended(long wanted) {
    return followers.stream().filter(one -> one.appended() >= wanted).count();
  }

  /** How many have said something lately. */
  public long countGood(long mostLag) {
    return followers.stream().filter(one -> one.lag() <= mostLag).count();
  }

  @Override
  public void sessionClosed(Session session) {
    followers.removeIf(follower -> follower.session() == session);
  }
}
