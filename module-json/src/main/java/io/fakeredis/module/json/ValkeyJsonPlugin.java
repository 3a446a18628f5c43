package io.fakeredis.module.json;

import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Feature;
import io.fakeredis.api.IndexedPlugin;
import io.fakeredis.api.ModuleInfo;
import io.fakeredis.api.Profile;
import io.fakeredis.api.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** valkey-json 1.0, the module for documents that goes with Valkey since 8.0. */
public final class ValkeyJsonPlugin implements IndexedPlugin {
  private static final Feature ANY = Feature.since("JSON.valkey", "valkey 8.0");
  private static final int VERSION = 10002;

  @Override
  public String name() {
    return "valkey-json";
  }

  @Override
  public boolean supports(Profile profile) {
    return profile.has(ANY);
  }

  @Override
  public ModuleInfo module(Profile profile) {
    return new ModuleInfo("json", VERSION);
  }

  @Override
  public List<CommandFamily> families() {
    return List.of(
        new ValkeyJsonCommands(),
        new ValkeyArrayCommands(),
        new ValkeyScalarCommands(),
        new ValkeyDebugCommands());
  }

  @Override
  public @Nullable CommandFamily familyOf(String command) {
    return switch (command) {
      case "JSON.CLEAR",
          "JSON.DEL",
          "JSON.FORGET",
          "JSON.GET",
          "JSON.MGET",
          "JSON.MSET",
          "JSON.RESP",
          "JSON.SET",
          "JSON.TYPE" ->
          new ValkeyJsonCommands();
      case "JSON.ARRAPPEND",
          "JSON.ARRINDEX",
          "JSON.ARRINSERT",
          "JSON.ARRLEN",
          "JSON.ARRPOP",
          "JSON.ARRTRIM" ->
          new ValkeyArrayCommands();
      case "JSON.NUMINCRBY",
          "JSON.NUMMULTBY",
          "JSON.OBJKEYS",
          "JSON.OBJLEN",
          "JSON.STRAPPEND",
          "JSON.STRLEN",
          "JSON.TOGGLE" ->
          new ValkeyScalarCommands();
      case "JSON.DEBUG" -> new ValkeyDebugCommands();
      default -> null;
    };
  }

  @Override
  public List<ValueType<?>> valueTypes() {
    return List.of(ValkeyDocumentType.TYPE);
  }
}
