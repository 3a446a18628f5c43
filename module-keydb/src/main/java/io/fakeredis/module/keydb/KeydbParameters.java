package io.fakeredis.module.keydb;

import static io.fakeredis.api.Parameter.Check.number;
import static io.fakeredis.api.Parameter.Check.oneOf;
import static io.fakeredis.api.Parameter.Check.text;
import static io.fakeredis.api.Parameter.Check.unsignedMemory;
import static io.fakeredis.api.Parameter.Check.yesNo;
import static io.fakeredis.api.Parameter.Trait.IMMUTABLE;
import static io.fakeredis.api.Parameter.gone;
import static io.fakeredis.api.Parameter.parameter;

import io.fakeredis.api.Parameter;
import java.util.List;
import java.util.stream.Stream;

/** The parameters that KeyDB has added, and those of Redis 6.2 that its package lacks. */
final class KeydbParameters {
  private static final String SINCE = KeydbFlavour.NAME + " 6.3";
  private static final long INT = Integer.MAX_VALUE;
  private static final long LONG = Long.MAX_VALUE;

  /** The recorded server was built without TLS, and threads are not told of by CONFIG. */
  private static final List<String> LACKING =
      List.of(
          "gopher-enabled",
          "io-threads",
          "tls-auth-clients",
          "tls-ca-cert-dir",
          "tls-ca-cert-file",
          "tls-cert-file",
          "tls-ciphers",
          "tls-ciphersuites",
          "tls-client-cert-file",
          "tls-client-key-file",
          "tls-client-key-file-pass",
          "tls-cluster",
          "tls-dh-params-file",
          "tls-key-file",
          "tls-key-file-pass",
          "tls-port",
          "tls-prefer-server-ciphers",
          "tls-protocols",
          "tls-replication",
          "tls-session-cache-size",
          "tls-session-cache-timeout",
          "tls-session-caching");

  private KeydbParameters() {}

  static List<Parameter> rows() {
    return Stream.of(server(), memory(), storage(), replication(), lacking())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Parameter> server() {
    return List.of(
        parameter("active-client-balancing", SINCE, "yes", yesNo()),
        parameter("availability-zone", SINCE, "", text()),
        parameter("enable-async-commands", SINCE, "no", yesNo()),
        parameter("enable-async-rehash", SINCE, "yes", yesNo()),
        parameter("enable-motd", SINCE, "yes", yesNo()).with(IMMUTABLE),
        parameter("max-rand-count", SINCE, Long.toString(LONG / 2), number(0, LONG / 2)),
        parameter("maxclients-reserved", SINCE, "0", number(0, 100)),
        parameter("min-clients-per-thread", SINCE, "20", number(0, 400)),
        parameter("overload-protect-percent", SINCE, "0", number(0, 200)),
        parameter("prefetch-enabled", SINCE, "yes", yesNo()),
        parameter("soft-shutdown", SINCE, "no", yesNo()),
        parameter("time-thread-priority", SINCE, "no", yesNo()).with(IMMUTABLE),
        parameter("tls-allowlist", SINCE, "", text()),
        parameter("use-fork", SINCE, "yes", yesNo()).with(IMMUTABLE));
  }

  private static List<Parameter> memory() {
    return List.of(
        parameter("maxmemory-samples", SINCE, "16", number(1, INT)),
        parameter("delete-on-evict", SINCE, "no", yesNo()),
        parameter("force-eviction-percent", SINCE, "0", number(0, 100)),
        parameter("max-snapshot-slip", SINCE, "400", number(0, 5000)),
        parameter("semi-ordered-set-bucket-size", SINCE, "0", number(0, 1024)));
  }

  private static List<Parameter> storage() {
    return List.of(
        parameter("allow-rdb-resize-op", SINCE, "yes", yesNo()),
        parameter("allow-write-during-load", SINCE, "no", yesNo()),
        parameter("db-s3-object", SINCE, "", text()).with(IMMUTABLE),
        parameter("flash-disable-key-cache", SINCE, "no", yesNo()),
        parameter("loading-process-events-interval-bytes", SINCE, "2097152", number(0, LONG)),
        parameter("loading-process-events-interval-keys", SINCE, "8192", number(0, LONG)),
        parameter("maxstorage", SINCE, "0", unsignedMemory()),
        parameter("multithread-load-enabled", SINCE, "no", yesNo()),
        parameter("storage-cache-mode", SINCE, "writethrough", oneOf("writethrough", "writeback"))
            .with(IMMUTABLE),
        parameter("storage-flush-period", SINCE, "500", number(1, 10000)),
        parameter("storage-provider-options", SINCE, "", text()).with(IMMUTABLE));
  }

  private static List<Parameter> replication() {
    return List.of(
        parameter("active-replica", SINCE, "no", yesNo()),
        parameter("enable-keydb-fastsync", SINCE, "no", yesNo()),
        parameter("force-backlog-disk-reserve", SINCE, "no", yesNo()),
        parameter("multi-master-no-forward", SINCE, "no", yesNo()),
        parameter("repl-backlog-disk-reserve", SINCE, "0", unsignedMemory()).with(IMMUTABLE),
        parameter("replica-quorum", SINCE, "-1", number(-1, INT)),
        parameter("replica-weighting-factor", SINCE, "2", number(1, INT)));
  }

  private static List<Parameter> lacking() {
    return LACKING.stream().map(name -> gone(name, SINCE)).toList();
  }
}
