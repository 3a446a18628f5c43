package com.example.cas;

import static io.fakeredis.api.Command.ALWAYS;
import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Flag.DENYOOM;
import static io.fakeredis.api.Flag.FAST;
import static io.fakeredis.api.Flag.WRITE;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.api.Keys.key;
import static io.fakeredis.api.Options.oneOf;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Option;
import io.fakeredis.api.Options;
import io.fakeredis.api.Plugin;
import io.fakeredis.api.Reply;
import io.fakeredis.api.StringValue;
import java.util.List;

/**
 * Adds {@code CAS key expected value [KEEPTTL]}, which sets a key that holds what is expected.
 * Found by the line in {@code META-INF/services}, so that having the jar on the class path is
 * enough.
 */
public final class CasPlugin implements Plugin, CommandFamily {
  private static final Option KEEPTTL = Option.flag("KEEPTTL", ALWAYS);

  @Override
  public String name() {
    return "cas";
  }

  @Override
  public List<CommandFamily> families() {
    return List.of(this);
  }

  @Override
  public String group() {
    return "string";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        command("CAS", ALWAYS, -4, key(1), flags(WRITE, DENYOOM, FAST), CasPlugin::cas)
            .options(Options.from(4, oneOf(KEEPTTL))));
  }

  private static Reply cas(Call call) {
    Bytes key = call.args().bytes(1);
    Bytes expected = call.args().bytes(2);
    StringValue value = StringValue.of(call.args().bytes(3));
    boolean keepTtl = call.options().has(KEEPTTL);
    if (!expected.equals(call.db().string(key))) {
      return Reply.ZERO;
    }
    if (keepTtl) {
      call.db().replace(key, StringValue.TYPE, value, "cas");
    } else {
      call.db().put(key, StringValue.TYPE, value, "cas");
    }
    return Reply.ONE;
  }
}
