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
  private static final Feature VERSION_2_8 = Feature.since("BLOOM.2_8", "7.4");
  private static final Feature BUILT_IN = Feature.since("BLOOM.built-in", "8.0");

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
    return new ModuleInfo("bf", version(profile));
  }

  private static int version(Profile profile) {
    if (profile.has(BUILT_IN)) {
      return profile.version().part(0) * 10_000 + profile.version().part(1) * 100;
    }
    return profile.has(VERSION_2_8) ? 20820 : 20628;
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
