package io.fakeredis.core.control;

import io.fakeredis.api.Database;
import io.fakeredis.api.Feature;
import io.fakeredis.api.ModuleInfo;
import io.fakeredis.api.StringValue;
import io.fakeredis.core.control.CommandStatistics.Usage;
import io.fakeredis.core.engine.Engine;
import io.fakeredis.core.keyspace.KeyDatabase;
import io.fakeredis.core.replication.Follower;
import io.fakeredis.core.replication.Followers;
import io.fakeredis.core.value.HashValue;
import io.fakeredis.core.value.ListValue;
import io.fakeredis.core.value.SetValue;
import io.fakeredis.core.value.SortedSetValue;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The text of INFO. */
final class InfoReport {
  private static final Feature FAILED_CALLS = Feature.since("INFO.failed-calls", "6.2");
  private static final Feature CACHED_KEYS = Feature.since("INFO.cached-keys", "keydb 6.3");
  private static final Feature VOLATILE_ITEMS = Feature.since("INFO.volatile-items", "valkey 9.0");
  private static final Feature KINDS_OF_REPLICAS =
      Feature.since("INFO.kinds-of-replicas", "valkey 8.1");
  private static final Feature FIELDS_EXPIRE = Feature.since("HEXPIRE", "7.4");

  private final Engine engine;
  private final ServerInfo info;
  private final StringBuilder text = new StringBuilder();

  InfoReport(Engine engine) {
    this.engine = engine;
    this.info = ServerInfo.of(engine);
  }

  /** The sections, of those that the server has, in its own order. */
  String sections(Collection<String> wanted) {
    for (String section : engine.facts().sections()) {
      String name = section.toLowerCase(Locale.ROOT);
      if (wanted.contains(name) || wanted.contains(name.replace("_", ""))) {
        add(section);
      }
    }
    return text.toString();
  }

  private void add(String section) {
    text.append(text.isEmpty() ? "" : "\r\n")
        .append("# ")
        .append(section.replace('_', ' '))
        .append("\r\n");
    switch (section) {
      case "Modules" -> info.modules().forEach(this::addModule);
      case "Commandstats" -> CommandStatistics.of(engine).usages().forEach(this::addUsage);
      case "Errorstats" ->
          CommandStatistics.of(engine)
              .errors()
              .forEach((code, count) -> line("errorstat_" + code, "count=" + count));
      case "Latencystats" -> CommandStatistics.of(engine).usages().forEach(this::addPercentiles);
      case "Keyspace" -> eachDatabase(this::addDatabase);
      case "Keysizes" -> eachDatabase(this::addSizes);
      case "Threads" -> addThread();
      case "Hotkeys" -> addHotKeys();
      case "Replication" -> addReplication(section);
      default -> engine.facts().fields(section).forEach(this::addField);
    }
  }

  private void line(String name, Object value) {
    text.append(name).append(':').append(value).append("\r\n");
  }

  private void addField(String field) {
    if (field.equals("listener0")) {
      addListeners();
    } else {
      line(Identity.field(engine, field), info.value(field));
    }
  }

  /** Where clients connect: each kind of place has a number of its own. */
  private void addListeners() {
    String addresses =
        Arrays.stream(engine.settings().text("bind").split(" ", -1))
            .filter(address -> !address.startsWith("-") || address.endsWith("*"))
            .filter(address -> !address.isEmpty())
            .map(address -> ",bind=" + address)
            .collect(Collectors.joining());
    line("listener0", "name=tcp" + place(addresses, engine.settings().number("port")));
    String socket = engine.settings().text("unixsocket");
    if (!socket.isEmpty()) {
      line("listener1", "name=unix,bind=" + socket);
    }
    long tlsPort = engine.settings().number("tls-port");
    if (tlsPort != 0) {
      line("listener2", "name=tls" + place(addresses, tlsPort));
    }
  }

  private static String place(String addresses, long port) {
    return port == 0 ? "" : addresses + ",port=" + port;
  }

  private void addReplication(String section) {
    for (String field : engine.facts().fields(section)) {
      line(field, info.value(field));
      if (field.equals("role")) {
        Replication.of(engine).replicaFields().forEach(this::line);
      } else if (field.equals("connected_slaves")) {
        addFollowers();
      }
    }
  }

  private void addFollowers() {
    int number = 0;
    for (Follower follower : Followers.of(engine).all()) {
      String kind = engine.profile().has(KINDS_OF_REPLICAS) ? ",type=replica" : "";
      line(
          "slave" + number++,
          "ip="
              + follower.address()
              + ",port="
              + follower.port()
              + ",state=online,offset="
              + follower.acknowledged()
              + ",lag="
              + follower.lag()
              + kind);
    }
  }

  private void addModule(ModuleInfo module) {
    line(
        "module",
        "name="
            + module.name()
            + ",ver="
            + module.version()
            + ",api=1,filters=0,usedby=[],using=[],options=[]");
  }

  private void addUsage(Usage usage) {
    double perCall = usage.calls() == 0 ? 0 : (double) usage.micros() / usage.calls();
    StringJoiner parts = new StringJoiner(",");
    parts.add("calls=" + usage.calls());
    parts.add("usec=" + usage.micros());
    parts.add(String.format(Locale.ROOT, "usec_per_call=%.2f", perCall));
    if (engine.profile().has(FAILED_CALLS)) {
      parts.add("rejected_calls=" + usage.rejected());
      parts.add("failed_calls=" + usage.failed());
    } else if (usage.calls() == 0) {
      return; // 6.0 does not know of calls that were rejected
    }
    line("cmdstat_" + usage.name(), parts);
  }

  private void addPercentiles(Usage usage) {
    if (usage.durations().total() == 0) {
      return;
    }
    StringJoiner parts = new StringJoiner(",");
    String percentiles = engine.settings().text("latency-tracking-info-percentiles");
    for (String percentile : percentiles.isEmpty() ? new String[0] : percentiles.split(" ", -1)) {
      long nanos = usage.durations().percentile(Double.parseDouble(percentile));
      parts.add(String.format(Locale.ROOT, "p%s=%.3f", percentile, nanos / 1000.0));
    }
    line("latency_percentiles_usec_" + usage.name(), parts);
  }

  /** One that serves a database. */
  private interface Section {
    void add(KeyDatabase db);
  }

  private void eachDatabase(Section section) {
    for (int i = 0; i < engine.keyspace().count(); i++) {
      if (engine.keyspace().database(i).size() > 0) {
        section.add(engine.keyspace().database(i));
      }
    }
  }

  private void addDatabase(KeyDatabase db) {
    StringBuilder parts = new StringBuilder();
    parts.append("keys=").append(db.size()).append(",expires=").append(db.expiring());
    parts.append(",avg_ttl=").append(db.expiring() == 0 ? 0 : averageTtl(db));
    if (engine.profile().has(FIELDS_EXPIRE)) {
      boolean own = engine.profile().has(VOLATILE_ITEMS);
      parts.append(own ? ",keys_with_volatile_items=" : ",subexpiry=");
      parts.append(hashesWithExpiry(db));
    }
    if (engine.profile().has(CACHED_KEYS)) {
      parts.append(",cached_keys=").append(db.size());
    }
    line("db" + db.index(), parts);
  }

  private long averageTtl(KeyDatabase db) {
    long[] sum = {0};
    int expiring = db.expiring(); // before the look at a key removes it because it has expired
    db.forEach(
        key -> {
          long at = db.expiresAt(key);
          sum[0] += at == Database.NEVER ? 0 : at - engine.keyspace().now();
        });
    return Math.max(0, sum[0] / expiring);
  }

  /** Redis waits on for a field that was to expire and shall not any more, Valkey does not. */
  private boolean isAwaited(HashValue hash) {
    return engine.profile().has(VOLATILE_ITEMS)
        ? hash.nextExpiry() != Database.NEVER
        : hash.awaited() >= engine.keyspace().now();
  }

  private long hashesWithExpiry(KeyDatabase db) {
    long[] count = {0};
    db.forEach(
        key -> {
          Database.Stored stored = db.stored(key);
          if (stored != null && stored.value() instanceof HashValue hash) {
            count[0] += isAwaited(hash) ? 1 : 0;
          }
        });
    return count[0];
  }

  /** How many keys of each kind have sizes from one power of two to the next. */
  private void addSizes(KeyDatabase db) {
    Map<String, Map<Long, Integer>> kinds = new LinkedHashMap<>();
    for (String kind :
        new String[] {
          "strings_sizes", "lists_items", "sets_items", "zsets_items", "hashes_items"
        }) {
      kinds.put(kind, new TreeMap<>());
    }
    db.forEach(
        key -> {
          Database.Stored stored = db.stored(key);
          if (stored != null) {
            count(stored.value(), kinds);
          }
        });
    kinds.forEach(
        (kind, sizes) -> {
          if (!sizes.isEmpty()) {
            StringJoiner parts = new StringJoiner(",");
            sizes.forEach((size, count) -> parts.add(binary(size) + "=" + count));
            line("db" + db.index() + "_distrib_" + kind, parts);
          }
        });
  }

  private static void count(Object value, Map<String, Map<Long, Integer>> kinds) {
    if (value instanceof StringValue string) {
      count("strings_sizes", string.length(), kinds);
    } else if (value instanceof ListValue list) {
      count("lists_items", list.size(), kinds);
    } else if (value instanceof SetValue set) {
      count("sets_items", set.size(), kinds);
    } else if (value instanceof SortedSetValue set) {
      count("zsets_items", set.size(), kinds);
    } else if (value instanceof HashValue hash) {
      count("hashes_items", hash.size(), kinds);
    }
  }

  private static void count(String kind, long size, Map<String, Map<Long, Integer>> kinds) {
    Map<Long, Integer> sizes = kinds.get(kind);
    if (sizes != null) {
      sizes.merge(Long.highestOneBit(size), 1, Integer::sum);
    }
  }

  private static String binary(long size) {
    String[] units = {"", "K", "M", "G", "T"};
    int unit = 0;
    long number = size;
    while (number >= 1024 && unit < units.length - 1) {
      number /= 1024;
      unit++;
    }
    return number + units[unit];
  }

  private void addHotKeys() {
    HotKeys keys = HotKeys.of(engine);
    if (keys != null) {
      line("hotkeys-tracking-active", keys.isActive() ? 1 : 0);
      line("hotkeys-cmd-cpu-time", 0); // what counting itself takes, in milliseconds
    }
  }

  private void addThread() {
    line(
        "io_thread_0",
        "clients="
            + info.value("connected_clients")
            + ",reads="
            + engine.traffic().reads()
            + ",writes="
            + engine.traffic().writes());
  }
}
