package io.fakeredis.module.valkey;

import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Flag.FAST;
import static io.fakeredis.api.Flag.WRITE;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.api.Keys.key;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Reply;
import java.util.List;

/** What Valkey does to strings and Redis does not. */
final class StringCommands implements CommandFamily {

  @Override
  public String group() {
    return "string";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        command("DELIFEQ", "valkey 9.0", 3, key(1), flags(WRITE, FAST), StringCommands::delifeq));
  }

  private static Reply delifeq(Call call) {
    Bytes key = call.args().bytes(1);
    boolean equal = call.args().bytes(2).equals(call.db().string(key));
    return Reply.integer(equal && call.db().remove(key, "del"));
  }
}
