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
  /** From then on it comes with Redis itself, whose image loads it from there. */
  private static final int FIRST_OF_REDIS = 80000;

  private static final String IN_REDIS = "/usr/local/lib/redis/modules//redisbloom.so";
  private static final String IN_REDIS_STACK = "/opt/redis-stack/lib/redisbloom.so";

  /** Newest first. */
  private static final List<ModuleInfo.Release> RELEASES =
      List.of(
          release("BLOOM.8_10", "8.10", 81000),
          release("BLOOM.8_8", "8.8", 80800),
          release("BLOOM.8_6", "8.6", 80600),
          release("BLOOM.8_4", "8.4", 80400),
          release("BLOOM.8_2", "8.2", 80200),
          release("BLOOM.8_0", "8.0", 80000),
          release("BLOOM.2_8", "7.4", 20820),
          release("BLOOM.2_6", Feature.ALWAYS, 20628));

  private static ModuleInfo.Release release(String feature, String since, int version) {
    String path = version >= FIRST_OF_REDIS ? IN_REDIS : IN_REDIS_STACK;
    return new ModuleInfo.Release(
        Feature.since(feature, since), new ModuleInfo("bf", version, path));
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
