package io.fakeredis.core.script;

import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.IndexedPlugin;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The commands of Redis that run scripts. */
public final class ScriptPlugin implements IndexedPlugin {
  @Override
  public String name() {
    return "script";
  }

  @Override
  public List<CommandFamily> families() {
    return List.of(new ScriptCommands(), new FunctionCommands());
  }

  @Override
  public @Nullable CommandFamily familyOf(String command) {
    return switch (command) {
      case "EVAL", "EVALSHA", "EVALSHA_RO", "EVAL_RO", "SCRIPT" -> new ScriptCommands();
      case "FCALL", "FCALL_RO", "FUNCTION" -> new FunctionCommands();
      default -> null;
    };
  }
}
