package io.fakeredis.core.control;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Glob;
import io.fakeredis.api.Reply;
import io.fakeredis.core.engine.Engine;
import io.fakeredis.core.engine.Session;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who listens to what. Shard channels are a world of their own. */
final class PubSub implements Engine.Observer {
  private static final Reply MESSAGE = Reply.bulk("message");
  private static final Reply PMESSAGE = Reply.bulk("pmessage");
  private static final Reply SMESSAGE = Reply.bulk("smessage");

  private final Map<Kind, Map<Bytes, Set<Session>>> listeners = new EnumMap<>(Kind.class);

  /** What can be subscribed to. */
  enum Kind {
    CHANNEL("subscribe", "unsubscribe"),
    PATTERN("psubscribe", "punsubscribe"),
    SHARD("ssubscribe", "sunsubscribe");

    private final Reply subscribed;
    private final Reply unsubscribed;

    Kind(String subscribed, String unsubscribed) {
      this.subscribed = Reply.bulk(subscribed);
      this.unsubscribed = Reply.bulk(unsubscribed);
    }
  }

  /** What one session listens to. */
  static final class Subscriptions {
    private final Map<Kind, Set<Bytes>> names = new EnumMap<>(Kind.class);

    Subscriptions(Session session) {
      for (Kind kind : Kind.values()) {
        names.put(kind, new LinkedHashSet<>());
      }
    }

    Set<Bytes> of(Kind kind) {
      return names.getOrDefault(kind, Set.of());
    }

    int count(Kind kind) {
      return of(kind).size();
    }

    /** Channels and patterns are counted together. */
    int shown(Kind kind) {
      return kind == Kind.SHARD ? count(kind) : count(Kind.CHANNEL) + count(Kind.PATTERN);
    }

    boolean isEmpty() {
      return names.values().stream().allMatch(Set::isEmpty);
    }
  }

  private PubSub(Engine engine) {
    for (Kind kind : Kind.values()) {
      listeners.put(kind, new LinkedHashMap<>());
    }
    engine.observe(this);
  }

  static PubSub of(Engine engine) {
    return engine.part(PubSub.class, PubSub::new);
  }

  static Subscriptions of(Session session) {
    return session.part(Subscriptions.class, Subscriptions::new);
  }

  static boolean isSubscribed(Session session) {
    Subscriptions subscriptions = session.part(Subscriptions.class);
    return subscriptions != null && !subscriptions.isEmpty();
  }

  static boolean isListening(Session session, Bytes channel) {
    return isSubscribed(session) && of(session).of(Kind.CHANNEL).contains(channel);
  }

  private Map<Bytes, Set<Session>> all(Kind kind) {
    return listeners.getOrDefault(kind, Map.of());
  }

  /** How many names of the kind somebody listens to. */
  int count(Kind kind) {
    return all(kind).size();
  }

  /** How many subscriptions of the kind there are, of all clients together. */
  int subscriptions(Kind kind) {
    return all(kind).values().stream().mapToInt(Set::size).sum();
  }

  /** Subscribes, and gives the message that confirms it. */
  Reply subscribe(Session session, Kind kind, Bytes name) {
    Subscriptions own = of(session);
    if (own.of(kind).add(name)) {
      all(kind).computeIfAbsent(name, n -> new LinkedHashSet<>()).add(session);
    }
    return Reply.push(kind.subscribed, Reply.bulk(name), Reply.integer(own.shown(kind)));
  }

  /** Unsubscribes, and gives the message that confirms it, also if there was no subscription. */
  Reply unsubscribe(Session session, Kind kind, Bytes name) {
    remove(session, kind, name);
    int left = of(session).shown(kind);
    return Reply.push(kind.unsubscribed, Reply.bulk(name), Reply.integer(left));
  }

  private void remove(Session session, Kind kind, Bytes name) {
    if (of(session).of(kind).remove(name)) {
      Set<Session> sessions = all(kind).get(name);
      if (sessions != null && sessions.remove(session) && sessions.isEmpty()) {
        all(kind).remove(name);
      }
    }
  }

  /** Ends all subscriptions of a kind, with a message for each, or one if there were none. */
  List<Reply> unsubscribeAll(Session session, Kind kind) {
    List<Reply> messages = new ArrayList<>();
    for (Bytes name : new ArrayList<>(of(session).of(kind))) {
      messages.add(unsubscribe(session, kind, name));
    }
    if (messages.isEmpty()) {
      int left = of(session).shown(kind);
      messages.add(Reply.push(kind.unsubscribed, Reply.NULL, Reply.integer(left)));
    }
    return messages;
  }

  /** Ends all subscriptions without a word. */
  void forget(Session session) {
    if (session.part(Subscriptions.class) == null) {
      return;
    }
    for (Kind kind : Kind.values()) {
      new ArrayList<>(of(session).of(kind)).forEach(name -> remove(session, kind, name));
    }
  }

  @Override
  public void sessionClosed(Session session) {
    forget(session);
  }

  /** Hands a message to all who listen to the channel; tells how many did. */
  int publish(Bytes channel, Bytes message) {
    int receivers =
        send(Kind.CHANNEL, channel, Reply.push(MESSAGE, Reply.bulk(channel), Reply.bulk(message)));
    for (Map.Entry<Bytes, Set<Session>> entry : all(Kind.PATTERN).entrySet()) {
      Bytes pattern = entry.getKey();
      if (Glob.matches(pattern, channel)) {
        Reply push =
            Reply.push(PMESSAGE, Reply.bulk(pattern), Reply.bulk(channel), Reply.bulk(message));
        receivers += send(Kind.PATTERN, pattern, push);
      }
    }
    return receivers;
  }

  /** Hands a message to all who listen to the shard channel; tells how many did. */
  int publishToShard(Bytes channel, Bytes message) {
    Reply push = Reply.push(SMESSAGE, Reply.bulk(channel), Reply.bulk(message));
    return send(Kind.SHARD, channel, push);
  }

  private int send(Kind kind, Bytes name, Reply push) {
    Set<Session> sessions = all(kind).getOrDefault(name, Set.of());
    sessions.forEach(session -> session.push(push));
    return sessions.size();
  }

  /** The channels or patterns that have listeners. */
  Collection<Bytes> names(Kind kind) {
    return all(kind).keySet();
  }

  int listeners(Kind kind, Bytes name) {
    return all(kind).getOrDefault(name, Set.of()).size();
  }

  /** Whether nobody listens to channels or patterns, so that events need not be made. */
  boolean isSilent() {
    return all(Kind.CHANNEL).isEmpty() && all(Kind.PATTERN).isEmpty();
  }
}
