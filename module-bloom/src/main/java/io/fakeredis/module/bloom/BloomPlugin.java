package io.fakeredis.module.bloom;

import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Feature;
import io.fakeredis.api.ModuleInfo;
import io.fakeredis.api.Parameter;
import io.fakeredis.api.Plugin;
import io.fakeredis.api.Profile;
import io.fakeredis.api.ValueType;
import java.util.List;

/**
 * RedisBloom as it goes with the server: 2.6 up to Redis 7.2, 2.8 with 7.4, and the one that is in
 * the server since 8.0. Other flavours have filters of their own, which differ.
 */
public final class BloomPlugin implements Plugin {
  /** Newest first. */
  private static final List<Release> RELEASES =
      List.of(
          new Release(Feature.since("BLOOM.8_6", "8.6"), 80600),
          new Release(Feature.since("BLOOM.8_4", "8.4"), 80400),
          new Release(Feature.since("BLOOM.8_2", "8.2"), 80200),
          new Release(Feature.since("BLOOM.8_0", "8.0"), 80000),
          new Release(Feature.since("BLOOM.2_8", "7.4"), 20820),
          new Release(Feature.since("BLOOM.2_6", Feature.ALWAYS), 20628));

  /**
   * A version of the module.
   *
   * @param feature which servers it goes with, later versions of them included
   * @param version as MODULE LIST tells it
   */
  private record Release(Feature feature, int version) {
    private static final int FIRST_BUILT_IN = 80000;

    ModuleInfo info() {
      boolean builtIn = version >= FIRST_BUILT_IN;
      return new ModuleInfo("bf", version, builtIn ? "" : "/opt/redis-stack/lib/redisbloom.so");
    }
  }

  @Override
  public String name() {
    return "bloom";
  }

  @Override
  public boolean supports(Profile profile) {
    return profile.flavour().equals("redis");
  }

  @Override
  public ModuleInfo module(Profile profile) {
    return RELEASES.stream()
        .filter(release -> profile.has(release.feature()))
        .map(Release::info)
        .findFirst()
        .orElseThrow();
  }

  @Override
  public List<CommandFamily> families() {
    return List.of(
        new BloomCommands(),
        new CuckooCommands(),
        new CountMinSketchCommands(),
        new TopKCommands(),
        new TDigestCommands());
  }

  @Override
  public List<ValueType<?>> valueTypes() {
    return List.of(
        BloomFilterType.TYPE,
        CuckooFilterType.TYPE,
        CountMinSketchType.TYPE,
        TopKType.TYPE,
        TDigestType.TYPE);
  }

  @Override
  public List<Parameter> parameters() {
    return Defaults.PARAMETERS;
  }
}
