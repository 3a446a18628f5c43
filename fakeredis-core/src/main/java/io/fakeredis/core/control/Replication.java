package io.fakeredis.core.control;

import io.fakeredis.api.Feature;
import io.fakeredis.api.Profile;
import io.fakeredis.api.Reply;
import io.fakeredis.api.Settings;
import io.fakeredis.core.engine.Engine;
import io.fakeredis.core.replication.Followers;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which part a server plays in replication. Made a replica itself, it behaves like one whose
 * primary can't be reached: it keeps the data that it has, and takes no writes.
 */
final class Replication {
  private static final Feature READ_OFFSET = Feature.since("INFO.slave_read_repl_offset", "6.2");
  private static final Feature ANNOUNCED = Feature.since("INFO.replica_announced", "6.2");
  private static final Feature FULL_SYNC = Feature.since("INFO.replica_full_sync_buffer", "8.0");
  private static final Feature ATTEMPTS = Feature.since("INFO.sync_attempts", "8.2");
  private static final Feature BUFFER = Feature.since("INFO.replicas_repl_buffer", "valkey 8.0");
  private static final Reply UNBLOCKED =
      Reply.error(
          "UNBLOCKED force unblock from blocking operation, instance state changed (master ->"
              + " replica?)");

  private final Engine engine;
  private String id;
  private @Nullable Primary primary;
  private boolean needsReplicas;

  /** Whose replica the server is to be. */
  record Primary(String host, int port) {}

  private Replication(Engine engine) {
    this.engine = engine;
    this.id = ServerInfo.randomId(engine);
    readSettings();
    engine.configuration().onChange("min-replicas-to-write", this::readSettings);
    engine.configuration().onChange("min-replicas-max-lag", this::readSettings);
  }

  private void readSettings() {
    Settings settings = engine.settings();
    needsReplicas =
        settings.number("min-replicas-to-write") > 0 && settings.number("min-replicas-max-lag") > 0;
  }

  static Replication of(Engine engine) {
    return engine.part(Replication.class, Replication::new);
  }

  /** The replication id. */
  String id() {
    return id;
  }

  void changeId() {
    id = ServerInfo.randomId(engine);
  }

  /** Whose replica the server is; null if it is nobody's. */
  @Nullable Primary primary() {
    return primary;
  }

  boolean isReplica() {
    return primary != null;
  }

  /** A primary can be told to take no writes unless enough replicas have been heard of lately. */
  boolean lacksReplicas() {
    if (primary != null || !needsReplicas) {
      return false;
    }
    long mostLag = engine.settings().number("min-replicas-max-lag");
    long wanted = engine.settings().number("min-replicas-to-write");
    return Followers.of(engine).countGood(mostLag) < wanted;
  }

  /** A replica refuses writes, as a rule. */
  boolean refusesWrites() {
    return primary != null && engine.settings().enabled("replica-read-only");
  }

  /** A replica leaves it to its primary what is evicted. */
  boolean ignoresMemory() {
    return primary != null && engine.settings().enabled("replica-ignore-maxmemory");
  }

  /** Expired keys stay until the primary has them removed. */
  void follow(Primary newPrimary) {
    if (primary == null) {
      engine.keyspace().holdExpiry();
      engine.waiters().endAll(UNBLOCKED);
    }
    primary = newPrimary;
  }

  /** Becomes a primary again. */
  void followNobody() {
    if (primary != null) {
      primary = null;
      engine.keyspace().releaseExpiry();
      changeId();
    }
  }

  /** The lines of INFO that only a replica has, behind its role. */
  Map<String, Object> replicaFields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    if (primary == null) {
      return fields;
    }
    Profile profile = engine.profile();
    fields.put("master_host", primary.host());
    fields.put("master_port", primary.port());
    fields.put("master_link_status", "down");
    fields.put("master_last_io_seconds_ago", -1);
    fields.put("master_sync_in_progress", 0);
    if (profile.has(READ_OFFSET)) {
      fields.put("slave_read_repl_offset", 0);
    }
    fields.put("slave_repl_offset", 0);
    addSync(fields, profile);
    addLink(fields, profile);
    return fields;
  }

  private static void addSync(Map<String, Object> fields, Profile profile) {
    if (profile.has(FULL_SYNC)) {
      fields.put("replica_full_sync_buffer_size", 0);
      fields.put("replica_full_sync_buffer_peak", 0);
    }
    if (profile.has(BUFFER)) {
      fields.put("replicas_repl_buffer_size", 0);
      fields.put("replicas_repl_buffer_peak", 0);
    }
    if (profile.has(ATTEMPTS)) {
      fields.put("master_current_sync_attempts", 1);
      fields.put("master_total_sync_attempts", 1);
    }
  }

  private void addLink(Map<String, Object> fields, Profile profile) {
    fields.put("master_link_down_since_seconds", -1);
    if (profile.has(ATTEMPTS)) {
      fields.put("total_disconnect_time_sec", 0);
    }
    fields.put("slave_priority", engine.settings().number("replica-priority"));
    fields.put("slave_read_only", engine.settings().enabled("replica-read-only") ? 1 : 0);
    if (profile.has(ANNOUNCED)) {
      fields.put("replica_announced", engine.settings().enabled("replica-announced") ? 1 : 0);
    }
  }
}
