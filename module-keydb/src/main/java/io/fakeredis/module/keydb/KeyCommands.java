package io.fakeredis.module.keydb;

import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Flag.FAST;
import static io.fakeredis.api.Flag.READONLY;
import static io.fakeredis.api.Flag.STALE;
import static io.fakeredis.api.Flag.WRITE;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.api.Keys.NONE;
import static io.fakeredis.api.Keys.keys;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Reply;
import java.util.List;

/** What KeyDB does with keys of any type and Redis does not. */
final class KeyCommands implements CommandFamily {
  private static final String SINCE = "keydb 6.3";

  @Override
  public String group() {
    return "generic";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        command("EXPDEL", SINCE, -2, keys(1, -1), flags(WRITE), KeyCommands::expdel),
        command(
            "KEYDB.MEXISTS", SINCE, -2, keys(1, -1), flags(READONLY, FAST), KeyCommands::mexists),
        command("LFENCE", SINCE, 1, NONE, flags(READONLY, STALE), call -> Reply.OK));
  }

  /** In spite of its name it deletes keys, whether they expire or not. */
  private static Reply expdel(Call call) {
    int deleted = 0;
    for (Bytes key : call.args().from(1)) {
      deleted += call.db().remove(key, "del") ? 1 : 0;
    }
    return Reply.integer(deleted);
  }

  private static Reply mexists(Call call) {
    List<Bytes> keys = call.args().from(1);
    return Reply.array(keys.stream().map(key -> Reply.bool(call.db().exists(key))).toList());
  }
}
