package io.fakeredis.module.json;

import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Feature;
import io.fakeredis.api.IndexedPlugin;
import io.fakeredis.api.ModuleInfo;
import io.fakeredis.api.Profile;
import io.fakeredis.api.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * RedisJSON as it goes with the server: 2.6 up to Redis 7.2, 2.8 with 7.4, and the one that is in
 * the server since 8.0. Valkey has a module of its own, which {@link ValkeyJsonPlugin} stands for.
 */
public final class JsonPlugin implements IndexedPlugin {
  private static final List<ModuleInfo.Release> RELEASES =
      ModuleInfo.inRedis(
          "JSON",
          "ReJSON",
          "",
          new ModuleInfo.Release(Feature.since("JSON.2_8", "7.4"), new ModuleInfo("ReJSON", 20803)),
          new ModuleInfo.Release(
              Feature.since("JSON.2_6", Feature.ALWAYS), new ModuleInfo("ReJSON", 20606)));

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
    return ModuleInfo.of(profile, RELEASES);
  }

  @Override
  public List<CommandFamily> families() {
    return List.of(new JsonCommands(), new JsonArrayCommands(), new JsonScalarCommands());
  }

  @Override
  public @Nullable CommandFamily familyOf(String command) {
    return switch (command) {
      case "JSON.CLEAR",
          "JSON.DEBUG",
          "JSON.DEL",
          "JSON.FORGET",
          "JSON.GET",
          "JSON.MERGE",
          "JSON.MGET",
          "JSON.MSET",
          "JSON.RESP",
          "JSON.SET",
          "JSON.TYPE" ->
          new JsonCommands();
      case "JSON.ARRAPPEND",
          "JSON.ARRINDEX",
          "JSON.ARRINSERT",
          "JSON.ARRLEN",
          "JSON.ARRPOP",
          "JSON.ARRTRIM" ->
          new JsonArrayCommands();
      case "JSON.NUMINCRBY",
          "JSON.NUMMULTBY",
          "JSON.NUMPOWBY",
          "JSON.OBJKEYS",
          "JSON.OBJLEN",
          "JSON.STRAPPEND",
          "JSON.STRLEN",
          "JSON.TOGGLE" ->
          new JsonScalarCommands();
      default -> null;
    };
  }

  @Override
  public List<ValueType<?>> valueTypes() {
    return List.of(DocumentType.TYPE);
  }
}
