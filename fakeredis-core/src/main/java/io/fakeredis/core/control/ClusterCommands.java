package io.fakeredis.core.control;

import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Command.container;
import static io.fakeredis.api.Flag.ADMIN;
import static io.fakeredis.api.Flag.FAST;
import static io.fakeredis.api.Flag.LOADING;
import static io.fakeredis.api.Flag.NOSCRIPT;
import static io.fakeredis.api.Flag.READONLY;
import static io.fakeredis.api.Flag.STALE;
import static io.fakeredis.api.Flag.WRITE;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.api.Keys.NONE;

import io.fakeredis.api.Call;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Flag;
import io.fakeredis.api.Reply;
import java.util.List;
import java.util.Set;

/** CLUSTER and what belongs to it, on a server that is no part of a cluster. */
final class ClusterCommands implements CommandFamily {
  private static final Set<Flag> CHANGES = flags(ADMIN, STALE);
  private static final Set<Flag> LOOKS = flags(STALE);
  private static final Set<Flag> MODE = flags(LOADING, STALE, FAST);

  @Override
  public String group() {
    return "cluster";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        row("CLUSTER", "3.0", -2, CHANGES),
        cluster(),
        row("READONLY", "3.0", 1, MODE).categories("connection"),
        command("READONLY", "valkey 8.0", 1, NONE, MODE, call -> Reply.OK).categories("connection"),
        command("READWRITE", "3.0", 1, NONE, MODE, call -> Reply.OK).categories("connection"),
        row("READWRITE", "7.0", 1, MODE).categories("connection"),
        command("READWRITE", "valkey 8.0", 1, NONE, MODE, call -> Reply.OK)
            .categories("connection"),
        row("CLUSTERSCAN", "valkey 9.1", -2, flags(READONLY)),
        row("TRIMSLOTS", "8.4", -5, flags(WRITE)),
        row("ASKING", "3.0", 1, flags(FAST)).categories("connection"));
  }

  /** Since 7.0 the subcommands are rows; before that nobody looks at them. */
  private static Command cluster() {
    return container(
        "CLUSTER",
        "7.0",
        row("CLUSTER ADDSLOTS", "3.0", -3, CHANGES),
        row("CLUSTER ADDSLOTSRANGE", "7.0", -4, CHANGES),
        row("CLUSTER BUMPEPOCH", "3.0", 2, CHANGES),
        row("CLUSTER COUNT-FAILURE-REPORTS", "3.0", 3, CHANGES),
        row("CLUSTER COUNTKEYSINSLOT", "3.0", 3, LOOKS),
        row("CLUSTER DELSLOTS", "3.0", -3, CHANGES),
        row("CLUSTER DELSLOTSRANGE", "7.0", -4, CHANGES),
        row("CLUSTER FAILOVER", "3.0", -2, CHANGES),
        row("CLUSTER FLUSHSLOTS", "3.0", 2, CHANGES),
        row("CLUSTER FORGET", "3.0", 3, CHANGES),
        row("CLUSTER GETKEYSINSLOT", "3.0", 4, LOOKS),
        row("CLUSTER HELP", "5.0", 2, flags(LOADING, STALE)),
        row("CLUSTER INFO", "3.0", 2, LOOKS),
        row("CLUSTER KEYSLOT", "3.0", 3, LOOKS),
        command(
            "CLUSTER KEYSLOT",
            "valkey 9.1",
            3,
            NONE,
            LOOKS,
            call -> Reply.integer(HashSlot.of(call.args().bytes(2)))),
        row("CLUSTER LINKS", "7.0", 2, LOOKS),
        row("CLUSTER MEET", "3.0", -4, CHANGES),
        row("CLUSTER MYID", "3.0", 2, LOOKS),
        row("CLUSTER MYSHARDID", "7.2", 2, LOOKS),
        row("CLUSTER NODES", "3.0", 2, LOOKS),
        row("CLUSTER REPLICAS", "5.0", 3, CHANGES),
        row("CLUSTER REPLICATE", "3.0", 3, CHANGES),
        row("CLUSTER RESET", "3.0", -2, flags(ADMIN, NOSCRIPT, STALE)),
        row("CLUSTER SAVECONFIG", "3.0", 2, CHANGES),
        row("CLUSTER SET-CONFIG-EPOCH", "3.0", 3, CHANGES),
        row("CLUSTER SETSLOT", "3.0", -4, CHANGES),
        row("CLUSTER SHARDS", "7.0", 2, flags(LOADING, STALE)),
        row("CLUSTER SLAVES", "3.0", 3, CHANGES),
        row("CLUSTER SLOT-STATS", "8.2", -4, flags(LOADING, STALE)),
        row("CLUSTER SLOTS", "3.0", 2, flags(LOADING, STALE)),
        row("CLUSTER MIGRATION", "8.4", -4, CHANGES),
        row("CLUSTER SYNCSLOTS", "8.4", -3, CHANGES),
        row("CLUSTER SYNCSLOTS", "valkey 9.0", -3, CHANGES),
        row("CLUSTER MIGRATESLOTS", "valkey 9.0", -4, CHANGES),
        row("CLUSTER CANCELSLOTMIGRATIONS", "valkey 9.0", 2, CHANGES),
        row("CLUSTER GETSLOTMIGRATIONS", "valkey 9.0", 2, CHANGES),
        row("CLUSTER FLUSHSLOT", "valkey 9.0", -3, CHANGES));
  }

  private static Command row(String name, String since, int arity, Set<Flag> flags) {
    return command(name, since, arity, NONE, flags, ClusterCommands::refuse);
  }

  private static Reply refuse(Call call) {
    throw Errors.error("ERR This instance has cluster support disabled");
  }
}
