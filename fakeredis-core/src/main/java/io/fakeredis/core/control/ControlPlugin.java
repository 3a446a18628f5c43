package io.fakeredis.core.control;

import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.IndexedPlugin;
import io.fakeredis.core.rdb.DumpCommands;
import io.fakeredis.core.rdb.MigrateCommands;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The commands of Redis that touch connections or the server. */
public final class ControlPlugin implements IndexedPlugin {
  @Override
  public String name() {
    return "control";
  }

  @Override
  public List<CommandFamily> families() {
    return List.of(
        new ConnectionCommands(),
        new AuthCommands(),
        new AclCommands(),
        new TransactionCommands(),
        new DatabaseCommands(),
        new PubSubCommands(),
        new ClientCommands(),
        new ConfigCommands(),
        new CommandCommands(),
        new SlowlogCommands(),
        new CommandLogCommands(),
        new LatencyCommands(),
        new HotKeysCommands(),
        new DebugCommands(),
        new InfoCommands(),
        new HashImportCommands(),
        new MemoryCommands(),
        new ObservationCommands(),
        new PersistenceCommands(),
        new ReplicationCommands(),
        new FollowerCommands(),
        new ClusterCommands(),
        new ModuleCommands(),
        new MigrateCommands(),
        new DumpCommands());
  }

  @Override
  public @Nullable CommandFamily familyOf(String command) {
    return CommandIndex.familyOf(command);
  }
}
