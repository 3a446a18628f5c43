package io.fakeredis.core.script;

import io.fakeredis.api.Feature;
import io.fakeredis.api.Profile;
import io.fakeredis.core.script.lua.CodePosition;
import org.jspecify.annotations.Nullable;

/** What scripts are told when something goes wrong, in the words of the server's version. */
final class Wording {
  /** Since 7.0 errors begin with a code, as replies do, and are told without a position. */
  private static final Feature CODES = Feature.since("LUA.errors-with-code", "7.0");

  /** Valkey leaves out the word Redis where it can. */
  private static final Feature TRIMS = Feature.since("LUA.trims-shared-errors", "6.2");

  private static final Feature NEUTRAL = Feature.since("LUA.neutral-errors", "valkey 8.0");

  private static final Feature NAMES_VALKEY = Feature.since("LUA.names-valkey", "valkey 9.0");
  private static final Feature NO_NAMES = Feature.since("LUA.errors-without-name", "valkey 9.0");
  private static final Feature LOG_LEVEL = Feature.since("LUA.invalid-log-level", "7.2");
  private static final Feature ONE_ARGUMENT = Feature.since("LUA.set-repl-one-argument", "7.2");
  private static final Feature TELLS_KIND = Feature.since("SCRIPT KILL.tells-kind", "valkey 8.1");
  private static final Feature SUBCOMMANDS_BY_NAME =
      Feature.since("LUA.names-unknown-subcommands", "valkey 9.0");

  /** Line feeds in errors of scripts came through to the client, until that was mended. */
  private static final Feature KEEPS_LINES = Feature.since("LUA.line-feeds-in-errors", "7.0");

  private static final Feature CLEANED = Feature.since("LUA.errors-in-one-line", "8.6");
  private static final Feature CLEANED_8 =
      Feature.since("LUA.errors-in-one-line-8.0", "8.0 until 8.2");

  private final Profile profile;
  private final boolean codes;
  private final boolean neutral;
  private final boolean keepsLines;

  Wording(Profile profile) {
    this.profile = profile;
    this.codes = profile.has(CODES);
    this.neutral = profile.has(NEUTRAL);
    this.keepsLines = profile.has(KEEPS_LINES) && !profile.has(CLEANED) && !profile.has(CLEANED_8);
  }

  boolean hasCodes() {
    return codes;
  }

  boolean namesUnknownSubcommands() {
    return profile.has(SUBCOMMANDS_BY_NAME);
  }

  private String pick(String old, String since7, String valkey) {
    if (!codes) {
      return old;
    }
    return "ERR " + (neutral ? valkey : since7);
  }

  String noArguments() {
    return pick(
        "Please specify at least one argument for redis.call()",
        "Please specify at least one argument for this redis lib call",
        "Please specify at least one argument for this call");
  }

  String badArgument() {
    return pick(
        "Lua redis() command arguments must be strings or integers",
        "Lua redis lib command arguments must be strings or integers",
        "Command arguments must be strings or integers");
  }

  String unknownCommand() {
    return pick(
        "Unknown Redis command called from Lua script",
        "Unknown Redis command called from script",
        "Unknown command called from script");
  }

  String wrongArity() {
    return pick(
        "Wrong number of args calling Redis command From Lua script",
        "Wrong number of args calling Redis command from script",
        "Wrong number of args calling command from script");
  }

  String notAllowed() {
    String server = profile.has(NAMES_VALKEY) ? "Valkey" : "Redis";
    return codes
        ? "ERR This " + server + " command is not allowed from script"
        : "This Redis command is not allowed from scripts";
  }

  /** The name of the library in messages about its functions. */
  String library() {
    return neutral ? "server" : "redis";
  }

  /** A message that 7.0 and later begin with a code. */
  String coded(String message) {
    return codes ? "ERR " + message : message;
  }

  String setReplArguments() {
    String count = profile.has(ONE_ARGUMENT) ? "one argument." : "two arguments.";
    return library() + ".set_repl() requires " + count;
  }

  String setRespArguments() {
    return library() + ".setresp() requires one argument.";
  }

  String badLogLevel() {
    return profile.has(LOG_LEVEL) ? "Invalid log level." : "Invalid debug level.";
  }

  String aclCheckOfUnknown() {
    return "Invalid command passed to " + library() + ".acl_check_cmd()";
  }

  String killed(Run.Kind kind) {
    return coded(
        "Script killed by user with "
            + (profile.has(TELLS_KIND) ? kind + " KILL." : "SCRIPT KILL..."));
  }

  /** The error reply for a script that has failed. */
  String failed(Run run, Failure failure) {
    String line = located(run, failure).replaceFirst("[\r\n]+$", "").replace('\r', ' ');
    return keepsLines ? line : line.replace('\n', ' ');
  }

  /** Up to 6.2 this text begins, in 6.0 it also ends as a line of the protocol does. */
  String noMemory() {
    String text = "OOM command not allowed when used memory > 'maxmemory'.";
    if (codes) {
      return text;
    }
    return "-" + text + (profile.has(TRIMS) ? "" : "\r\n");
  }

  private String located(Run run, Failure failure) {
    if (!codes) {
      return "ERR Error running script (call to f_" + run.name() + "): " + failure.message();
    }
    CodePosition position = failure.position();
    String name = profile.has(NO_NAMES) ? "" : run.name();
    String where = position == null ? "" : "on " + position.source() + ":" + position.line() + ".";
    String comma = name.isEmpty() || where.isEmpty() ? "" : ", ";
    return failure.message() + " script: " + name + comma + where;
  }

  /** The message with the place in front where 6.x tells of it. */
  String placed(String message, @Nullable CodePosition position) {
    return codes || position == null
        ? message
        : position.source() + ": " + position.line() + ": " + message;
  }
}
