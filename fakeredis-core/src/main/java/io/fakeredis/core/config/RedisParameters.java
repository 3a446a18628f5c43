package io.fakeredis.core.config;

import static io.fakeredis.api.Parameter.Check.memory;
import static io.fakeredis.api.Parameter.Check.number;
import static io.fakeredis.api.Parameter.Check.oneOf;
import static io.fakeredis.api.Parameter.Check.text;
import static io.fakeredis.api.Parameter.Check.unsignedMemory;
import static io.fakeredis.api.Parameter.Check.yesNo;
import static io.fakeredis.api.Parameter.Trait.HIDDEN;
import static io.fakeredis.api.Parameter.Trait.IMMUTABLE;
import static io.fakeredis.api.Parameter.Trait.INTERNAL;
import static io.fakeredis.api.Parameter.Trait.PROTECTED;
import static io.fakeredis.api.Parameter.Trait.SEVERAL_WORDS;
import static io.fakeredis.api.Parameter.gone;
import static io.fakeredis.api.Parameter.parameter;

import io.fakeredis.api.Command;
import io.fakeredis.api.Parameter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The parameters of Redis itself, by theme. */
public final class RedisParameters {
  private static final String ALWAYS = Command.ALWAYS;
  private static final long INT = Integer.MAX_VALUE;
  private static final long UNSIGNED_INT = 0xFFFFFFFFL;
  private static final long LONG = Long.MAX_VALUE;
  private static final long PORT = 65535;
  private static final long MEGABYTE = 1 << 20;

  private RedisParameters() {}

  /** All rows. */
  public static List<Parameter> rows() {
    List<Parameter> rows = new ArrayList<>(network());
    rows.addAll(tls());
    rows.addAll(server());
    rows.addAll(clients());
    rows.addAll(eviction());
    rows.addAll(encodings());
    rows.addAll(persistence());
    rows.addAll(replication());
    rows.addAll(cluster());
    rows.addAll(monitoring());
    rows.addAll(debugging());
    return rows;
  }

  private static List<Parameter> network() {
    return List.of(
        parameter("port", ALWAYS, "6379", number(0, PORT)).with(IMMUTABLE),
        parameter("port", "7.0", "6379", number(0, PORT)),
        parameter("bind", ALWAYS, "", text()).with(SEVERAL_WORDS, IMMUTABLE),
        parameter("bind", "6.2", "* -::*", Checks::addresses).with(SEVERAL_WORDS),
        parameter("bind-source-addr", "7.0", "", text()),
        parameter("tcp-backlog", ALWAYS, "511", number(0, INT)).with(IMMUTABLE),
        parameter("tcp-keepalive", ALWAYS, "300", number(0, INT)),
        parameter("timeout", ALWAYS, "0", number(0, INT)),
        parameter("protected-mode", ALWAYS, "yes", yesNo()),
        parameter("unixsocket", ALWAYS, "", text()).with(IMMUTABLE),
        parameter("unixsocketperm", ALWAYS, "0", Checks::octal).with(IMMUTABLE),
        parameter("socket-mark-id", "7.0", "0", number(0, UNSIGNED_INT)).with(IMMUTABLE),
        parameter("max-new-connections-per-cycle", "7.4", "10", number(1, 1000)),
        parameter("max-new-tls-connections-per-cycle", "7.4", "1", number(1, 1000)));
  }

  private static List<Parameter> tls() {
    return List.of(
        parameter("tls-port", ALWAYS, "0", number(0, PORT)).with(IMMUTABLE),
        parameter("tls-port", "6.2", "0", number(0, PORT)),
        parameter("tls-session-cache-size", ALWAYS, "20480", number(0, INT)),
        parameter("tls-session-cache-timeout", ALWAYS, "300", number(0, INT)),
        parameter("tls-session-caching", ALWAYS, "yes", yesNo()),
        parameter("tls-cluster", ALWAYS, "no", yesNo()),
        parameter("tls-replication", ALWAYS, "no", yesNo()),
        parameter("tls-auth-clients", ALWAYS, "yes", oneOf("no", "yes", "optional")),
        parameter("tls-auth-clients-user", "8.6", "off", oneOf("CN", "off")),
        parameter("tls-prefer-server-ciphers", ALWAYS, "no", yesNo()),
        parameter("tls-cert-file", ALWAYS, "", text()),
        parameter("tls-key-file", ALWAYS, "", text()),
        parameter("tls-key-file-pass", "6.2", "", text()),
        parameter("tls-client-cert-file", "6.2", "", text()),
        parameter("tls-client-key-file", "6.2", "", text()),
        parameter("tls-client-key-file-pass", "6.2", "", text()),
        parameter("tls-dh-params-file", ALWAYS, "", text()),
        parameter("tls-ca-cert-file", ALWAYS, "", text()),
        parameter("tls-ca-cert-dir", ALWAYS, "", text()),
        parameter("tls-protocols", ALWAYS, "", text()),
        parameter("tls-ciphers", ALWAYS, "", text()),
        parameter("tls-ciphersuites", ALWAYS, "", text()));
  }

  private static List<Parameter> server() {
    return List.of(
        parameter("databases", ALWAYS, "16", number(1, INT)).with(IMMUTABLE),
        parameter("daemonize", ALWAYS, "no", yesNo()).with(IMMUTABLE),
        parameter("supervised", ALWAYS, "no", oneOf("upstart", "systemd", "auto", "no"))
            .with(IMMUTABLE),
        parameter("pidfile", ALWAYS, "", text()).with(IMMUTABLE),
        parameter("always-show-logo", ALWAYS, "no", yesNo()).with(IMMUTABLE),
        parameter("set-proc-title", "6.2", "yes", yesNo()).with(IMMUTABLE),
        parameter(
            "proc-title-template",
            "6.2",
            "{title} {listen-addr} {server-mode}",
            Checks::processTitle),
        parameter("hz", ALWAYS, "10", Checks::frequency),
        parameter("dynamic-hz", ALWAYS, "yes", yesNo()),
        parameter("activerehashing", ALWAYS, "yes", yesNo()),
        parameter("io-threads", ALWAYS, "1", number(1, 128)).with(IMMUTABLE),
        parameter("io-threads-do-reads", ALWAYS, "no", yesNo()).with(IMMUTABLE),
        gone("io-threads-do-reads", "8.0"),
        parameter("server-cpulist", "7.4", "", text())
            .also("server_cpulist", ALWAYS)
            .with(IMMUTABLE),
        parameter("bio-cpulist", "7.4", "", text()).also("bio_cpulist", ALWAYS).with(IMMUTABLE),
        parameter("disable-thp", "6.2", "yes", yesNo()).with(IMMUTABLE),
        parameter("locale-collate", "7.2", "", text()),
        parameter("gopher-enabled", ALWAYS, "no", yesNo()),
        gone("gopher-enabled", "7.0"),
        parameter("ignore-warnings", ALWAYS, "ARM64-COW-BUG", text()),
        parameter("ignore-warnings", "6.2", "", text()),
        parameter("busy-reply-threshold", "7.0", "5000", number(0, LONG))
            .also("lua-time-limit", ALWAYS),
        parameter("lua-replicate-commands", ALWAYS, "yes", yesNo()),
        gone("lua-replicate-commands", "7.0"),
        parameter("lua-enable-deprecated-api", "7.0", "no", yesNo()).with(IMMUTABLE, HIDDEN),
        parameter("enable-protected-configs", "7.0", "no", Checks.permission()).with(IMMUTABLE),
        parameter("enable-debug-command", "7.0", "no", Checks.permission()).with(IMMUTABLE),
        parameter("enable-module-command", "7.0", "no", Checks.permission()).with(IMMUTABLE),
        parameter("vset-force-single-threaded-execution", "8.2", "no", yesNo()),
        parameter("lookahead", "8.4", "16", number(1, INT)),
        parameter("oom-score-adj", ALWAYS, "no", oneOf("no", "yes", "relative", "absolute")),
        parameter("oom-score-adj-values", ALWAYS, "0 200 800", Checks::oomScores)
            .with(SEVERAL_WORDS),
        parameter("shutdown-timeout", "7.0", "10", number(0, INT)),
        parameter("shutdown-on-sigint", "7.0", "default", Checks.shutdownModes())
            .with(SEVERAL_WORDS),
        parameter("shutdown-on-sigterm", "7.0", "default", Checks.shutdownModes())
            .with(SEVERAL_WORDS));
  }

  private static List<Parameter> clients() {
    return List.of(
        parameter("requirepass", ALWAYS, "", text()),
        parameter("aclfile", ALWAYS, "", text()).with(IMMUTABLE),
        parameter("acllog-max-len", ALWAYS, "128", number(0, LONG)),
        parameter("acl-pubsub-default", "6.2", "allchannels", Checks.channelDefault()),
        parameter("acl-pubsub-default", "7.0", "resetchannels", Checks.channelDefault()),
        parameter("maxclients", ALWAYS, "10000", number(1, UNSIGNED_INT)),
        parameter("maxmemory-clients", "7.0", "0", Checks::memoryOrPercent),
        parameter("client-query-buffer-limit", ALWAYS, "1073741824", Checks::queryBufferLimit),
        parameter("client-query-buffer-limit", "7.0", "1073741824", memory(MEGABYTE)),
        parameter(
                "client-output-buffer-limit",
                ALWAYS,
                "normal 0 0 0 slave 268435456 67108864 60 pubsub 33554432 8388608 60",
                BufferLimits::check)
            .with(SEVERAL_WORDS),
        parameter("proto-max-bulk-len", ALWAYS, "536870912", memory(MEGABYTE)),
        parameter("tracking-table-max-keys", ALWAYS, "1000000", number(0, LONG)),
        parameter("notify-keyspace-events", ALWAYS, "", new EventClasses()));
  }

  private static List<Parameter> eviction() {
    return List.of(
        parameter("maxmemory", ALWAYS, "0", unsignedMemory()),
        parameter("maxmemory-policy", ALWAYS, "noeviction", Checks.evictionPolicies(false)),
        parameter("maxmemory-policy", "8.6", "noeviction", Checks.evictionPolicies(true)),
        parameter("maxmemory-samples", ALWAYS, "5", number(1, INT)),
        parameter("maxmemory-samples", "7.4", "5", number(1, 64)),
        parameter("maxmemory-eviction-tenacity", "6.2", "10", number(0, 100)),
        parameter("lfu-log-factor", ALWAYS, "10", number(0, INT)),
        parameter("lfu-decay-time", ALWAYS, "1", number(0, INT)),
        parameter("active-expire-effort", ALWAYS, "1", number(1, 10)),
        parameter("lazyfree-lazy-eviction", ALWAYS, "no", yesNo()),
        parameter("lazyfree-lazy-expire", ALWAYS, "no", yesNo()),
        parameter("lazyfree-lazy-server-del", ALWAYS, "no", yesNo()),
        parameter("lazyfree-lazy-user-del", ALWAYS, "no", yesNo()),
        parameter("lazyfree-lazy-user-flush", "6.2", "no", yesNo()),
        parameter("activedefrag", ALWAYS, "no", yesNo()),
        parameter("active-defrag-ignore-bytes", ALWAYS, "104857600", memory(1)),
        parameter("active-defrag-threshold-lower", ALWAYS, "10", number(0, 1000)),
        parameter("active-defrag-threshold-upper", ALWAYS, "100", number(0, 1000)),
        parameter("active-defrag-cycle-min", ALWAYS, "1", number(1, 99)),
        parameter("active-defrag-cycle-max", ALWAYS, "25", number(1, 99)),
        parameter("active-defrag-max-scan-fields", ALWAYS, "1000", number(1, LONG)),
        parameter("jemalloc-bg-thread", ALWAYS, "yes", yesNo()));
  }

  private static List<Parameter> encodings() {
    return List.of(
        parameter("hash-max-listpack-entries", "7.0", "512", number(0, LONG))
            .also("hash-max-ziplist-entries", ALWAYS),
        parameter("hash-max-listpack-value", "7.0", "64", memory(0))
            .also("hash-max-ziplist-value", ALWAYS),
        parameter("hash-min-template-entries", "8.10", "0", number(0, LONG)),
        parameter("hash-max-template-entries", "8.10", "0", number(0, LONG)),
        parameter("list-max-listpack-size", "7.0", "-2", number(-INT - 1, INT))
            .also("list-max-ziplist-size", ALWAYS),
        parameter("list-compress-depth", ALWAYS, "0", number(0, INT)),
        parameter("set-max-intset-entries", ALWAYS, "512", number(0, LONG)),
        parameter("set-max-listpack-entries", "7.2", "128", number(0, LONG)),
        parameter("set-max-listpack-value", "7.2", "64", number(0, LONG)),
        parameter("zset-max-listpack-entries", "7.0", "128", number(0, LONG))
            .also("zset-max-ziplist-entries", ALWAYS),
        parameter("zset-max-listpack-value", "7.0", "64", memory(0))
            .also("zset-max-ziplist-value", ALWAYS),
        parameter("hll-sparse-max-bytes", ALWAYS, "3000", memory(0)),
        parameter("stream-node-max-bytes", ALWAYS, "4096", memory(0)),
        parameter("stream-node-max-entries", ALWAYS, "100", number(0, LONG)),
        parameter("stream-idmp-duration", "8.6", "100", number(1, 86400)),
        parameter("stream-idmp-maxsize", "8.6", "100", number(1, 10000)),
        parameter("array-slice-size", "8.8", "4096", Checks::sliceSize),
        parameter("array-sparse-kmax", "8.8", "10", Checks::mostSparse),
        parameter("array-sparse-kmin", "8.8", "5", Checks::leastDense),
        parameter("sanitize-dump-payload", "6.2", "no", oneOf("no", "yes", "clients")));
  }

  private static List<Parameter> persistence() {
    return List.of(
        parameter("dir", ALWAYS, workingDirectory(), Checks::directory),
        parameter("dir", "7.0", workingDirectory(), Checks::directory).with(PROTECTED),
        parameter("save", ALWAYS, "3600 1 300 100 60 10000", SavePoints::check).with(SEVERAL_WORDS),
        parameter("dbfilename", ALWAYS, "dump.rdb", Checks::fileName),
        parameter("dbfilename", "7.0", "dump.rdb", Checks::fileName).with(PROTECTED),
        parameter("rdbchecksum", ALWAYS, "yes", yesNo()).with(IMMUTABLE),
        parameter("rdbcompression", ALWAYS, "yes", yesNo()),
        parameter("rdb-del-sync-files", ALWAYS, "no", yesNo()),
        parameter("rdb-save-incremental-fsync", ALWAYS, "yes", yesNo()),
        parameter("rdb-key-save-delay", ALWAYS, "0", number(0, INT)),
        parameter("rdb-key-save-delay", "7.0", "0", number(-INT - 1, INT)).with(HIDDEN),
        parameter("key-load-delay", ALWAYS, "0", number(0, INT)),
        parameter("key-load-delay", "7.0", "0", number(-INT - 1, INT)).with(HIDDEN),
        parameter("loading-process-events-interval-bytes", "7.0", "2097152", number(1024, INT))
            .with(HIDDEN),
        parameter("loading-process-events-interval-bytes", "8.6", "524288", number(1024, INT))
            .with(HIDDEN),
        parameter("lazyexpire-nested-arbitrary-keys", "8.2", "yes", yesNo()).with(HIDDEN),
        parameter("stop-writes-on-bgsave-error", ALWAYS, "yes", yesNo()),
        parameter("bgsave-cpulist", "7.4", "", text())
            .also("bgsave_cpulist", ALWAYS)
            .with(IMMUTABLE),
        parameter("appendonly", ALWAYS, "no", yesNo()),
        parameter("appendfilename", ALWAYS, "appendonly.aof", Checks::fileName).with(IMMUTABLE),
        parameter("appenddirname", "7.0", "appendonlydir", Checks::fileName).with(IMMUTABLE),
        parameter("appendfsync", ALWAYS, "everysec", oneOf("everysec", "always", "no")),
        parameter("no-appendfsync-on-rewrite", ALWAYS, "no", yesNo()),
        parameter("auto-aof-rewrite-percentage", ALWAYS, "100", number(0, INT)),
        parameter("auto-aof-rewrite-min-size", ALWAYS, "67108864", memory(0)),
        parameter("aof-load-truncated", ALWAYS, "yes", yesNo()),
        parameter("aof-load-corrupt-tail-max-size", "8.4", "0", number(0, LONG)),
        parameter("aof-rewrite-incremental-fsync", ALWAYS, "yes", yesNo()),
        parameter("aof-use-rdb-preamble", ALWAYS, "yes", yesNo()),
        parameter("aof-timestamp-enabled", "7.0", "no", yesNo()),
        parameter("aof-rewrite-cpulist", "7.4", "", text())
            .also("aof_rewrite_cpulist", ALWAYS)
            .with(IMMUTABLE),
        parameter("aof-disable-auto-gc", "7.0", "no", yesNo()),
        parameter("aof-disable-auto-gc", "7.2", "no", yesNo()).with(HIDDEN),
        parameter("propagation-error-behavior", "7.0", "ignore", Checks.propagationErrors()));
  }

  private static String workingDirectory() {
    return Path.of("").toAbsolutePath().toString();
  }

  private static List<Parameter> replication() {
    return List.of(
        parameter("replicaof", "7.0", "", Checks::primary)
            .also("slaveof", ALWAYS)
            .with(IMMUTABLE, SEVERAL_WORDS),
        parameter("masteruser", ALWAYS, "", text()),
        parameter("masterauth", ALWAYS, "", text()),
        replica("serve-stale-data", "yes", yesNo()),
        replica("read-only", "yes", yesNo()),
        replica("lazy-flush", "no", yesNo()),
        replica("ignore-maxmemory", "yes", yesNo()),
        replica("priority", "100", number(0, INT)),
        replica("announce-ip", "", text()),
        replica("announce-port", "0", number(0, PORT)),
        parameter("replica-announced", "6.2", "yes", yesNo()),
        parameter("replica-ignore-disk-write-errors", "7.0", "no", yesNo()),
        parameter("replica-full-sync-buffer-limit", "8.0", "0", memory(0)),
        parameter("min-replicas-to-write", ALWAYS, "0", number(0, INT))
            .also("min-slaves-to-write", ALWAYS),
        parameter("min-replicas-max-lag", ALWAYS, "10", number(0, INT))
            .also("min-slaves-max-lag", ALWAYS),
        parameter("repl-disable-tcp-nodelay", ALWAYS, "no", yesNo()),
        parameter("repl-diskless-sync", ALWAYS, "no", yesNo()),
        parameter("repl-diskless-sync", "7.0", "yes", yesNo()),
        parameter("repl-diskless-sync-delay", ALWAYS, "5", number(0, INT)),
        parameter("repl-diskless-sync-max-replicas", "7.0", "0", number(0, INT)),
        parameter(
            "repl-diskless-load", ALWAYS, "disabled", oneOf("disabled", "on-empty-db", "swapdb")),
        parameter(
            "repl-diskless-load",
            "7.4",
            "disabled",
            oneOf("disabled", "on-empty-db", "swapdb", "flushdb")),
        parameter("repl-rdb-channel", "8.0", "no", yesNo()).with(HIDDEN),
        parameter("repl-rdb-channel", "8.4", "yes", yesNo()).with(HIDDEN),
        parameter("repl-timeout", ALWAYS, "60", number(1, INT)),
        parameter("repl-ping-replica-period", ALWAYS, "10", number(1, INT))
            .also("repl-ping-slave-period", ALWAYS),
        parameter("repl-backlog-size", ALWAYS, "1048576", memory(1)),
        parameter("repl-backlog-ttl", ALWAYS, "3600", number(0, LONG)));
  }

  private static Parameter replica(String what, String initial, Parameter.Check check) {
    return parameter("replica-" + what, ALWAYS, initial, check).also("slave-" + what, ALWAYS);
  }

  private static List<Parameter> cluster() {
    return List.of(
        parameter("cluster-enabled", ALWAYS, "no", yesNo()).with(IMMUTABLE),
        parameter("cluster-config-file", "7.0", "nodes.conf", text()).with(IMMUTABLE),
        parameter("cluster-port", "7.0", "0", number(0, PORT)).with(IMMUTABLE),
        parameter("cluster-node-timeout", ALWAYS, "15000", number(0, LONG)),
        parameter("cluster-announce-ip", ALWAYS, "", text()),
        parameter("cluster-announce-ip", "8.6", "", Checks::ipAddress),
        parameter("cluster-announce-port", ALWAYS, "0", number(0, PORT)),
        parameter("cluster-announce-bus-port", ALWAYS, "0", number(0, PORT)),
        parameter("cluster-announce-tls-port", "6.2", "0", number(0, PORT)),
        parameter("cluster-announce-hostname", "7.0", "", Checks::hostName),
        parameter("cluster-announce-human-nodename", "7.2", "", Checks::nodeName),
        parameter(
            "cluster-preferred-endpoint-type",
            "7.0",
            "ip",
            oneOf("ip", "hostname", "unknown-endpoint")),
        parameter("cluster-require-full-coverage", ALWAYS, "yes", yesNo()),
        parameter("cluster-allow-reads-when-down", ALWAYS, "no", yesNo()),
        parameter("cluster-allow-pubsubshard-when-down", "7.0", "yes", yesNo()),
        parameter("cluster-allow-replica-migration", "6.2", "yes", yesNo()),
        parameter("cluster-migration-barrier", ALWAYS, "1", number(0, INT)),
        parameter("cluster-replica-validity-factor", ALWAYS, "10", number(0, INT))
            .also("cluster-slave-validity-factor", ALWAYS),
        parameter("cluster-replica-no-failover", ALWAYS, "no", yesNo())
            .also("cluster-slave-no-failover", ALWAYS),
        parameter("cluster-link-sendbuf-limit", "7.0", "0", unsignedMemory()),
        parameter("cluster-compatibility-sample-ratio", "8.0", "0", number(0, 100)),
        parameter("cluster-slot-stats-enabled", "8.2", "no", yesNo()),
        parameter("cluster-slot-stats-enabled", "8.6", "no", Checks.slotStats())
            .with(SEVERAL_WORDS),
        parameter("cluster-slot-migration-handoff-max-lag-bytes", "8.4", "1048576", memory(0)),
        parameter("cluster-slot-migration-write-pause-timeout", "8.4", "10000", number(0, LONG)));
  }

  private static List<Parameter> monitoring() {
    return List.of(
        parameter("logfile", ALWAYS, "", text()).with(IMMUTABLE),
        parameter("loglevel", ALWAYS, "notice", oneOf("debug", "verbose", "notice", "warning")),
        parameter(
            "loglevel", "7.2", "notice", oneOf("debug", "verbose", "notice", "warning", "nothing")),
        parameter("syslog-enabled", ALWAYS, "no", yesNo()).with(IMMUTABLE),
        parameter("syslog-ident", ALWAYS, "redis", text()).with(IMMUTABLE),
        parameter("syslog-facility", ALWAYS, "local0", Checks.syslogFacilities()).with(IMMUTABLE),
        parameter("hide-user-data-from-log", "7.4", "no", yesNo()),
        parameter("crash-log-enabled", "6.2", "yes", yesNo()),
        parameter("crash-memcheck-enabled", "6.2", "yes", yesNo()),
        parameter("use-exit-on-panic", "6.2", "no", yesNo()),
        parameter("use-exit-on-panic", "7.0", "no", yesNo()).with(HIDDEN),
        parameter("slowlog-log-slower-than", ALWAYS, "10000", number(-1, LONG)),
        parameter("slowlog-max-len", ALWAYS, "128", number(0, LONG)),
        parameter("slowlog-entry-max-argc", "8.8", "32", number(1, INT)),
        parameter("slowlog-entry-max-string-len", "8.8", "128", number(1, INT)),
        parameter("latency-monitor-threshold", ALWAYS, "0", number(0, LONG)),
        parameter("latency-tracking", "7.0", "yes", yesNo()),
        parameter("latency-tracking-info-percentiles", "7.0", "50 99 99.9", Checks::percentiles)
            .with(SEVERAL_WORDS),
        parameter("key-memory-histograms", "8.6", "no", yesNo()));
  }

  private static List<Parameter> debugging() {
    return List.of(
        parameter("watchdog-period", ALWAYS, "0", Checks::watchdogPeriod),
        parameter("watchdog-period", "7.0", "0", number(0, INT)).with(HIDDEN),
        parameter("quicklist-packed-threshold", ALWAYS, "0", number(0, LONG)).with(INTERNAL),
        parameter("disable-deny-scripts", ALWAYS, "0", number(0, LONG)).with(INTERNAL));
  }
}
