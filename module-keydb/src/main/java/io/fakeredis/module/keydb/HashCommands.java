package io.fakeredis.module.keydb;

import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Flag.FAST;
import static io.fakeredis.api.Flag.WRITE;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.api.Keys.NONE;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Reply;
import java.util.List;

/** What KeyDB does with hashes and Redis does not. */
final class HashCommands implements CommandFamily {
  private static final String SINCE = KeydbFlavour.NAME + " 6.3";
  private static final Bytes HGET = Bytes.of("HGET");
  private static final Bytes HSET = Bytes.of("HSET");
  private static final Bytes HDEL = Bytes.of("HDEL");

  @Override
  public String group() {
    return "hash";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        // the real row has no key, so that a cluster would not know where to send the call
        command("KEYDB.HRENAME", SINCE, 4, NONE, flags(WRITE, FAST), HashCommands::hrename));
  }

  private static Reply hrename(Call call) {
    Bytes key = call.args().bytes(1);
    Bytes from = call.args().bytes(2);
    Bytes to = call.args().bytes(3);
    if (call.db().stored(key) == null) {
      return Reply.NULL;
    }
    Reply value = call.call(HGET, key, from);
    if (!(value instanceof Reply.Bulk bulk)) {
      return value instanceof Reply.Error ? value : Reply.error("ERR hash key doesn't exist");
    }
    if (!from.equals(to)) {
      call.call(HSET, key, to, bulk.value());
      call.call(HDEL, key, from);
    }
    return Reply.ONE;
  }
}
