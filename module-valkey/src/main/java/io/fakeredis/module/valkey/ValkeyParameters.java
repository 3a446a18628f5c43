package io.fakeredis.module.valkey;

import static io.fakeredis.api.Parameter.Check.memory;
import static io.fakeredis.api.Parameter.Check.number;
import static io.fakeredis.api.Parameter.Check.oneOf;
import static io.fakeredis.api.Parameter.Check.text;
import static io.fakeredis.api.Parameter.Check.yesNo;
import static io.fakeredis.api.Parameter.Trait.HIDDEN;
import static io.fakeredis.api.Parameter.Trait.IMMUTABLE;
import static io.fakeredis.api.Parameter.Trait.PROTECTED;
import static io.fakeredis.api.Parameter.Trait.SEVERAL_WORDS;
import static io.fakeredis.api.Parameter.gone;
import static io.fakeredis.api.Parameter.parameter;

import io.fakeredis.api.Parameter;
import io.fakeredis.api.Parameter.Check;
import io.fakeredis.api.Settings;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Stream;

/** The parameters that Valkey has added, renamed or given other values, by theme. */
final class ValkeyParameters {
  private static final String V8_0 = "valkey 8.0";
  private static final String V8_1 = "valkey 8.1";
  private static final String V9_0 = "valkey 9.0";
  private static final String V9_1 = "valkey 9.1";
  private static final long INT = Integer.MAX_VALUE;
  private static final long LONG = Long.MAX_VALUE;
  private static final long PORT = 65535;
  private static final long MEGABYTE = 1 << 20;

  private static final String[] LOADS = {"disabled", "on-empty-db", "swapdb", "flush-before-load"};
  private static final String[] SHUTDOWN_MODES = {
    "default", "save", "nosave", "now", "force", "safe", "failover"
  };

  private ValkeyParameters() {}

  static List<Parameter> rows() {
    return Stream.of(
            network(),
            threads(),
            memoryAndData(),
            process(),
            replication(),
            cluster(),
            monitoring())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Parameter> network() {
    return List.of(
        parameter("unixsocketgroup", V8_0, "", text()).with(IMMUTABLE),
        parameter("max-new-connections-per-cycle", V8_0, "10", number(1, 1000)),
        parameter("max-new-tls-connections-per-cycle", V8_0, "1", number(1, 1000)),
        parameter("availability-zone", V8_0, "", text()),
        parameter("extended-redis-compatibility", V8_0, "no", yesNo()),
        parameter("rdma-bind", V8_1, "", ValkeyParameters::rdma),
        parameter("rdma-port", V8_1, "0", number(0, PORT)),
        parameter("rdma-rx-size", V8_1, "1048576", number(64 * 1024, 16 * MEGABYTE))
            .with(IMMUTABLE),
        parameter("rdma-completion-vector", V8_1, "-1", number(-1, 1024)).with(IMMUTABLE),
        parameter("mptcp", V9_1, "no", yesNo()).with(IMMUTABLE),
        parameter("tls-auth-clients-user", V9_1, "off", oneOf("CN", "URI", "off")),
        parameter("tls-auto-reload-interval", V9_1, "0", number(0, INT)));
  }

  /** Remote direct memory access is a matter of how the server was built. */
  private static String rdma(String value, Settings settings) {
    throw new IllegalArgumentException("No RDMA building support.");
  }

  private static List<Parameter> threads() {
    return List.of(
        parameter("io-threads", V8_0, "1", number(1, 256)).with(IMMUTABLE),
        parameter("io-threads", V9_1, "1", number(1, 256)),
        parameter("io-threads-do-reads", V8_0, "yes", yesNo()),
        gone("io-threads-do-reads", V8_1),
        parameter("events-per-io-thread", V8_0, "2", number(0, INT)),
        parameter("events-per-io-thread", V8_1, "2", number(0, INT)).with(HIDDEN),
        gone("events-per-io-thread", V9_1),
        parameter("io-threads-always-active", V9_1, "no", yesNo()).with(HIDDEN),
        parameter("min-io-threads-avoid-copy-reply", V9_1, "7", number(0, INT)).with(HIDDEN),
        parameter("min-string-size-avoid-copy-reply", V9_1, "16384", number(0, INT)).with(HIDDEN),
        parameter("min-string-size-avoid-copy-reply-threaded", V9_1, "65536", number(0, INT))
            .with(HIDDEN),
        parameter("prefetch-batch-max-size", V8_0, "16", number(0, 128)),
        gone("dynamic-hz", V8_1));
  }

  private static List<Parameter> memoryAndData() {
    return List.of(
        parameter("maxmemory-samples", V8_0, "5", number(1, 64)),
        parameter("lazyfree-lazy-eviction", V8_0, "yes", yesNo()),
        parameter("lazyfree-lazy-expire", V8_0, "yes", yesNo()),
        parameter("lazyfree-lazy-server-del", V8_0, "yes", yesNo()),
        parameter("lazyfree-lazy-user-del", V8_0, "yes", yesNo()),
        parameter("lazyfree-lazy-user-flush", V8_0, "yes", yesNo()),
        parameter("active-defrag-cycle-us", V8_1, "500", number(0, 100000)),
        parameter("import-mode", V8_1, "no", yesNo()),
        parameter("rdb-version-check", V8_1, "strict", oneOf("strict", "relaxed")),
        parameter("hash-seed", V9_1, "", text()).with(IMMUTABLE),
        gone("sanitize-dump-payload", V9_1));
  }

  private static List<Parameter> process() {
    return List.of(
        parameter("lua-enable-deprecated-api", V8_1, "no", yesNo())
            .also("lua-enable-insecure-api", V8_1)
            .with(PROTECTED, HIDDEN),
        parameter("shutdown-on-sigint", V9_0, "default", ValkeyParameters::shutdown)
            .with(SEVERAL_WORDS),
        parameter("shutdown-on-sigterm", V9_0, "default", ValkeyParameters::shutdown)
            .with(SEVERAL_WORDS));
  }

  private static String shutdown(String value, Settings settings) {
    Check mode = oneOf(SHUTDOWN_MODES);
    StringJoiner kept = new StringJoiner(" ");
    for (String word : value.trim().split(" +", -1)) {
      kept.add(mode.accept(word, settings));
    }
    List<String> modes = List.of(kept.toString().split(" "));
    if (modes.containsAll(List.of("save", "nosave"))) {
      throw new IllegalArgumentException(
          "shutdown options SAVE and NOSAVE can't be used simultaneously");
    }
    return kept.toString();
  }

  private static List<Parameter> replication() {
    return List.of(
        parameter("masteruser", V8_0, "", text()).also("primaryuser", V8_0),
        parameter("masterauth", V8_0, "", text()).also("primaryauth", V8_0),
        parameter("replica-lazy-flush", V8_0, "yes", yesNo()).also("slave-lazy-flush", V8_0),
        parameter("repl-backlog-size", V8_0, "10485760", memory(1)),
        parameter("repl-diskless-load", V8_0, "disabled", oneOf(LOADS)),
        parameter("dual-channel-replication-enabled", V8_0, "no", yesNo()),
        parameter("repl-mptcp", V9_1, "no", yesNo()).with(IMMUTABLE),
        parameter(
            "slot-migration-max-failover-repl-bytes",
            V9_1,
            "0",
            ValkeyParameters::memoryOrNoLimit));
  }

  private static String memoryOrNoLimit(String value, Settings settings) {
    return value.equals("-1") ? value : memory(0).accept(value, settings);
  }

  private static List<Parameter> cluster() {
    return List.of(
        parameter("cluster-announce-client-ipv4", V8_0, "", ValkeyParameters::ipv4),
        parameter("cluster-announce-client-ipv6", V8_0, "", ValkeyParameters::ipv6),
        parameter("cluster-blacklist-ttl", V8_0, "60", number(-LONG - 1, LONG)),
        parameter("cluster-slot-stats-enabled", V8_0, "no", yesNo()),
        parameter("cluster-ping-interval", V8_0, "0", number(0, LONG)).with(HIDDEN),
        parameter("cluster-manual-failover-timeout", V8_1, "5000", number(1, INT)),
        parameter("cluster-databases", V9_1, "1", number(1, INT)).with(IMMUTABLE),
        parameter("cluster-slot-migration-log-max-len", V9_1, "1000", number(0, LONG)),
        parameter("cluster-announce-client-port", V9_1, "0", number(0, PORT)),
        parameter("cluster-announce-client-tls-port", V9_1, "0", number(0, PORT)),
        parameter("cluster-config-save-behavior", V9_1, "sync", oneOf("sync", "best-effort")));
  }

  private static String ipv4(String value, Settings settings) {
    if (!value.matches("|\\d{1,3}(\\.\\d{1,3}){3}")) {
      throw new IllegalArgumentException("Invalid IPv4 address");
    }
    return value;
  }

  private static String ipv6(String value, Settings settings) {
    if (!value.matches("|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
      throw new IllegalArgumentException("Invalid IPv6 address");
    }
    return value;
  }

  private static List<Parameter> monitoring() {
    return List.of(
        parameter("slowlog-log-slower-than", V8_1, "10000", number(-1, LONG))
            .also("commandlog-execution-slower-than", V8_1),
        parameter("slowlog-max-len", V8_1, "128", number(0, LONG))
            .also("commandlog-slow-execution-max-len", V8_1),
        parameter("commandlog-request-larger-than", V8_1, "1048576", number(-1, LONG)),
        parameter("commandlog-large-request-max-len", V8_1, "128", number(0, LONG)),
        parameter("commandlog-reply-larger-than", V8_1, "1048576", number(-1, LONG)),
        parameter("commandlog-large-reply-max-len", V8_1, "128", number(0, LONG)),
        parameter("syslog-ident", V8_0, "valkey", text()).with(IMMUTABLE),
        parameter("hide-user-data-from-log", V8_0, "yes", yesNo()),
        parameter("log-format", V8_1, "legacy", oneOf("legacy", "logfmt")),
        parameter("log-format", V9_1, "legacy", oneOf("legacy", "logfmt", "json")),
        parameter(
            "log-timestamp-format", V8_1, "legacy", oneOf("legacy", "iso8601", "milliseconds")),
        parameter("debug-context", V8_1, "", text()).with(HIDDEN),
        parameter("enable-debug-assert", V8_1, "no", yesNo()).with(IMMUTABLE, HIDDEN));
  }
}
