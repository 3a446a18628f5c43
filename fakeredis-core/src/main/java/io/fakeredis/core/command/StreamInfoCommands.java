package io.fakeredis.core.command;

import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Command.container;
import static io.fakeredis.api.Flag.LOADING;
import static io.fakeredis.api.Flag.RANDOM;
import static io.fakeredis.api.Flag.READONLY;
import static io.fakeredis.api.Flag.STALE;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.api.Keys.NONE;
import static io.fakeredis.api.Keys.key;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.HelpText;
import io.fakeredis.api.Reply;
import io.fakeredis.core.value.PendingEntry;
import io.fakeredis.core.value.StreamConsumer;
import io.fakeredis.core.value.StreamEntry;
import io.fakeredis.core.value.StreamGroup;
import io.fakeredis.core.value.StreamId;
import io.fakeredis.core.value.StreamProducers;
import io.fakeredis.core.value.StreamValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** XINFO: what there is to know of a stream, its groups and their consumers. */
final class StreamInfoCommands implements CommandFamily {
  private static final Feature HISTORY = Feature.since("XINFO STREAM.entries-added", "7.0");
  private static final Feature LAG = Feature.since("XINFO GROUPS.lag", "7.0");
  private static final Feature ACTIVE = Feature.since("XINFO CONSUMERS.inactive", "7.2");
  private static final Feature PRODUCERS = Feature.since("XINFO STREAM.idmp-duration", "8.6");
  private static final Feature RELEASED = Feature.since("XINFO STREAM.nacked-count", "8.8");
  private static final Feature NEW_ERROR = Feature.since("XINFO.subcommand-error", "6.2");
  private static final long DEFAULT_COUNT = 10;

  private static final HelpText HELP =
      HelpText.of("XINFO")
          .oldLine(
              "CONSUMERS <key> <groupname>         -- Show consumer groups of group <groupname>.")
          .oldLine("GROUPS <key>                        -- Show the stream consumer groups.")
          .oldLine("STREAM <key> [FULL [COUNT <count>]] -- Show information about the stream.")
          .oldLine(
              "                                       FULL will return the full state of the"
                  + " stream,")
          .oldLine(
              "                                            including all entries, groups, consumers"
                  + " and PELs.")
          .oldLine(
              "                                            It's possible to show only the first"
                  + " stream/PEL entries")
          .oldLine(
              "                                            by using the COUNT modifier (Default is"
                  + " 10)")
          .oldLine("HELP                                -- Print this help.")
          .line("CONSUMERS <key> <groupname>", "Show consumers of <groupname>.")
          .line("GROUPS <key>", "Show the stream consumer groups.")
          .line("STREAM <key> [FULL [COUNT <count>]", "Show information about the stream.");

  @Override
  public String group() {
    return "stream";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        command("XINFO", "5.0", -2, key(2), flags(READONLY, RANDOM), StreamInfoCommands::xinfo),
        container(
            "XINFO",
            "7.0",
            command(
                "XINFO CONSUMERS",
                "7.0",
                4,
                key(2),
                flags(READONLY),
                StreamInfoCommands::consumers),
            command("XINFO GROUPS", "7.0", 3, key(2), flags(READONLY), StreamInfoCommands::groups),
            command("XINFO STREAM", "7.0", -3, key(2), flags(READONLY), StreamInfoCommands::stream),
            command("XINFO HELP", "7.0", 2, NONE, flags(LOADING, STALE), HELP::reply)));
  }

  /** Before 7.0 the one command looked for the key before it told its subcommands apart. */
  private static Reply xinfo(Call call) {
    Args args = call.args();
    if (args.is(1, "HELP")) {
      return HELP.reply(call);
    }
    if (args.count() < 3) {
      throw call.has(NEW_ERROR)
          ? Errors.wrongSubcommand(call)
          : Errors.error("ERR syntax error, try 'XINFO HELP'");
    }
    find(call);
    return switch (args.text(1).toUpperCase(Locale.ROOT) + " " + args.count()) {
      case "CONSUMERS 4" -> consumers(call);
      case "GROUPS 3" -> groups(call);
      default -> {
        if (!args.is(1, "STREAM")) {
          throw Errors.wrongSubcommand(call);
        }
        yield stream(call);
      }
    };
  }

  private static StreamValue find(Call call) {
    StreamValue stream = call.db().find(call.args().bytes(2), StreamValue.TYPE);
    if (stream == null) {
      throw Errors.noSuchKey();
    }
    return stream;
  }

  private static Reply consumers(Call call) {
    StreamGroup group = StreamGroups.named(find(call), call.args().bytes(2), call.args().bytes(3));
    List<Reply> replies = new ArrayList<>();
    for (StreamConsumer consumer : group.consumers().values()) {
      Fields fields = new Fields();
      fields.add("name", Reply.bulk(consumer.name()));
      fields.add("pending", consumer.pending().size());
      fields.add("idle", Math.max(call.now() - consumer.seenAt(), 0));
      if (call.has(ACTIVE)) {
        boolean never = consumer.activeAt() == StreamConsumer.NEVER;
        long inactive = never ? StreamConsumer.NEVER : call.now() - consumer.activeAt();
        fields.add("inactive", inactive);
      }
      replies.add(fields.reply());
    }
    return Reply.array(replies);
  }

  private static Reply groups(Call call) {
    StreamValue stream = find(call);
    List<Reply> replies = new ArrayList<>();
    for (StreamGroup group : stream.groups().values()) {
      Fields fields = new Fields();
      fields.add("name", Reply.bulk(group.name()));
      fields.add("consumers", group.consumers().size());
      fields.add("pending", group.pending().size());
      fields.add("last-delivered-id", StreamReplies.id(group.lastId()));
      addLag(fields, call, stream, group);
      replies.add(fields.reply());
    }
    return Reply.array(replies);
  }

  private static void addLag(Fields fields, Call call, StreamValue stream, StreamGroup group) {
    if (call.has(LAG)) {
      fields.add("entries-read", countOrNull(group.entriesRead()));
      fields.add("lag", lag(stream, group, call));
    }
  }

  private static Reply countOrNull(long count) {
    return count == StreamGroup.UNKNOWN ? Reply.NULL : Reply.integer(count);
  }

  private static Reply lag(StreamValue stream, StreamGroup group, Call call) {
    OptionalLong lag = stream.lag(group, call.profile());
    return lag.isPresent() ? Reply.integer(lag.getAsLong()) : Reply.NULL;
  }

  private static Reply stream(Call call) {
    StreamValue stream = find(call);
    Long count = fullCount(call);
    Fields fields = new Fields();
    fields.add("length", stream.length());
    fields.add("radix-tree-keys", stream.nodes().size());
    fields.add("radix-tree-nodes", stream.radixNodes());
    fields.add("last-generated-id", StreamReplies.id(stream.lastId()));
    if (call.has(HISTORY)) {
      fields.add("max-deleted-entry-id", StreamReplies.id(stream.maxDeletedId()));
      fields.add("entries-added", stream.entriesAdded());
      fields.add("recorded-first-entry-id", StreamReplies.id(stream.firstId()));
    }
    if (call.has(PRODUCERS)) {
      addProducers(fields, stream.producers(call.now()));
    }
    if (count == null) {
      fields.add("groups", stream.groups().size());
      fields.add("first-entry", entry(stream.first()));
      fields.add("last-entry", entry(stream.last()));
    } else {
      addContents(fields, call, stream, count);
    }
    return fields.reply();
  }

  /** How many entries FULL is to show, 0 for all; null without FULL. */
  private static @Nullable Long fullCount(Call call) {
    Args args = call.args();
    if (args.count() == 3) {
      return null;
    }
    if (!args.is(3, "FULL") || (args.count() != 4 && args.count() != 6)) {
      throw Errors.wrongSubcommand(call);
    }
    if (args.count() == 4) {
      return DEFAULT_COUNT;
    }
    if (!args.is(4, "COUNT")) {
      throw Errors.wrongSubcommand(call);
    }
    long count = args.integer(5);
    return count < 0 ? DEFAULT_COUNT : count;
  }

  private static void addProducers(Fields fields, StreamProducers producers) {
    fields.add("idmp-duration", producers.duration());
    fields.add("idmp-maxsize", producers.maxSize());
    fields.add("pids-tracked", producers.producers());
    fields.add("iids-tracked", producers.messages());
    fields.add("iids-added", producers.added());
    fields.add("iids-duplicates", producers.duplicates());
  }

  private static Reply entry(@Nullable StreamEntry entry) {
    return entry == null ? Reply.NULL : StreamReplies.entry(entry);
  }

  private static void addContents(Fields fields, Call call, StreamValue stream, long count) {
    fields.add(
        "entries", StreamReplies.entries(stream.range(StreamId.MIN, StreamId.MAX, count, false)));
    List<Reply> groups = new ArrayList<>();
    for (StreamGroup group : stream.groups().values()) {
      groups.add(fullGroup(call, stream, group, count));
    }
    fields.add("groups", Reply.array(groups));
  }

  private static Reply fullGroup(Call call, StreamValue stream, StreamGroup group, long count) {
    Fields fields = new Fields();
    fields.add("name", Reply.bulk(group.name()));
    fields.add("last-delivered-id", StreamReplies.id(group.lastId()));
    addLag(fields, call, stream, group);
    fields.add("pel-count", group.pending().size());
    if (call.has(RELEASED)) {
      fields.add("nacked-count", group.released());
    }
    fields.add("pending", pending(group.pending().values(), count, true));
    List<Reply> consumers = new ArrayList<>();
    for (StreamConsumer consumer : group.consumers().values()) {
      consumers.add(fullConsumer(call, consumer, count));
    }
    fields.add("consumers", Reply.array(consumers));
    return fields.reply();
  }

  private static Reply fullConsumer(Call call, StreamConsumer consumer, long count) {
    Fields fields = new Fields();
    fields.add("name", Reply.bulk(consumer.name()));
    fields.add("seen-time", consumer.seenAt());
    if (call.has(ACTIVE)) {
      fields.add("active-time", consumer.activeAt());
    }
    fields.add("pel-count", consumer.pending().size());
    fields.add("pending", pending(consumer.pending().values(), count, false));
    return fields.reply();
  }

  private static Reply pending(
      Collection<PendingEntry> entries, long count, boolean showsConsumer) {
    List<Reply> replies = new ArrayList<>();
    entries.stream()
        .limit(count == 0 ? Long.MAX_VALUE : count)
        .forEach(entry -> replies.add(pending(entry, showsConsumer)));
    return Reply.array(replies);
  }

  private static Reply pending(PendingEntry entry, boolean showsConsumer) {
    List<Reply> fields = new ArrayList<>();
    fields.add(StreamReplies.id(entry.id()));
    if (showsConsumer) {
      StreamConsumer consumer = entry.consumer();
      fields.add(Reply.bulk(consumer == null ? Bytes.EMPTY : consumer.name()));
    }
    fields.add(Reply.integer(entry.deliveredAt()));
    fields.add(Reply.integer(entry.deliveries()));
    return Reply.array(fields);
  }

  /** Names and values in turn. */
  private static final class Fields {
    private final List<Reply> fields = new ArrayList<>();

    void add(String name, Reply value) {
      fields.add(Reply.bulk(name));
      fields.add(value);
    }

    void add(String name, long value) {
      add(name, Reply.integer(value));
    }

    Reply reply() {
      return Reply.map(fields);
    }
  }
}
