package io.fakeredis.core.control;

import io.fakeredis.api.CommandFamily;
import io.fakeredis.core.rdb.DumpCommands;
import io.fakeredis.core.rdb.MigrateCommands;
import org.jspecify.annotations.Nullable;

/** Which family has which command: no other class need be loaded to find one. */
final class CommandIndex {
  private CommandIndex() {}

  static @Nullable CommandFamily familyOf(String command) {
    return switch (command) {
      case "PING", "ECHO", "SELECT", "POST", "HOST:", "QUIT", "RESET" -> new ConnectionCommands();
      case "AUTH", "HELLO" -> new AuthCommands();
      case "ACL" -> new AclCommands();
      case "MULTI", "EXEC", "DISCARD", "WATCH", "UNWATCH" -> new TransactionCommands();
      case "DBSIZE", "FLUSHDB", "FLUSHALL", "SWAPDB", "TIME" -> new DatabaseCommands();
      case "PSUBSCRIBE",
          "PUBLISH",
          "PUNSUBSCRIBE",
          "SPUBLISH",
          "SSUBSCRIBE",
          "SUBSCRIBE",
          "SUNSUBSCRIBE",
          "UNSUBSCRIBE",
          "PUBSUB" ->
          new PubSubCommands();
      case "CLIENT" -> new ClientCommands();
      case "CONFIG" -> new ConfigCommands();
      case "COMMAND" -> new CommandCommands();
      case "SLOWLOG" -> new SlowlogCommands();
      case "COMMANDLOG" -> new CommandLogCommands();
      case "LATENCY" -> new LatencyCommands();
      case "HOTKEYS" -> new HotKeysCommands();
      case "DEBUG" -> new DebugCommands();
      case "INFO" -> new InfoCommands();
      case "HIMPORT" -> new HashImportCommands();
      case "MEMORY" -> new MemoryCommands();
      case "MONITOR", "LOLWUT" -> new ObservationCommands();
      case "SAVE", "BGSAVE", "BGREWRITEAOF", "LASTSAVE", "SHUTDOWN" -> new PersistenceCommands();
      case "ROLE", "REPLICAOF", "SLAVEOF", "FAILOVER", "WAIT", "WAITAOF" ->
          new ReplicationCommands();
      case "PSYNC", "REPLCONF", "SYNC" -> new FollowerCommands();
      case "CLUSTER", "READONLY", "READWRITE", "CLUSTERSCAN", "TRIMSLOTS", "ASKING" ->
          new ClusterCommands();
      case "MODULE" -> new ModuleCommands();
      case "MIGRATE" -> new MigrateCommands();
      case "DUMP", "RESTORE", "RESTORE-ASKING" -> new DumpCommands();
      default -> null;
    };
  }
}
