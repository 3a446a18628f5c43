package io.fakeredis.core.control;

import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Plugin;
import io.fakeredis.core.rdb.DumpCommands;
import io.fakeredis.core.rdb.MigrateCommands;
import java.util.List;

/** The commands of Redis that touch connections or the server. */
public final class ControlPlugin implements Plugin {
  private static final List<CommandFamily> FAMILIES =
      List.of(
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
          new MemoryCommands(),
          new ObservationCommands(),
          new PersistenceCommands(),
          new ReplicationCommands(),
          new SnapshotCommands(),
          new ClusterCommands(),
          new ModuleCommands(),
          new MigrateCommands(),
          new DumpCommands());

  @Override
  public String name() {
    return "control";
  }

  @Override
  public List<CommandFamily> families() {
    return FAMILIES;
  }
}
