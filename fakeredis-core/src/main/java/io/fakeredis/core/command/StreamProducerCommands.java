package io.fakeredis.core.command;

import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Flag.DENYOOM;
import static io.fakeredis.api.Flag.FAST;
import static io.fakeredis.api.Flag.WRITE;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.api.Keys.key;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Reply;
import io.fakeredis.core.value.StreamId;
import io.fakeredis.core.value.StreamProducers;
import io.fakeredis.core.value.StreamValue;
import java.util.List;
import java.util.Locale;

/** The commands about messages that are added once though they may be sent twice. */
final class StreamProducerCommands implements CommandFamily {
  private static final long UNCHANGED = -1;
  private static final long MAX_DURATION = 86_400;
  private static final long MAX_SIZE = 10_000;

  @Override
  public String group() {
    return "stream";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        command("XCFGSET", "8.6", -2, key(1), flags(WRITE, FAST), StreamProducerCommands::xcfgset),
        command(
            "XIDMPRECORD",
            "8.6.2",
            5,
            key(1),
            flags(WRITE, DENYOOM, FAST),
            StreamProducerCommands::xidmprecord));
  }

  private static Reply xcfgset(Call call) {
    Args args = call.args();
    StreamProducers producers = stream(call).producers(call.now());
    long duration = UNCHANGED;
    long maxSize = UNCHANGED;
    if (args.count() == 2) {
      throw Errors.error("ERR At least one parameter must be specified");
    }
    for (int at = 2; at < args.count(); at += 2) {
      boolean hasValue = at + 1 < args.count();
      if (hasValue && args.is(at, "IDMP-DURATION")) {
        duration = limit(args, at, duration, MAX_DURATION, "seconds");
      } else if (hasValue && args.is(at, "IDMP-MAXSIZE")) {
        maxSize = limit(args, at, maxSize, MAX_SIZE, "entries");
      } else {
        throw Errors.syntax();
      }
    }
    producers.configure(
        duration == UNCHANGED ? producers.duration() : duration,
        maxSize == UNCHANGED ? producers.maxSize() : maxSize);
    return Reply.OK;
  }

  private static StreamValue stream(Call call) {
    StreamValue stream = call.db().find(call.args().bytes(1), StreamValue.TYPE);
    if (stream == null) {
      throw Errors.noSuchKey();
    }
    return stream;
  }

  private static long limit(Args args, int at, long earlier, long max, String unit) {
    String name = args.text(at).toUpperCase(Locale.ROOT);
    if (earlier != UNCHANGED) {
      throw Errors.error("ERR " + name + " specified multiple times");
    }
    long limit = args.integer(at + 1);
    if (limit < 1 || limit > max) {
      throw Errors.error("ERR " + name + " must be between 1 and " + max + " " + unit);
    }
    return limit;
  }

  private static Reply xidmprecord(Call call) {
    Args args = call.args();
    StreamId entry = StreamIds.parse(args.bytes(4));
    Bytes producer = nonEmpty(args.bytes(2), "producer");
    Bytes message = nonEmpty(args.bytes(3), "idempotent");
    StreamValue stream = stream(call);
    if (stream.find(entry) == null) {
      throw Errors.error("ERR No such message in stream");
    }
    StreamProducers producers = stream.producers(call.now());
    StreamId known = producers.find(producer, message);
    if (known == null) {
      producers.add(producer, message, entry, call.now());
    } else if (!known.equals(entry)) {
      throw Errors.error("ERR IID already exists for this producer with a different stream ID");
    }
    return Reply.OK;
  }

  private static Bytes nonEmpty(Bytes id, String kind) {
    if (id.isEmpty()) {
      throw Errors.error("ERR " + kind + " ID must be non-empty");
    }
    return id;
  }
}
