package io.fakeredis.core.engine;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Profile;
import io.fakeredis.core.keyspace.Keyspace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who watches which key, and whose transaction can therefore no longer be run. */
public final class WatchedKeys {
  /** Since 7.0 a key that has already expired when it is watched does not expire once more. */
  private static final Feature KNOWS_EXPIRED = Feature.since("WATCH.knows-expired", "7.0");

  private final Map<KeyId, Set<Session>> watchers = new HashMap<>();
  private final Keyspace keyspace;
  private final boolean knowsExpired;

  /** A key with the number of its database. */
  record KeyId(int database, Bytes key) {}

  /** What one session watches. */
  static final class Watch {
    private final List<KeyId> keys = new ArrayList<>();
    private final Set<KeyId> expiredBefore = new HashSet<>();
    private boolean dirty;
  }

  WatchedKeys(Keyspace keyspace, Profile profile) {
    this.keyspace = keyspace;
    this.knowsExpired = profile.has(KNOWS_EXPIRED);
  }

  public void watch(Session session, Bytes key) {
    KeyId id = new KeyId(session.database(), key);
    Watch watch = session.part(Watch.class, s -> new Watch());
    if (watchers.computeIfAbsent(id, k -> new HashSet<>()).add(session)) {
      watch.keys.add(id);
      if (knowsExpired && keyspace.database(id.database()).holdsExpired(key)) {
        watch.expiredBefore.add(id);
      }
    }
  }

  public void unwatch(Session session) {
    Watch watch = session.part(Watch.class);
    if (watch == null) {
      return;
    }
    for (KeyId id : watch.keys) {
      Set<Session> sessions = watchers.get(id);
      if (sessions != null && sessions.remove(session) && sessions.isEmpty()) {
        watchers.remove(id);
      }
    }
    session.dropPart(Watch.class);
  }

  /** Whether a key that the session watches was changed, or its time is up. */
  public boolean isDirty(Session session) {
    Watch watch = session.part(Watch.class);
    if (watch == null) {
      return false;
    }
    for (KeyId id : watch.keys) {
      var database = keyspace.database(id.database());
      if (!watch.expiredBefore.contains(id) && database.holdsExpired(id.key())) {
        return true;
      }
    }
    return watch.dirty;
  }

  public boolean isWatching(Session session) {
    return session.part(Watch.class) != null;
  }

  public int count() {
    return watchers.size();
  }

  /** How many keys the session watches; once one has changed, the others no longer matter. */
  public int count(Session session) {
    Watch watch = session.part(Watch.class);
    return watch == null || watch.dirty ? 0 : watch.keys.size();
  }

  /** Whether a key that the session watches is known to have changed; looks at no key. */
  public boolean isMarked(Session session) {
    Watch watch = session.part(Watch.class);
    return watch != null && watch.dirty;
  }

  void touched(int database, Bytes key) {
    if (watchers.isEmpty()) {
      return;
    }
    KeyId id = new KeyId(database, key);
    for (Session session : watchers.getOrDefault(id, Set.of())) {
      if (!isLateRemoval(session, id)) {
        markDirty(session);
      }
    }
  }

  /** Whether a key is gone that had expired before it was watched. */
  private boolean isLateRemoval(Session session, KeyId id) {
    Watch watch = session.part(Watch.class);
    return watch != null
        && watch.expiredBefore.remove(id)
        && !keyspace.database(id.database()).holds(id.key());
  }

  /** All keys of the database go; those who watch one that exists are concerned. */
  void flushed(int database) {
    for (Map.Entry<KeyId, Set<Session>> watched : watchers.entrySet()) {
      KeyId id = watched.getKey();
      if ((database < 0 || database == id.database())
          && keyspace.database(id.database()).stored(id.key()) != null) {
        watched.getValue().forEach(WatchedKeys::markDirty);
      }
    }
  }

  /**
   * Two databases are about to be exchanged: who watches a key that exists in either is concerned.
   */
  void exchanged(int first, int second) {
    for (Map.Entry<KeyId, Set<Session>> watched : watchers.entrySet()) {
      KeyId id = watched.getKey();
      boolean concerned = id.database() == first || id.database() == second;
      if (concerned && (exists(first, id.key()) || exists(second, id.key()))) {
        watched.getValue().forEach(WatchedKeys::markDirty);
      }
    }
  }

  private boolean exists(int database, Bytes key) {
    return keyspace.database(database).stored(key) != null;
  }

  private static void markDirty(Session session) {
    Watch watch = session.part(Watch.class);
    if (watch != null) {
      watch.dirty = true;
    }
  }
}
