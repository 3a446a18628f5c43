package io.fakeredis.module.keydb;

import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Flag.FAST;
import static io.fakeredis.api.Flag.STALE;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.api.Keys.NONE;

import io.fakeredis.api.Args;
import io.fakeredis.api.Call;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Reply;
import java.util.List;

/** What KeyDB's clients and replicas can say of their connection and Redis' can't. */
final class ConnectionCommands implements CommandFamily {
  private static final String SINCE = KeydbFlavour.NAME + " 6.3";

  @Override
  public String group() {
    return "connection";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        command("REPLPING", SINCE, -1, NONE, flags(STALE, FAST), ConnectionCommands::replping)
            .categories("replication"));
  }

  /** PING under a name of its own, by which primaries tell it from that of a client. */
  private static Reply replping(Call call) {
    Args args = call.args();
    if (args.count() > 2) {
      throw Errors.arity(call.command());
    }
    return args.count() == 2 ? Reply.bulk(args.bytes(1)) : Reply.PONG;
  }
}
