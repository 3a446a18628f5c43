package io.fakeredis.core.command;

import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Flag.BLOCKING;
import static io.fakeredis.api.Flag.READONLY;
import static io.fakeredis.api.Flag.WRITE;
import static io.fakeredis.api.Flag.flags;

import io.fakeredis.api.Args;
import io.fakeredis.api.Call;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Keys;
import io.fakeredis.api.Reply;
import io.fakeredis.api.Result;
import io.fakeredis.api.Wait;
import io.fakeredis.core.value.StreamValue;
import java.util.ArrayList;
import java.util.List;

/** XREAD and XREADGROUP: reading several streams, and waiting for entries. */
final class StreamReadCommands implements CommandFamily {
  /** Since then, a client that waits for a stream's group learns that the stream is gone. */
  private static final Feature TELLS_REMOVAL = Feature.since("XREADGROUP.tells-removal", "7.0");

  /** Before, a woken client was handed the one stream that woke it. */
  private static final Feature RUNS_AGAIN = Feature.since("XREAD.runs-again", "7.2");

  private static final Keys STREAMS = Keys.found(0, 0, 0, StreamReadCommands::keys);

  @Override
  public String group() {
    return "stream";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        command("XREAD", "5.0", -4, STREAMS, flags(READONLY), StreamReadCommands::xread)
            .categories("blocking"),
        command("XREAD", "7.0", -4, STREAMS, flags(READONLY, BLOCKING), StreamReadCommands::xread),
        command("XREADGROUP", "5.0", -7, STREAMS, flags(WRITE), StreamReadCommands::xreadgroup)
            .categories("blocking"),
        command(
            "XREADGROUP",
            "7.0",
            -7,
            STREAMS,
            flags(WRITE, BLOCKING),
            StreamReadCommands::xreadgroup));
  }

  /** The keys are the first half of what follows STREAMS, if that has halves. */
  private static List<Integer> keys(Args args) {
    List<Integer> positions = new ArrayList<>();
    int at = 1;
    while (at < args.count() && !args.is(at, "STREAMS")) {
      at += args.is(at, "NOACK") ? 1 : args.is(at, "GROUP") ? 3 : 2;
    }
    int left = Math.max(0, args.count() - at - 1);
    int half = left % 2 == 0 ? left / 2 : 0;
    for (int i = 1; i <= half; i++) {
      positions.add(at + i);
    }
    return positions;
  }

  private static Result xread(Call call) {
    return read(call, StreamReadRequest.parse(call, false));
  }

  private static Result xreadgroup(Call call) {
    return read(call, StreamReadRequest.parse(call, true));
  }

  private static Result read(Call call, StreamReadRequest request) {
    StreamReader reader = new StreamReader(call, request);
    Reply reply = reader.read();
    if (reply != null) {
      return reply;
    }
    if (!request.blocks()) {
      return Reply.NULL_ARRAY;
    }
    Wait wait =
        new Wait(
                request.keys(),
                StreamValue.TYPE,
                request.blockMillis(),
                call.has(RUNS_AGAIN) ? keys -> reader.read() : new StreamWakeUp(call, request),
                Reply.NULL_ARRAY)
            .retryingAt(reader::retryAt);
    boolean wakesOnRemoval = request.group() != null && call.has(TELLS_REMOVAL);
    return wakesOnRemoval ? wait.wakingOnRemoval() : wait;
  }
}
