package io.fakeredis.core.control;

import io.fakeredis.api.Doubles;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Reply;
import io.fakeredis.core.engine.ServerCall;
import io.fakeredis.core.keyspace.KeyDatabase;
import io.fakeredis.core.keyspace.Keyspace;
import io.fakeredis.core.script.ScriptFigures;
import java.util.ArrayList;
import java.util.List;

/** MEMORY STATS. */
final class MemoryStats {
  private static final Feature CLUSTER_LINKS = Feature.since("MEMORY STATS.cluster-links", "7.0");
  private static final Feature NO_SLOT_TABLE = Feature.since("MEMORY STATS.no-slot-table", "7.4");
  private static final Feature TABLES = Feature.since("MEMORY STATS.tables", "7.4");
  private static final Feature FULL_SYNC = Feature.since("MEMORY STATS.full-sync-buffer", "8.0");
  private static final Feature SLOT_MIGRATION =
      Feature.since("MEMORY STATS.slot-migration", "valkey 9.0");
  private static final int BUCKET = 8;
  private static final int TABLE_ENTRY = 24;

  private final ServerCall call;
  private final List<Reply> items = new ArrayList<>();

  private MemoryStats(ServerCall call) {
    this.call = call;
  }

  static Reply reply(ServerCall call) {
    MemoryStats stats = new MemoryStats(call);
    stats.addServer();
    stats.addDatabases();
    stats.addDataset();
    stats.addAllocator();
    return Reply.map(stats.items);
  }

  private void add(String name, Reply value) {
    items.add(Reply.bulk(name));
    items.add(value);
  }

  private void add(String name, long bytes) {
    add(name, Reply.integer(bytes));
  }

  private void addIf(Feature feature, String name, long bytes) {
    if (call.has(feature)) {
      add(name, bytes);
    }
  }

  private void addRatio(String name, double value) {
    add(name, Reply.real(value, Doubles.seventeenDigits(value)));
  }

  private void addServer() {
    MemoryUse memory = MemoryUse.of(call.engine());
    add("peak.allocated", memory.peak());
    add("total.allocated", memory.used());
    add("startup.allocated", MemoryUse.STARTUP);
    add("replication.backlog", memory.backlog());
    addIf(FULL_SYNC, "replica.fullsync.buffer", 0);
    addIf(SLOT_MIGRATION, "replicas.repl.buffer", 0);
    add("clients.slaves", memory.followers());
    add("clients.normal", memory.clients());
    addIf(CLUSTER_LINKS, "cluster.links", 0);
    addIf(SLOT_MIGRATION, "cluster.slot_import", 0);
    addIf(SLOT_MIGRATION, "cluster.slot_export", 0);
    add("aof.buffer", 0);
    ScriptFigures scripts = ScriptFigures.of(call.engine());
    add("lua.caches", scripts.scriptBytes());
    addIf(CLUSTER_LINKS, "functions.caches", scripts.functionBytes());
    addIf(FULL_SYNC, "script.VMs", 0);
  }

  private void addDatabases() {
    Keyspace keyspace = call.engine().keyspace();
    long lookUpTables = 0;
    for (int i = 0; i < keyspace.count(); i++) {
      if (keyspace.database(i).size() > 0) {
        add("db." + i, database(keyspace.database(i)));
        lookUpTables += lookUpTable(keyspace.database(i));
      }
    }
    addIf(TABLES, "overhead.db.hashtable.lut", lookUpTables);
    addIf(TABLES, "overhead.db.hashtable.rehashing", 0);
  }

  private static long lookUpTable(KeyDatabase db) {
    return (long) db.shape().buckets() * BUCKET;
  }

  private Reply database(KeyDatabase db) {
    List<Reply> tables = new ArrayList<>();
    tables.add(Reply.bulk("overhead.hashtable.main"));
    tables.add(Reply.integer(lookUpTable(db) + db.size() * TABLE_ENTRY));
    tables.add(Reply.bulk("overhead.hashtable.expires"));
    tables.add(Reply.integer(db.expiring() * (long) (BUCKET + TABLE_ENTRY)));
    if (call.has(CLUSTER_LINKS) && !call.has(NO_SLOT_TABLE)) {
      tables.add(Reply.bulk("overhead.hashtable.slot-to-keys"));
      tables.add(Reply.ZERO);
    }
    return Reply.map(tables);
  }

  private void addDataset() {
    MemoryUse memory = MemoryUse.of(call.engine());
    long keys = 0;
    for (int i = 0; i < call.engine().keyspace().count(); i++) {
      keys += call.engine().keyspace().database(i).size();
    }
    add("overhead.total", memory.overhead());
    addIf(TABLES, "db.dict.rehashing.count", 0);
    add("keys.count", keys);
    add("keys.bytes-per-key", keys == 0 ? 0 : memory.dataset() / keys);
    add("dataset.bytes", memory.dataset());
    addRatio("dataset.percentage", memory.dataset() == 0 ? 0 : 100);
    addRatio("peak.percentage", 100.0 * memory.used() / memory.peak());
  }

  /** As if the allocator wasted nothing. */
  private void addAllocator() {
    long used = MemoryUse.of(call.engine()).used();
    add("allocator.allocated", used);
    add("allocator.active", used);
    add("allocator.resident", used);
    addIf(TABLES, "allocator.muzzy", 0);
    addRatio("allocator-fragmentation.ratio", 1);
    add("allocator-fragmentation.bytes", 0);
    addRatio("allocator-rss.ratio", 1);
    add("allocator-rss.bytes", 0);
    addRatio("rss-overhead.ratio", 1);
    add("rss-overhead.bytes", 0);
    addRatio("fragmentation", 1);
    add("fragmentation.bytes", 0);
  }
}
