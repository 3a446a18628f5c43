package io.fakeredis.core.command;

import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Command.container;
import static io.fakeredis.api.Flag.DENYOOM;
import static io.fakeredis.api.Flag.LOADING;
import static io.fakeredis.api.Flag.STALE;
import static io.fakeredis.api.Flag.WRITE;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.api.Keys.NONE;
import static io.fakeredis.api.Keys.key;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandException;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.HelpText;
import io.fakeredis.api.Reply;
import io.fakeredis.core.value.StreamConsumer;
import io.fakeredis.core.value.StreamGroup;
import io.fakeredis.core.value.StreamId;
import io.fakeredis.core.value.StreamValue;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** XGROUP: making and removing consumer groups and their consumers. */
final class StreamGroupCommands implements CommandFamily {
  private static final Feature CREATECONSUMER = Feature.since("XGROUP CREATECONSUMER", "6.2");
  private static final Feature ENTRIESREAD = Feature.since("XGROUP CREATE.ENTRIESREAD", "7.0");
  private static final Feature CAPS_ENTRIESREAD = Feature.since("XGROUP.caps-entries-read", "8.2");

  /** Before, DELCONSUMER told of an event even if there was no such consumer. */
  private static final Feature QUIET_DELCONSUMER =
      Feature.since("XGROUP DELCONSUMER.quiet-if-missing", "7.0");

  private static final int CREATE_WORDS = 8;
  private static final int SETID_WORDS = 7;

  private static final HelpText OLD_HELP =
      HelpText.of("XGROUP")
          .oldLine("CREATE      <key> <groupname> <id or $> [opt] -- Create a new consumer group.")
          .oldLine("            option MKSTREAM: create the empty stream if it does not exist.")
          .oldLine("SETID       <key> <groupname> <id or $>  -- Set the current group ID.")
          .oldLine("DESTROY     <key> <groupname>            -- Remove the specified group.")
          .oldLine("DELCONSUMER <key> <groupname> <consumer> -- Remove the specified consumer.")
          .oldLine("HELP                                     -- Prints this help.")
          .line(
              "CREATE <key> <groupname> <id|$> [option]",
              "Create a new consumer group. Options are:",
              "* MKSTREAM",
              "  Create the empty stream if it does not exist.")
          .line(
              "CREATECONSUMER <key> <groupname> <consumer>",
              "Create a new consumer in the specified group.")
          .line("DELCONSUMER <key> <groupname> <consumer>", "Remove the specified consumer.")
          .line("DESTROY <key> <groupname>    Remove the specified group.")
          .line("SETID <key> <groupname> <id|$>", "Set the current group ID.");

  private static final HelpText HELP =
      HelpText.of("XGROUP")
          .line(
              "CREATE <key> <groupname> <id|$> [option]",
              "Create a new consumer group. Options are:",
              "* MKSTREAM",
              "  Create the empty stream if it does not exist.",
              "* ENTRIESREAD entries_read",
              "  Set the group's entries_read counter (internal use).")
          .line(
              "CREATECONSUMER <key> <groupname> <consumer>",
              "Create a new consumer in the specified group.")
          .line("DELCONSUMER <key> <groupname> <consumer>", "Remove the specified consumer.")
          .line("DESTROY <key> <groupname>", "Remove the specified group.")
          .line(
              "SETID <key> <groupname> <id|$> [ENTRIESREAD entries_read]",
              "Set the current group ID and entries_read counter.");

  @Override
  public String group() {
    return "stream";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        command("XGROUP", "5.0", -2, key(2), flags(WRITE, DENYOOM), StreamGroupCommands::xgroup),
        container(
            "XGROUP",
            "7.0",
            command(
                "XGROUP CREATE",
                "7.0",
                -5,
                key(2),
                flags(WRITE, DENYOOM),
                StreamGroupCommands::create),
            command(
                "XGROUP CREATECONSUMER",
                "7.0",
                5,
                key(2),
                flags(WRITE, DENYOOM),
                StreamGroupCommands::createconsumer),
            command(
                "XGROUP DELCONSUMER",
                "7.0",
                5,
                key(2),
                flags(WRITE),
                StreamGroupCommands::delconsumer),
            command("XGROUP DESTROY", "7.0", 4, key(2), flags(WRITE), StreamGroupCommands::destroy),
            command("XGROUP SETID", "7.0", -5, key(2), flags(WRITE), StreamGroupCommands::setid),
            command("XGROUP HELP", "7.0", 2, NONE, flags(LOADING, STALE), HELP::reply)));
  }

  /**
   * Before 7.0 the one command looked for the key and the group before it told the others apart.
   */
  private static Reply xgroup(Call call) {
    Args args = call.args();
    if (args.is(1, "CREATE") && args.count() == 6) {
      GroupOptions.parse(call);
    }
    if (args.count() >= 4) {
      checkKeyAndGroup(call);
    }
    if (args.is(1, "CREATECONSUMER") && !call.has(CREATECONSUMER)) {
      throw Errors.wrongSubcommand(call);
    }
    return switch (args.text(1).toUpperCase(Locale.ROOT) + " " + args.count()) {
      case "CREATE 5", "CREATE 6" -> create(call);
      case "CREATECONSUMER 5" -> createconsumer(call);
      case "DELCONSUMER 5" -> delconsumer(call);
      case "DESTROY 4" -> destroy(call);
      case "SETID 5" -> setid(call);
      case "HELP 2" -> OLD_HELP.reply(call);
      default -> throw Errors.wrongSubcommand(call);
    };
  }

  private static void checkKeyAndGroup(Call call) {
    Args args = call.args();
    StreamValue stream = call.db().find(args.bytes(2), StreamValue.TYPE);
    boolean creates = args.is(1, "CREATE");
    if (stream == null && !(creates && args.count() == 6)) {
      throw keyMissing();
    }
    boolean needsGroup =
        args.is(1, "SETID")
            || args.is(1, "DELCONSUMER")
            || (args.is(1, "CREATECONSUMER") && call.has(CREATECONSUMER));
    if (stream != null && needsGroup) {
      group(stream, call);
    }
  }

  private static Reply create(Call call) {
    GroupOptions options = GroupOptions.parse(call);
    Bytes key = call.args().bytes(2);
    Bytes name = call.args().bytes(3);
    StreamValue stream = call.db().find(key, StreamValue.TYPE);
    boolean makes = stream == null;
    if (makes && !options.makesStream()) {
      throw keyMissing();
    }
    checkCount(call, CREATE_WORDS);
    StreamId id = position(call, stream, false);
    stream = call.db().create(key, StreamValue.TYPE);
    if (stream.group(name) != null) {
      throw Errors.error("BUSYGROUP Consumer Group name already exists");
    }
    stream.addGroup(new StreamGroup(name, id, options.entriesRead(call, stream)));
    if (makes) {
      call.db().changed(key, "xgroup-create");
    } else {
      call.db().countChanges(1);
      call.db().event(key, "xgroup-create"); // WATCH does not look at groups
    }
    return Reply.OK;
  }

  private static Reply createconsumer(Call call) {
    Bytes key = call.args().bytes(2);
    StreamGroup group = group(stream(call), call);
    Bytes name = call.args().bytes(4);
    if (group.consumer(name) != null) {
      return Reply.ZERO;
    }
    group.addConsumer(name, call.now());
    call.db().countChanges(1);
    call.db().event(key, "xgroup-createconsumer");
    return Reply.ONE;
  }

  private static Reply delconsumer(Call call) {
    StreamGroup group = group(stream(call), call);
    StreamConsumer consumer = group.consumer(call.args().bytes(4));
    int pending = consumer == null ? 0 : consumer.pending().size();
    if (consumer != null) {
      group.removeConsumer(consumer);
      call.db().countChanges(1);
    }
    if (consumer != null || !call.has(QUIET_DELCONSUMER)) {
      call.db().event(call.args().bytes(2), "xgroup-delconsumer");
    }
    return Reply.integer(pending);
  }

  private static Reply destroy(Call call) {
    Bytes key = call.args().bytes(2);
    if (!stream(call).removeGroup(call.args().bytes(3))) {
      return Reply.ZERO;
    }
    call.db().countChanges(1);
    call.db().event(key, "xgroup-destroy");
    call.db().wake(key); // who waits for entries of the group learns that it is gone
    return Reply.ONE;
  }

  private static Reply setid(Call call) {
    GroupOptions options = GroupOptions.parse(call);
    StreamValue stream = stream(call);
    StreamGroup group = group(stream, call);
    checkCount(call, SETID_WORDS);
    StreamId id = position(call, stream, true);
    group.moveTo(id, options.entriesRead(call, stream));
    call.db().countChanges(1);
    call.db().event(call.args().bytes(2), "xgroup-setid");
    return Reply.OK;
  }

  /** Options may be repeated, as long as there are not too many words in all. */
  private static void checkCount(Call call, int most) {
    if (call.args().count() > most) {
      throw Errors.wrongSubcommand(call);
    }
  }

  /** The ID at which a group is to go on; {@code $} is the last one. */
  private static StreamId position(Call call, @Nullable StreamValue stream, boolean takesMinus) {
    Bytes word = call.args().bytes(4);
    if (word.is("$")) {
      return stream == null ? StreamId.MIN : stream.lastId();
    }
    return takesMinus && word.is("-") ? StreamId.MIN : StreamIds.parse(word);
  }

  private static StreamValue stream(Call call) {
    StreamValue stream = call.db().find(call.args().bytes(2), StreamValue.TYPE);
    if (stream == null) {
      throw keyMissing();
    }
    return stream;
  }

  private static StreamGroup group(StreamValue stream, Call call) {
    return StreamGroups.named(stream, call.args().bytes(2), call.args().bytes(3));
  }

  private static CommandException keyMissing() {
    return Errors.error(
        "ERR The XGROUP subcommand requires the key to exist. Note that for CREATE you may want to"
            + " use the MKSTREAM option to create an empty stream automatically.");
  }

  /**
   * The options of CREATE and SETID.
   *
   * @param makesStream whether a missing stream is to be made
   * @param read how many entries the group has read
   */
  private record GroupOptions(boolean makesStream, long read) {
    static GroupOptions parse(Call call) {
      Args args = call.args();
      boolean creates = args.is(1, "CREATE");
      boolean makesStream = false;
      long read = StreamGroup.UNKNOWN;
      int at = 5;
      while (at < args.count()) {
        if (creates && args.is(at, "MKSTREAM")) {
          makesStream = true;
          at++;
        } else if (call.has(ENTRIESREAD) && args.is(at, "ENTRIESREAD") && at + 1 < args.count()) {
          read = entriesRead(args.integer(at + 1));
          at += 2;
        } else {
          throw Errors.wrongSubcommand(call);
        }
      }
      return new GroupOptions(makesStream, read);
    }

    private static long entriesRead(long read) {
      if (read < 0 && read != StreamGroup.UNKNOWN) {
        throw Errors.error("ERR value for ENTRIESREAD must be positive or -1");
      }
      return read;
    }

    long entriesRead(Call call, StreamValue stream) {
      return call.has(CAPS_ENTRIESREAD) ? Math.min(read, stream.entriesAdded()) : read;
    }
  }
}
