package io.fakeredis.module.json;

import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Feature;
import io.fakeredis.api.ModuleInfo;
import io.fakeredis.api.Plugin;
import io.fakeredis.api.Profile;
import io.fakeredis.api.ValueType;
import java.util.List;

/**
 * RedisJSON as it goes with the server: 2.6 up to Redis 7.2, 2.8 with 7.4, and the one that is in
 * the server since 8.0. Valkey has a module of its own, which {@link ValkeyJsonPlugin} stands for.
 */
public final class JsonPlugin implements Plugin {
  /** Newest first. */
  private static final List<Release> RELEASES =
      List.of(
          new Release(Feature.since("JSON.8_6", "8.6"), 80600),
          new Release(Feature.since("JSON.8_4", "8.4"), 80400),
          new Release(Feature.since("JSON.8_2", "8.2"), 80200),
          new Release(Feature.since("JSON.8_0", "8.0"), 80000),
          new Release(Feature.since("JSON.2_8", "7.4"), 20803),
          new Release(Feature.since("JSON.2_6", Feature.ALWAYS), 20606));

  /**
   * A version of the module.
   *
   * @param feature which servers it goes with, later versions of them included
   * @param version as MODULE LIST tells it
   */
  private record Release(Feature feature, int version) {}

  @Override
  public String name() {
    return "json";
  }

  @Override
  public boolean supports(Profile profile) {
    return profile.flavour().equals("redis");
  }

  @Override
  public ModuleInfo module(Profile profile) {
    return RELEASES.stream()
        .filter(release -> profile.has(release.feature()))
        .map(release -> new ModuleInfo("ReJSON", release.version()))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public List<CommandFamily> families() {
    return List.of(new JsonCommands(), new JsonArrayCommands(), new JsonScalarCommands());
  }

  @Override
  public List<ValueType<?>> valueTypes() {
    return List.of(DocumentType.TYPE);
  }
}
