package io.fakeredis.core.control;

import io.fakeredis.api.Args;
import io.fakeredis.api.Command;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Profile;
import io.fakeredis.core.engine.CommandTable;
import io.fakeredis.core.engine.Engine;
import io.fakeredis.core.engine.Guard;
import io.fakeredis.core.engine.Session;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Since 7.0 DEBUG and MODULE LOAD need to be allowed when the server is started. */
public final class ProtectedCommandGuard implements Guard {
  private static final Map<String, String> PARAMETERS =
      Map.of(
          "DEBUG", "enable-debug-command",
          "MODULE LOAD", "enable-module-command",
          "MODULE LOADEX", "enable-module-command",
          "MODULE UNLOAD", "enable-module-command");

  @Override
  public boolean concerns(Command command, Profile profile) {
    return PARAMETERS.containsKey(command.name());
  }

  @Override
  public void check(Session session, CommandTable.Row row, Args args) {
    String parameter = Objects.requireNonNull(PARAMETERS.get(row.command().name()));
    if (isRefused(session, parameter)) {
      CommandTable.@Nullable Row container = row.container();
      throw Errors.error(
          "ERR "
              + (container == null ? row : container).command().name()
              + " command not allowed. If the "
              + parameter
              + " option is set to \"local\", you can run it from a local connection, otherwise you"
              + " need to set this option in the configuration file, and then restart the server.");
    }
  }

  private static boolean isRefused(Session session, String parameter) {
    Engine engine = session.engine();
    if (!engine.configuration().has(parameter)) {
      return false;
    }
    return switch (engine.settings().text(parameter)) {
      case "yes" -> false;
      case "local" -> !session.endpoint().isLocal();
      default -> true;
    };
  }
}
