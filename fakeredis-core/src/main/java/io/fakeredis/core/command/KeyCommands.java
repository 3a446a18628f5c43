package io.fakeredis.core.command;

import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Flag.FAST;
import static io.fakeredis.api.Flag.READONLY;
import static io.fakeredis.api.Flag.WRITE;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.api.Keys.key;
import static io.fakeredis.api.Keys.keys;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Database;
import io.fakeredis.api.Reply;
import java.util.List;

/** The <a href="https://redis.io/commands/?group=generic">commands for keys of any type</a>. */
final class KeyCommands implements CommandFamily {
  @Override
  public String group() {
    return "generic";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        command("DEL", "1.0", -2, keys(1, -1), flags(WRITE), KeyCommands::del)
            .categories("keyspace"),
        command("EXISTS", "1.0", -2, keys(1, -1), flags(READONLY, FAST), KeyCommands::exists)
            .categories("keyspace"),
        command("TYPE", "1.0", 2, key(1), flags(READONLY, FAST), KeyCommands::type)
            .categories("keyspace"),
        command("UNLINK", "4.0", -2, keys(1, -1), flags(WRITE, FAST), KeyCommands::del)
            .categories("keyspace"));
  }

  private static Reply del(Call call) {
    long removed = 0;
    for (Bytes key : call.args().from(1)) {
      removed += call.db().remove(key, "del") ? 1 : 0;
    }
    return Reply.integer(removed);
  }

  private static Reply exists(Call call) {
    return Reply.integer(call.args().from(1).stream().filter(call.db()::exists).count());
  }

  private static Reply type(Call call) {
    Database.Stored stored = call.db().stored(call.args().bytes(1));
    return Reply.simple(stored == null ? "none" : stored.type().name());
  }
}
