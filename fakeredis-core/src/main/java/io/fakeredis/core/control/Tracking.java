package io.fakeredis.core.control;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Command;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Flag;
import io.fakeredis.api.Reply;
import io.fakeredis.core.engine.CallObserver;
import io.fakeredis.core.engine.CommandTable;
import io.fakeredis.core.engine.Engine;
import io.fakeredis.core.engine.Session;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Client-side caching: remembers who has read which key, and tells them when it changes. Keys of
 * all databases with one name are taken for one.
 */
final class Tracking implements CallObserver, Engine.Observer {
  private static final Feature KEYS_OF_SCRIPTS =
      Feature.since("TRACKING.keys-that-scripts-read", "7.2");
  private static final Reply INVALIDATE = Reply.bulk("invalidate");
  private static final Bytes CHANNEL = Bytes.of("__redis__:invalidate");

  private final Engine engine;
  private final Map<Bytes, Set<Session>> readers = new HashMap<>();
  private final Set<Session> tracked = new LinkedHashSet<>();

  /** By prefix the keys that were changed, and by whom, if it was a client. */
  private final Map<Bytes, Map<Bytes, Optional<Session>>> broadcasts = new TreeMap<>();

  private @Nullable Session current;
  private boolean expiring;

  /** How one client wants to be told. */
  static final class Mode {
    boolean broadcast;
    boolean optIn;
    boolean optOut;
    boolean noLoop;

    /** Id of the client that is told in this one's place; 0 for none. */
    long redirect;

    /** What CLIENT CACHING said of the next command. */
    boolean caching;

    boolean redirectBroken;
    final Set<Bytes> prefixes = new TreeSet<>();

    private boolean remembersReads() {
      return !broadcast && (optIn ? caching : !optOut || !caching);
    }
  }

  private Tracking(Engine engine) {
    this.engine = engine;
    engine.observe(this);
    engine.executor().observe(this);
    engine.configuration().onChange("tracking-table-max-keys", this::forgetSurplus);
  }

  static Tracking of(Engine engine) {
    return engine.part(Tracking.class, Tracking::new);
  }

  /** How the session is tracked; null if it is not. */
  static @Nullable Mode mode(Session session) {
    return session.part(Mode.class);
  }

  Mode enable(Session session) {
    tracked.add(session);
    return session.part(Mode.class, s -> new Mode());
  }

  void disable(Session session) {
    if (tracked.remove(session)) {
      session.dropPart(Mode.class);
      readers.values().removeIf(sessions -> sessions.remove(session) && sessions.isEmpty());
    }
  }

  int count() {
    return tracked.size();
  }

  /** How many keys somebody has read. */
  int keyCount() {
    return readers.size();
  }

  /** How many readers they have, added up. */
  long readerCount() {
    return readers.values().stream().mapToLong(Set::size).sum();
  }

  /** How many prefixes somebody wants to hear of. */
  long prefixCount() {
    return tracked.stream()
        .map(Tracking::mode)
        .filter(Objects::nonNull)
        .flatMap(mode -> mode.prefixes.stream())
        .distinct()
        .count();
  }

  @Override
  public boolean awaitsExpiry() {
    return !tracked.isEmpty();
  }

  @Override
  public void sessionClosed(Session session) {
    disable(session);
  }

  @Override
  public void calling(Session session) {
    current = session;
  }

  @Override
  public void handled(Session session, CommandTable.Row row, Args args) {
    Mode mode = tracked.isEmpty() ? null : mode(session);
    if (mode == null) {
      return;
    }
    if (reads(row.command()) && mode.remembersReads()) {
      remember(session, row, args);
    }
    boolean isOver = session.context() == Session.Context.CLIENT && session.transaction() == null;
    if (isOver && !row.command().name().startsWith("CLIENT ")) {
      mode.caching = false;
    }
  }

  /** EVAL_RO and its like read through the commands that they call. */
  private static boolean reads(Command command) {
    return command.has(Flag.READONLY) && !command.has(Flag.SKIP_MONITOR);
  }

  /** Up to 7.0 a script that reads anything is taken to have read all keys that it declares. */
  private void remember(Session session, CommandTable.Row row, Args args) {
    boolean own = engine.profile().has(KEYS_OF_SCRIPTS);
    CommandTable.Row reader = own ? row : Objects.requireNonNullElse(session.runningRow(), row);
    Args words = own ? args : Objects.requireNonNullElse(session.runningCall(), args);
    for (int position : reader.command().keys().positions(words)) {
      readers.computeIfAbsent(words.bytes(position), k -> new LinkedHashSet<>()).add(session);
    }
    forgetSurplus();
  }

  /** Clients are told of keys that are no longer watched for them as if those had changed. */
  private void forgetSurplus() {
    long most = engine.settings().number("tracking-table-max-keys");
    while (most > 0 && readers.size() > most) {
      invalidate(readers.keySet().iterator().next(), null);
    }
  }

  /**
   * Nobody's call changed the key: those who don't want to hear of their own changes hear of it.
   */
  @Override
  public void expired(int database, Bytes key) {
    expiring = true;
  }

  @Override
  public void touched(int database, Bytes key) {
    Session changer = expiring ? null : current;
    expiring = false;
    if (!tracked.isEmpty()) {
      changed(key, changer);
    }
  }

  private void changed(Bytes key, @Nullable Session changer) {
    invalidate(key, changer);
    broadcast(key, changer);
  }

  private void invalidate(Bytes key, @Nullable Session changer) {
    Set<Session> concerned = readers.remove(key);
    if (concerned != null) {
      for (Session session : concerned) {
        Mode mode = mode(session);
        if (mode != null && !(mode.noLoop && session == changer)) {
          tell(session, mode, Reply.bulks(List.of(key)));
        }
      }
    }
  }

  private void broadcast(Bytes key, @Nullable Session changer) {
    for (Session session : tracked) {
      Mode mode = mode(session);
      if (mode != null && mode.broadcast) {
        for (Bytes prefix : mode.prefixes) {
          if (startsWith(key, prefix)) {
            later(prefix, key, changer);
          }
        }
      }
    }
  }

  static boolean startsWith(Bytes text, Bytes prefix) {
    return text.length() >= prefix.length() && text.slice(0, prefix.length()).equals(prefix);
  }

  private void later(Bytes prefix, Bytes key, @Nullable Session changer) {
    if (broadcasts.isEmpty()) {
      engine.afterwards(this::sendBroadcasts);
    }
    Map<Bytes, Optional<Session>> changes =
        broadcasts.computeIfAbsent(prefix, p -> new TreeMap<>());
    if (changer == null) {
      changes.put(key, Optional.empty());
    } else {
      changes.putIfAbsent(key, Optional.of(changer));
    }
  }

  /** All keys of a prefix that were changed in one go are told of in one message. */
  private void sendBroadcasts() {
    Map<Bytes, Map<Bytes, Optional<Session>>> changes = new TreeMap<>(broadcasts);
    broadcasts.clear();
    changes.forEach(
        (prefix, keys) -> {
          for (Session session : new ArrayList<>(tracked)) {
            sendBroadcast(session, prefix, keys);
          }
        });
  }

  private void sendBroadcast(Session session, Bytes prefix, Map<Bytes, Optional<Session>> changes) {
    Mode mode = mode(session);
    if (mode == null || !mode.broadcast || !mode.prefixes.contains(prefix)) {
      return;
    }
    List<Bytes> keys = new ArrayList<>();
    changes.forEach(
        (key, changer) -> {
          if (!(mode.noLoop && changer.isPresent() && changer.get() == session)) {
            keys.add(key);
          }
        });
    if (!keys.isEmpty()) {
      tell(session, mode, Reply.bulks(keys));
    }
  }

  @Override
  public void flushed(int database) {
    readers.clear();
    for (Session session : new ArrayList<>(tracked)) {
      Mode mode = mode(session);
      if (mode != null) {
        tell(session, mode, Reply.NULL);
      }
    }
  }

  private void tell(Session session, Mode mode, Reply keys) {
    Session target = mode.redirect == 0 ? session : engine.session(mode.redirect);
    if (target == null) {
      if (!mode.redirectBroken && session.protocol() == 3) {
        Reply id = Reply.integer(mode.redirect);
        session.invalidate(Reply.push(Reply.bulk("tracking-redir-broken"), id));
      }
      mode.redirectBroken = true;
    } else if (target.protocol() == 3) {
      target.invalidate(Reply.push(INVALIDATE, keys));
    } else if (mode.redirect != 0 && PubSub.isListening(target, CHANNEL)) {
      target.invalidate(Reply.push(Reply.bulk("message"), Reply.bulk(CHANNEL), keys));
    }
  }
}
