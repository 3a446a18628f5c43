package io.fakeredis.core.script;

import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Plugin;
import java.util.List;

/** The commands of Redis that run scripts. */
public final class ScriptPlugin implements Plugin {
  private static final List<CommandFamily> FAMILIES =
      List.of(new ScriptCommands(), new FunctionCommands());

  @Override
  public String name() {
    return "script";
  }

  @Override
  public List<CommandFamily> families() {
    return FAMILIES;
  }
}
