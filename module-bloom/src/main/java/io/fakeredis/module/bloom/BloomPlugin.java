package io.fakeredis.module.bloom;

import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Feature;
import io.fakeredis.api.IndexedPlugin;
import io.fakeredis.api.ModuleInfo;
import io.fakeredis.api.Parameter;
import io.fakeredis.api.Profile;
import io.fakeredis.api.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * RedisBloom as it goes with the server: 2.6 up to Redis 7.2, 2.8 with 7.4, and the one that is in
 * the server since 8.0. Other flavours have filters of their own, which differ.
 */
public final class BloomPlugin implements IndexedPlugin {
  /** Where the images have it: Redis' own since 8.0, and Redis Stack's. */
  private static final String IN_REDIS = "/usr/local/lib/redis/modules//redisbloom.so";

  private static final String IN_REDIS_STACK = "/opt/redis-stack/lib/redisbloom.so";

  private static final List<ModuleInfo.Release> RELEASES =
      ModuleInfo.inRedis(
          "BLOOM",
          "bf",
          IN_REDIS,
          new ModuleInfo.Release(
              Feature.since("BLOOM.2_8", "7.4"), new ModuleInfo("bf", 20820, IN_REDIS_STACK)),
          new ModuleInfo.Release(
              Feature.since("BLOOM.2_6", Feature.ALWAYS),
              new ModuleInfo("bf", 20628, IN_REDIS_STACK)));

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
    return ModuleInfo.of(profile, RELEASES);
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
  public @Nullable CommandFamily familyOf(String command) {
    return switch (command.substring(0, command.indexOf('.') + 1)) {
      case "BF." -> new BloomCommands();
      case "CF." -> new CuckooCommands();
      case "CMS." -> new CountMinSketchCommands();
      case "TOPK." -> new TopKCommands();
      case "TDIGEST." -> new TDigestCommands();
      default -> null;
    };
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
  public @Nullable String parameterOf(String argument) {
    return Defaults.parameterOf(argument);
  }

  @Override
  public List<Parameter> parameters() {
    return Defaults.PARAMETERS;
  }
}
