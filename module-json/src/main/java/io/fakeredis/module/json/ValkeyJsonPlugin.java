package io.fakeredis.module.json;

import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Feature;
import io.fakeredis.api.ModuleInfo;
import io.fakeredis.api.Plugin;
import io.fakeredis.api.Profile;
import io.fakeredis.api.ValueType;
import java.util.List;

/** valkey-json 1.0, the module for documents that goes with Valkey since 8.0. */
public final class ValkeyJsonPlugin implements Plugin {
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
  public List<ValueType<?>> valueTypes() {
    return List.of(ValkeyDocumentType.TYPE);
  }
}
