package io.fakeredis.module.valkey;

import static io.fakeredis.api.Profile.since;

import io.fakeredis.api.Flavour;
import io.fakeredis.api.Profile;
import io.fakeredis.api.Profile.Amendment;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Valkey 7.2 to 9.2, each with the patch level that its facts were read off. */
final class ValkeyFlavour implements Flavour {
  static final String NAME = "valkey";

  /** What clients that look for a Redis are told, whatever the version of Valkey. */
  private static final String REDIS = "7.2.4";

  /** What a version of Valkey took over from a later Redis, or brought at another time. */
  private static final Amendment[] AMENDMENTS = {
    since(
        "8.0",
        "ACL LOAD.keeps-clients",
        "BITCOUNT.range-before-key",
        "CLIENT KILL.MAXAGE",
        "CLIENT.field-tot-cmds",
        "CLIENT.field-watch",
        "CLUSTER SLOT-STATS",
        "EVAL.forgets-scripts",
        "FUNCTION HELP.without-description",
        "HSCAN.NOVALUES",
        "LIST.large-by-node-limit",
        "LREM.checks-range",
        "LUA.os-clock",
        "MEMORY STATS.no-slot-table",
        "MEMORY STATS.tables",
        "MODULE.categories",
        "MULTI.queues-without-memory",
        "SCAN.cursor-without-sign",
        "SLOWLOG.off-at-zero",
        "XREAD.block-in-scripts",
        "XREAD.last-entry",
        "aof-rewrite-cpulist",
        "bgsave-cpulist",
        "bio-cpulist",
        "server-cpulist"),
    since(
        "8.1",
        "LUA.errors-in-one-line",
        "LUA.no-environments",
        "LUA.readonly-string-metatable",
        "OBJECT.unshared-integers",
        "PFDEBUG.SIMD",
        "SET.IFEQ",
        "STRING.embeds-key"),
    since(
        "9.0",
        "HEXPIRE",
        "HEXPIREAT",
        "HEXPIRETIME",
        "HGETEX",
        "HPERSIST",
        "HPEXPIRE",
        "HPEXPIREAT",
        "HPEXPIRETIME",
        "HPTTL",
        "HSETEX",
        "HTTL"),
    since("9.1", "HGETDEL", "MSETEX", "ZRANGEBYSCORE.decimal-bounds"),
    since("9.2", "DELEX")
  };

  private static final List<Profile> PROFILES =
      Stream.of("7.2.7", "8.0.1", "8.1.1", "9.0.0", "9.1.2", "9.2.0")
          .map(ValkeyFlavour::profile)
          .toList();

  private static Profile profile(String version) {
    return Profile.of(NAME, version).grownFrom(REDIS).amend(AMENDMENTS).scriptTable("server");
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Profile> profiles() {
    return PROFILES;
  }

  @Override
  public @Nullable InputStream facts(Profile profile) {
    String version = profile.version().part(0) + "." + profile.version().part(1);
    return ValkeyFlavour.class.getResourceAsStream("valkey-" + version + ".facts");
  }
}
