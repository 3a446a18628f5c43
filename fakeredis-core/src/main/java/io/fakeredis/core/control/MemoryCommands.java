package io.fakeredis.core.control;

import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Command.container;
import static io.fakeredis.api.Flag.LOADING;
import static io.fakeredis.api.Flag.READONLY;
import static io.fakeredis.api.Flag.STALE;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.api.Keys.NONE;
import static io.fakeredis.api.Keys.key;
import static io.fakeredis.core.engine.ServerCall.server;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.HelpText;
import io.fakeredis.api.Reply;
import io.fakeredis.core.engine.ServerCall;
import java.util.List;

/** MEMORY, by estimates. */
final class MemoryCommands implements CommandFamily {
  private static final Feature TIDY_HELP = Feature.since("MEMORY HELP.tidy", "7.0");
  private static final long LITTLE = 5 << 20;
  private static final HelpText HELP_TEXT =
      HelpText.of("MEMORY")
          .oldLine("DOCTOR - Return memory problems reports.")
          .oldLine("MALLOC-STATS -- Return internal statistics report from the memory allocator.")
          .oldLine("PURGE -- Attempt to purge dirty pages for reclamation by the allocator.")
          .oldLine("STATS -- Return information about the memory usage of the server.")
          .oldLine(
              "USAGE <key> [SAMPLES <count>] -- Return memory in bytes used by <key> and its value."
                  + " Nested values are sampled up to <count> times (default: 5).")
          .line("DOCTOR", "Return memory problems reports.")
          .lineUntil(
              TIDY_HELP,
              "MALLOC-STATS    Return internal statistics report from the memory allocator.")
          .line(
              TIDY_HELP,
              "MALLOC-STATS",
              "Return internal statistics report from the memory allocator.")
          .line("PURGE", "Attempt to purge dirty pages for reclamation by the allocator.")
          .line("STATS", "Return information about the memory usage of the server.")
          .lineUntil(
              TIDY_HELP,
              "USAGE <key> [SAMPLES <count>]",
              "Return memory in bytes used by <key> and its value. Nested values are",
              "sampled up to <count> times (default: 5).")
          .line(
              TIDY_HELP,
              "USAGE <key> [SAMPLES <count>]",
              "Return memory in bytes used by <key> and its value. Nested values are",
              "sampled up to <count> times (default: 5, 0 means sample all).");

  @Override
  public String group() {
    return "server";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        container(
            "MEMORY",
            "4.0",
            row("MEMORY DOCTOR", MemoryCommands::doctor),
            row("MEMORY MALLOC-STATS", MemoryCommands::mallocStats),
            row("MEMORY PURGE", MemoryCommands::purge),
            row("MEMORY STATS", MemoryStats::reply),
            command(
                "MEMORY USAGE", "4.0", -3, key(2), flags(READONLY), server(MemoryCommands::usage)),
            command("MEMORY HELP", "4.0", 2, NONE, flags(LOADING, STALE), HELP_TEXT::reply)));
  }

  private static Command row(String name, ServerCall.ServerHandler handler) {
    return command(name, "4.0", 2, NONE, flags(), server(handler));
  }

  private static Reply doctor(ServerCall call) {
    String text =
        MemoryUse.of(call.engine()).used() < LITTLE
            ? "Hi Sam, this instance is empty or is using very little memory, my issues detector"
                + " can't be used in these conditions. Please, leave for your mission on Earth and"
                + " fill it with some data. The new Sam and I will be back to our programming as"
                + " soon as I finished rebooting.\n"
            : "Hi Sam, I can't find any memory issue in your instance. I can only account for what"
                + " occurs on this base.\n";
    return Reply.verbatim("txt", Bytes.of(text));
  }

  private static Reply mallocStats(ServerCall call) {
    String text = "Stats not supported for the current allocator";
    return Reply.verbatim("txt", Bytes.of(text));
  }

  private static Reply purge(ServerCall call) {
    return Reply.OK;
  }

  /** Values are never sampled here, but whoever asks for samples asks in due form. */
  private static Reply usage(ServerCall call) {
    Args args = call.args();
    for (int i = 3; i < args.count(); i += 2) {
      if (!args.is(i, "SAMPLES") || i + 1 >= args.count()) {
        throw Errors.syntax();
      }
      if (args.integer(i + 1) < 0) {
        throw Errors.syntax();
      }
    }
    int database = call.session().database();
    long bytes = call.engine().keyspace().database(database).memory(args.bytes(2));
    return bytes == 0 ? Reply.NULL : Reply.integer(bytes);
  }
}
