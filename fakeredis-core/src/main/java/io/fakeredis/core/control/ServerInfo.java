package io.fakeredis.core.control;

import io.fakeredis.api.Feature;
import io.fakeredis.api.ModuleInfo;
import io.fakeredis.core.acl.AclLog;
import io.fakeredis.core.config.Configuration;
import io.fakeredis.core.control.PubSub.Kind;
import io.fakeredis.core.engine.Engine;
import io.fakeredis.core.engine.Session;
import io.fakeredis.core.replication.Followers;
import io.fakeredis.core.script.ScriptFigures;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The fields of INFO that have a meaning here; of all others that the real server tells, the value
 * is {@link #nothing}. Which fields a server has, and in which order, the facts tell.
 */
final class ServerInfo {
  /** KeyDB counts its own versions where Valkey tells of the Redis that it grew from. */
  private static final Feature OWN_VERSION = Feature.since("INFO.own-redis-version", "keydb 6.0");

  private static final int ID_LENGTH = 40;
  private static final String NO_ID = "0".repeat(ID_LENGTH);
  private static final long SECOND = 1000;
  private static final int LRU_BITS = 24;

  /** Redis 8 has vector sets as a module that is always there, Valkey 9.1 the scripts' language. */
  private static final Map<Feature, ModuleInfo> BUILT_IN =
      Map.of(
          Feature.since("VADD", "8.0"), new ModuleInfo("vectorset", 1),
          Feature.since("SCRIPT.language-is-module", "valkey 9.1"),
              new ModuleInfo("lua", 1, "lua"));

  private final Engine engine;
  private final ServerStatistics statistics;
  private final CommandStatistics commands;
  private final MemoryUse memory;
  private final String runId;
  private final Map<String, Supplier<Object>> fields = new HashMap<>();

  private ServerInfo(Engine engine) {
    this.engine = engine;
    this.statistics = ServerStatistics.of(engine);
    this.commands = CommandStatistics.of(engine);
    this.memory = MemoryUse.of(engine);
    this.runId = randomId(engine);
    addServer();
    addClients();
    addMemory();
    addScripts();
    addPersistence();
    addStats();
    addReplication();
    addCpu();
  }

  static ServerInfo of(Engine engine) {
    return engine.part(ServerInfo.class, ServerInfo::new);
  }

  /** Forty hexadecimal digits. */
  static String randomId(Engine engine) {
    SplittableRandom random = new SplittableRandom(engine.random().nextLong());
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < ID_LENGTH; i++) {
      digits.append(Character.forDigit(random.nextInt(16), 16));
    }
    return digits.toString();
  }

  /** The value of a field. */
  String value(String field) {
    Supplier<Object> known = fields.get(field);
    return known == null ? nothing(field) : String.valueOf(known.get());
  }

  /** What is shown for what a fake does not have. */
  private static String nothing(String field) {
    if (field.endsWith("_kbps") || field.endsWith("_ratio") || field.endsWith("_perc")) {
      return "0.00";
    }
    if (field.endsWith("_human")) {
      return "0B";
    }
    return field.endsWith("_time_sec") ? "-1" : "0";
  }

  private void add(String field, Supplier<Object> value) {
    fields.put(field, value);
  }

  private Configuration configuration() {
    return engine.configuration();
  }

  private void addServer() {
    String version = engine.profile().version().toString();
    boolean own = engine.profile().has(OWN_VERSION);
    add("redis_version", () -> own ? version : engine.profile().redisVersion());
    add("redis_git_sha1", () -> "00000000");
    add("redis_build_id", () -> String.format(Locale.ROOT, "%016x", version.hashCode() * 31L));
    add("redis_mode", () -> "standalone");
    add("server_mode", () -> "standalone");
    add("server_name", () -> engine.profile().flavour());
    add("availability_zone", () -> configuration().text("availability-zone"));
    add("valkey_version", () -> version);
    add("valkey_release_stage", () -> "ga");
    add("engines_count", () -> 1);
    add("engine_0", () -> "name=LUA,module=lua,abi_version=4,used_memory=69632,memory_overhead=64");
    for (String certificate : List.of("server", "client", "ca")) {
      add("tls_" + certificate + "_cert_serial", () -> "none");
    }
    add("os", () -> String.join(" ", property("os.name"), property("os.version"), architecture()));
    add("arch_bits", () -> "64");
    add("monotonic_clock", () -> "POSIX clock_gettime");
    add("multiplexing_api", () -> "epoll");
    add("atomicvar_api", () -> "c11-builtin");
    add("gcc_version", () -> "0.0.0");
    add("process_id", () -> ProcessHandle.current().pid());
    add("process_supervised", () -> "no");
    add("run_id", () -> runId);
    add("tcp_port", () -> configuration().number("port"));
    add("server_time_usec", () -> engine.time().micros());
    add("uptime_in_seconds", this::uptime);
    add("uptime_in_days", () -> uptime() / Duration.ofDays(1).toSeconds());
    add("hz", () -> configuration().number("hz"));
    add("configured_hz", () -> configuration().number("hz"));
    add("lru_clock", () -> seconds(engine.time().millis()) & ((1 << LRU_BITS) - 1));
    add("executable", () -> ProcessHandle.current().info().command().orElse(""));
    add("config_file", this::configFile);
  }

  private static String architecture() {
    return property("os.arch").replace("amd64", "x86_64");
  }

  private static String property(String name) {
    return System.getProperty(name, "");
  }

  private long uptime() {
    return (engine.time().millis() - statistics.startedAt()) / SECOND;
  }

  private static long seconds(long millis) {
    return Math.floorDiv(millis, SECOND);
  }

  private String configFile() {
    return configuration().file() == null ? "" : configuration().file().path().toString();
  }

  private void addClients() {
    add("connected_clients", () -> clients().count());
    add("maxclients", () -> configuration().number("maxclients"));
    add("blocked_clients", engine::blockedCount);
    add("tracking_clients", () -> Tracking.of(engine).count());
    add("pubsub_clients", () -> clients().filter(PubSub::isSubscribed).count());
    add("watching_clients", () -> clients().filter(engine.watchedKeys()::isWatching).count());
    add("total_watched_keys", () -> engine.watchedKeys().count());
    add("total_blocking_keys", () -> engine.waiters().keyCount());
    add("paused_reason", () -> engine.pausedMillis() > 0 ? "client_pause" : "none");
    add("paused_actions", engine::pausedActions);
    add("paused_timeout_milliseconds", engine::pausedMillis);
    add("total_blocking_keys_on_nokey", () -> engine.waiters().keyCountForRemoval());
  }

  private Stream<Session> clients() {
    return engine.sessions().stream().filter(session -> !session.isInternal());
  }

  private void addMemory() {
    addSize("used_memory", memory::used);
    addSize("used_memory_rss", memory::used);
    addSize("used_memory_peak", memory::peak);
    addSize("maxmemory", () -> configuration().number("maxmemory"));
    addSize("total_system_memory", Runtime.getRuntime()::maxMemory);
    add("used_memory_peak_time", () -> seconds(memory.peakAt()));
    add("used_memory_peak_perc", () -> percent(memory.used(), memory.peak()));
    add("used_memory_startup", () -> MemoryUse.STARTUP);
    add("used_memory_overhead", memory::overhead);
    add("mem_clients_normal", memory::clients);
    add("mem_clients_slaves", memory::followers);
    add("mem_replication_backlog", memory::backlog);
    add("used_memory_dataset", memory::dataset);
    add("used_memory_dataset_perc", () -> percent(memory.dataset(), Math.max(1, memory.dataset())));
    add("allocator_allocated", memory::used);
    add("allocator_active", memory::used);
    add("allocator_resident", memory::used);
    add("maxmemory_policy", () -> configuration().text("maxmemory-policy"));
    for (String ratio :
        List.of("allocator_frag", "allocator_rss", "rss_overhead", "mem_fragmentation")) {
      add(ratio + "_ratio", () -> "1.00");
    }
    add("mem_allocator", () -> "libc");
  }

  private void addScripts() {
    ScriptFigures scripts = ScriptFigures.of(engine);
    add("number_of_cached_scripts", scripts::cachedScripts);
    add("evicted_scripts", scripts::evictedScripts);
    add("number_of_libraries", scripts::libraries);
    add("number_of_functions", scripts::functions);
    addSize("used_memory_lua", scripts::scriptVmBytes);
    add("used_memory_vm_eval", scripts::scriptVmBytes);
    add("used_memory_vm_functions", scripts::functionVmBytes);
    addSize("used_memory_vm_total", () -> scripts.scriptVmBytes() + scripts.functionVmBytes());
    add("used_memory_scripts_eval", scripts::scriptBytes);
    add("used_memory_functions", scripts::functionBytes);
    addSize("used_memory_scripts", () -> scripts.scriptBytes() + scripts.functionBytes());
  }

  private void addSize(String field, Supplier<Long> bytes) {
    add(field, bytes::get);
    add(field + "_human", () -> MemoryUse.human(bytes.get()));
  }

  private static String percent(long part, long whole) {
    return String.format(Locale.ROOT, "%.2f%%", 100.0 * part / whole);
  }

  private void addPersistence() {
    Persistence persistence = Persistence.of(engine);
    add("current_fork_perc", () -> "0.00");
    add("rdb_changes_since_last_save", persistence::changesSinceSave);
    add("rdb_last_save_time", persistence::savedAt);
    add("rdb_last_bgsave_status", () -> persistence.hasSucceeded() ? "ok" : "err");
    add("rdb_last_bgsave_time_sec", () -> persistence.saves() > 0 ? 0 : -1);
    add("rdb_saves", persistence::saves);
    add("rdb_last_load_keys_loaded", persistence::loadedKeys);
    add("aof_enabled", () -> configuration().enabled("appendonly") ? 1 : 0);
    add("aof_rewrites", persistence::rewrites);
    add("aof_last_rewrite_time_sec", () -> persistence.rewrites() > 0 ? 0 : -1);
    add("aof_last_bgrewrite_status", () -> "ok");
    add("aof_last_write_status", () -> "ok");
  }

  private void addStats() {
    PubSub pubSub = PubSub.of(engine);
    add("total_connections_received", () -> engine.traffic().connections());
    add("total_commands_processed", commands::calls);
    add("rejected_connections", () -> engine.traffic().rejectedConnections());
    add(
        "client_output_buffer_limit_disconnections",
        () -> engine.traffic().outputLimitDisconnections());
    add(
        "client_query_buffer_limit_disconnections",
        () -> engine.traffic().queryLimitDisconnections());
    add("total_net_input_bytes", () -> engine.traffic().inputBytes());
    add("total_net_output_bytes", () -> engine.traffic().outputBytes());
    add("total_reads_processed", () -> engine.traffic().reads());
    add("total_writes_processed", () -> engine.traffic().writes());
    AclLog denied = AclLog.of(engine);
    add("acl_access_denied_auth", () -> denied.refusals("auth"));
    add("acl_access_denied_cmd", () -> denied.refusals("command"));
    add("acl_access_denied_key", () -> denied.refusals("key"));
    add("acl_access_denied_channel", () -> denied.refusals("channel"));
    add("acl_access_denied_tls_cert", () -> denied.refusals("tls-cert"));
    add("acl_access_denied_db", () -> denied.refusals("database"));
    add("expired_keys", statistics::expired);
    add("expired_keys_active", statistics::expiredInCycle);
    add("tracking_total_keys", () -> Tracking.of(engine).keyCount());
    add("tracking_total_items", () -> Tracking.of(engine).readerCount());
    add("tracking_total_prefixes", () -> Tracking.of(engine).prefixCount());
    add("expire_cycle_cpu_milliseconds", statistics::expireMillis);
    add("expired_subkeys", statistics::expiredFields);
    add("expired_subkeys_active", statistics::expiredFieldsInCycle);
    add("expired_fields", statistics::expiredFields);
    add("evicted_keys", statistics::evicted);
    add("evicted_clients", () -> ClientMemory.of(engine).evicted());
    add("keyspace_hits", statistics::hits);
    add("keyspace_misses", statistics::misses);
    add("pubsub_channels", () -> pubSub.count(Kind.CHANNEL));
    add("pubsub_patterns", () -> pubSub.count(Kind.PATTERN));
    add("pubsubshard_channels", () -> pubSub.count(Kind.SHARD));
    add("total_error_replies", commands::errorReplies);
    Persistence persistence = Persistence.of(engine);
    add("total_forks", () -> persistence.saves() + persistence.rewrites());
  }

  private void addReplication() {
    add("role", () -> Replication.of(engine).isReplica() ? "slave" : "master");
    Followers followers = Followers.of(engine);
    add("sync_full", () -> followers.statistics().countFull());
    add("sync_partial_ok", () -> followers.statistics().countResumed());
    add("sync_partial_err", () -> followers.statistics().countRefused());
    add("total_net_repl_output_bytes", () -> followers.statistics().bytes());
    add("connected_slaves", () -> followers.all().size());
    add("master_repl_offset", followers::offset);
    add("repl_backlog_active", () -> followers.keepsBacklog() ? 1 : 0);
    add("repl_backlog_first_byte_offset", followers::backlogStart);
    add("repl_backlog_histlen", followers::backlogLength);
    add("master_failover_state", () -> "no-failover");
    add("master_replid", () -> Replication.of(engine).id());
    add("master_replid2", () -> NO_ID);
    add("second_repl_offset", () -> -1);
    add("repl_backlog_size", () -> configuration().number("repl-backlog-size"));
  }

  private void addCpu() {
    for (String where : List.of("", "_children", "_main_thread")) {
      add("used_cpu_sys" + where, () -> "0.000000");
      add("used_cpu_user" + where, () -> where.equals("_children") ? "0.000000" : cpuSeconds());
    }
  }

  private static String cpuSeconds() {
    return String.format(Locale.ROOT, "%.6f", cpuTime().toNanos() / 1e9);
  }

  /** How much of the processor's time the Java process has had. */
  static Duration cpuTime() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** The modules, as INFO and MODULE LIST tell. */
  List<ModuleInfo> modules() {
    Stream<ModuleInfo> builtIn =
        BUILT_IN.entrySet().stream()
            .filter(module -> engine.profile().has(module.getKey()))
            .map(Map.Entry::getValue);
    Stream<ModuleInfo> plugins =
        engine.executor().table().rows().stream()
            .map(row -> row.plugin())
            .distinct()
            .map(plugin -> plugin.module(engine.profile()))
            .filter(module -> module != null)
            .distinct();
    return Stream.concat(builtIn, plugins).toList();
  }
}
