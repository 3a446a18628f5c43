package io.fakeredis.core.command;

import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Flag.DENYOOM;
import static io.fakeredis.api.Flag.FAST;
import static io.fakeredis.api.Flag.RANDOM;
import static io.fakeredis.api.Flag.WRITE;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.api.Keys.key;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Reply;
import io.fakeredis.core.value.StreamEntry;
import io.fakeredis.core.value.StreamId;
import io.fakeredis.core.value.StreamTrim;
import io.fakeredis.core.value.StreamValue;
import java.util.List;
import java.util.Objects;

/** The stream commands that add entries and trim them off again. */
final class StreamAddCommands implements CommandFamily {
  private static final Feature TRIM_EVENT = Feature.since("XADD.trim-event", "6.2");
  private static final Feature ARITY_TEXT = Feature.since("XADD.arity-text", "7.0");
  private static final Feature OPTIONS_FIRST = Feature.since("XTRIM.options-first", "6.2");
  private static final Feature ID_FIRST = Feature.since("XSETID.id-first", "7.0");
  private static final Feature KEEPS_DELETED = Feature.since("XSETID.keeps-deleted", "7.2");
  private static final long UNCHANGED = -1;

  @Override
  public String group() {
    return "stream";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        command(
            "XADD",
            "5.0",
            -5,
            key(1),
            flags(WRITE, DENYOOM, RANDOM, FAST),
            StreamAddCommands::xadd),
        command("XADD", "7.0", -5, key(1), flags(WRITE, DENYOOM, FAST), StreamAddCommands::xadd),
        command("XSETID", "5.0", 3, key(1), flags(WRITE, DENYOOM, FAST), StreamAddCommands::xsetid),
        command(
            "XSETID", "7.0", -3, key(1), flags(WRITE, DENYOOM, FAST), StreamAddCommands::xsetid),
        command("XTRIM", "5.0", -2, key(1), flags(WRITE, RANDOM), StreamAddCommands::xtrim),
        command("XTRIM", "6.2", -4, key(1), flags(WRITE, RANDOM), StreamAddCommands::xtrim),
        command("XTRIM", "7.0", -4, key(1), flags(WRITE), StreamAddCommands::xtrim));
  }

  private static Reply xadd(Call call) {
    StreamOptions options = StreamOptions.ofAdd(call);
    List<Bytes> fields = fields(call, options);
    Bytes key = call.args().bytes(1);
    if (!options.makesStream() && call.db().find(key, StreamValue.TYPE) == null) {
      return Reply.NULL;
    }
    StreamValue stream = call.db().create(key, StreamValue.TYPE);
    StreamMessage message = StreamMessage.of(options, fields);
    StreamId known = message == null ? null : message.find(stream.producers(call.now()));
    if (known != null) {
      return StreamReplies.id(known);
    }
    StreamId id = nextId(options, stream);
    stream.append(id, fields, call.settings());
    if (message != null) {
      message.remember(stream.producers(call.now()), id, call.now());
    }
    StreamTrim trim = options.trim();
    long trimmed = trim == null ? 0 : stream.trim(trim);
    call.db().changed(key, "xadd");
    if (trimmed > 0 && call.has(TRIM_EVENT)) {
      call.db().event(key, "xtrim");
    }
    return StreamReplies.id(id);
  }

  private static List<Bytes> fields(Call call, StreamOptions options) {
    List<Bytes> fields = call.args().from(Math.min(options.fieldsAt(), call.args().count()));
    if (fields.isEmpty() || fields.size() % 2 != 0) {
      throw call.has(ARITY_TEXT)
          ? Errors.arity("xadd")
          : Errors.error("ERR wrong number of arguments for XADD");
    }
    if (options.nextId() instanceof NextStreamId.Given given && given.id().isZero()) {
      throw Errors.error("ERR The ID specified in XADD must be greater than 0-0");
    }
    return List.copyOf(fields); // the words of the call are not kept for these few
  }

  private static StreamId nextId(StreamOptions options, StreamValue stream) {
    if (stream.lastId().equals(StreamId.MAX)) {
      throw Errors.error(
          "ERR The stream has exhausted the last possible ID, unable to add more items");
    }
    return Objects.requireNonNull(options.nextId()).after(stream.lastId());
  }

  private static Reply xsetid(Call call) {
    Args args = call.args();
    Bytes key = args.bytes(1);
    if (!call.has(ID_FIRST) && call.db().find(key, StreamValue.TYPE) == null) {
      throw Errors.noSuchKey();
    }
    StreamId id = StreamIds.parse(args.bytes(2));
    long added = UNCHANGED;
    StreamId deleted = StreamId.MIN;
    for (int at = 3; at < args.count(); at += 2) {
      boolean hasValue = at + 1 < args.count();
      if (hasValue && args.is(at, "ENTRIESADDED")) {
        added = entriesAdded(args.integer(at + 1));
      } else if (hasValue && args.is(at, "MAXDELETEDID")) {
        deleted = maxDeletedId(args.bytes(at + 1), id);
      } else {
        throw Errors.syntax();
      }
    }
    StreamValue stream = call.db().find(key, StreamValue.TYPE);
    if (stream == null) {
      throw Errors.noSuchKey();
    }
    checkSetId(call, stream, id, added);
    StreamId newDeleted = deleted.isZero() ? stream.maxDeletedId() : deleted;
    stream.setHistory(id, newDeleted, added == UNCHANGED ? stream.entriesAdded() : added);
    call.db().countChanges(1);
    call.db().event(key, "xsetid"); // WATCH does not look at this
    return Reply.OK;
  }

  private static long entriesAdded(long added) {
    if (added < 0) {
      throw Errors.error("ERR entries_added must be positive");
    }
    return added;
  }

  private static StreamId maxDeletedId(Bytes word, StreamId lastId) {
    StreamId deleted = StreamIds.parse(word);
    if (lastId.compareTo(deleted) < 0) {
      throw Errors.error(
          "ERR The ID specified in XSETID is smaller than the provided max_deleted_entry_id");
    }
    return deleted;
  }

  private static void checkSetId(Call call, StreamValue stream, StreamId id, long added) {
    if (call.has(KEEPS_DELETED) && id.compareTo(stream.maxDeletedId()) < 0) {
      throw Errors.error(
          "ERR The ID specified in XSETID is smaller than current max_deleted_entry_id");
    }
    StreamEntry last = stream.last();
    if (last != null && id.compareTo(last.id()) < 0) {
      throw Errors.error(
          "ERR The ID specified in XSETID is smaller than the target stream top item");
    }
    if (added != UNCHANGED && stream.length() > added) {
      throw Errors.error(
          "ERR The entries_added specified in XSETID is smaller than the target stream length");
    }
  }

  private static Reply xtrim(Call call) {
    Bytes key = call.args().bytes(1);
    StreamValue stream = null;
    if (!call.has(OPTIONS_FIRST)) {
      stream = call.db().find(key, StreamValue.TYPE);
      if (stream == null) {
        return Reply.ZERO;
      }
    }
    StreamTrim trim = StreamOptions.ofTrim(call).trim();
    if (stream == null) {
      stream = call.db().find(key, StreamValue.TYPE);
    }
    if (stream == null || trim == null) {
      return Reply.ZERO;
    }
    long trimmed = stream.trim(trim);
    if (trimmed > 0) {
      call.db().changed(key, "xtrim", trimmed);
    }
    return Reply.integer(trimmed);
  }
}
