package io.fakeredis.core.script;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.CommandException;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Profile;
import io.fakeredis.api.Version;
import io.fakeredis.core.engine.CommandTable;
import io.fakeredis.core.engine.Session;
import io.fakeredis.core.script.lua.CallFrame;
import io.fakeredis.core.script.lua.JavaFunction;
import io.fakeredis.core.script.lua.LuaError;
import io.fakeredis.core.script.lua.LuaString;
import io.fakeredis.core.script.lua.LuaTable;
import io.fakeredis.core.script.lua.Sandbox;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The table {@code redis} of scripts. */
final class RedisLibrary {
  private static final Feature VERSIONS = Feature.since("LUA.REDIS_VERSION", "7.0");
  private static final Feature ACL_CHECK = Feature.since("LUA.acl_check_cmd", "7.0");
  private static final Feature ACL_CHECKS_ARITY = Feature.since("LUA.acl_check_arity", "8.6");
  private static final Feature ALWAYS_EFFECTS = Feature.since("LUA.only-effects", "7.0");

  private static final Feature NAMES_ITSELF = Feature.since("LUA.SERVER_NAME", "valkey 7.2");

  private static final int ALL_REPLICATION = 3;
  private static final List<String> LOG_LEVELS = List.of("DEBUG", "VERBOSE", "NOTICE", "WARNING");
  private static final System.Logger LOGGER = System.getLogger("io.fakeredis.script");

  private final ScriptHost host;
  private final Profile profile;
  private final Wording wording;
  private final LuaTable table;

  private RedisLibrary(ScriptHost host) {
    this.host = host;
    this.profile = host.profile();
    this.wording = host.wording();
    this.table = host.state().newTable();
  }

  /** The table of scripts, under all its names. */
  static void install(ScriptHost host) {
    RedisLibrary library = new RedisLibrary(host);
    library.common();
    library.onlyScripts();
    library.putInto(host.state().globals());
  }

  /**
   * Gives functions their table.
   *
   * @param register {@code redis.register_function}
   * @return the globals that the code of a library sees while it is loaded
   */
  static LuaTable installFunctions(ScriptHost host, JavaFunction register) {
    RedisLibrary full = new RedisLibrary(host);
    full.common();
    full.putInto(host.state().globals());
    RedisLibrary loading = new RedisLibrary(host);
    loading.add("register_function", register);
    loading.logging();
    loading.versions();
    LuaTable globals = host.state().newTable();
    loading.putInto(globals);
    Sandbox.guard(host.state(), loading.table);
    loading.table.readonly(true);
    Sandbox.guard(host.state(), globals);
    globals.readonly(true);
    return globals;
  }

  /** Puts the table there, under all its names. */
  private void putInto(LuaTable globals) {
    profile.scriptTables().forEach(name -> globals.put(name, table));
  }

  private void onlyScripts() {
    add("replicate_commands", this::replicateCommands);
    add("breakpoint", frame -> frame.result(false));
    add("debug", frame -> 0);
  }

  private void common() {
    add("call", host.bridge()::call);
    add("pcall", host.bridge()::pcall);
    logging();
    add("setresp", this::setResp);
    add("error_reply", this::errorReply);
    add("status_reply", this::statusReply);
    add("sha1hex", this::sha1hex);
    add("set_repl", this::setRepl);
    table.put("REPL_NONE", 0.0);
    table.put("REPL_AOF", 1.0);
    table.put("REPL_SLAVE", 2.0);
    table.put("REPL_REPLICA", 2.0);
    table.put("REPL_ALL", (double) ALL_REPLICATION);
    if (profile.has(ACL_CHECK)) {
      add("acl_check_cmd", this::aclCheck);
    }
    versions();
  }

  private void logging() {
    add("log", this::log);
    for (int i = 0; i < LOG_LEVELS.size(); i++) {
      table.put("LOG_" + LOG_LEVELS.get(i), (double) i);
    }
  }

  private void versions() {
    if (profile.has(VERSIONS)) {
      version("REDIS_VERSION", profile.redisVersion());
    }
    if (profile.has(NAMES_ITSELF)) {
      table.put("SERVER_NAME", LuaString.of(profile.flavour()));
      version("VALKEY_VERSION", profile.version());
    }
  }

  private void add(String name, JavaFunction body) {
    table.put(name, host.state().function(body));
  }

  private void version(String name, Version version) {
    table.put(name, LuaString.of(version.toString()));
    table.put(name + "_NUM", (double) version.number());
  }

  /** Errors that 6.x throws as plain text, without a place in front. */
  private LuaError raise(String message) {
    LuaString text = LuaString.of(wording.coded(message));
    if (!wording.hasCodes()) {
      return new LuaError(text);
    }
    LuaTable error = host.state().newTable();
    error.put(host.fields().err, text);
    return new LuaError(error);
  }

  private int log(CallFrame frame) {
    if (frame.count() < 2) {
      throw raise(wording.library() + ".log() requires two arguments or more.");
    }
    if (!frame.isNumber(1)) {
      throw raise("First argument must be a number (log level).");
    }
    long level = frame.checkLong(1);
    if (level < 0 || level >= LOG_LEVELS.size()) {
      throw raise(wording.badLogLevel());
    }
    StringBuilder message = new StringBuilder();
    for (int i = 2; i <= frame.count(); i++) {
      Object value = frame.get(i);
      if (value instanceof LuaString || value instanceof Double) {
        message.append(i > 2 ? " " : "").append(frame.checkString(i));
      }
    }
    LOGGER.log(
        switch ((int) level) {
          case 0, 1 -> System.Logger.Level.DEBUG;
          case 2 -> System.Logger.Level.INFO;
          default -> System.Logger.Level.WARNING;
        },
        message.toString());
    return 0;
  }

  private int setResp(CallFrame frame) {
    if (frame.count() != 1) {
      throw raise(wording.setRespArguments());
    }
    long version = number(frame);
    if (version != 2 && version != 3) {
      throw raise("RESP version must be 2 or 3.");
    }
    host.run().session().scriptProtocol((int) version);
    return 0;
  }

  /** The one argument as a number; 0 if it is none. */
  private static long number(CallFrame frame) {
    return frame.isNumeric(1) ? frame.checkLong(1) : 0;
  }

  private int errorReply(CallFrame frame) {
    if (frame.count() != 1 || !(frame.get(1) instanceof LuaString)) {
      return frame.result(host.error(frame, wording.coded("wrong number or type of arguments")));
    }
    LuaString text = frame.checkString(1);
    LuaTable error = host.state().newTable();
    error.put(host.fields().err, wording.hasCodes() ? withCode(text) : text);
    return frame.result(error);
  }

  /** Since 7.0 a message of one word gets ERR in front, and a dash in front of the code goes. */
  private static LuaString withCode(LuaString text) {
    String message = Bytes.wrap(text.bytes()).latin();
    String plain = message.startsWith("-") ? message.substring(1) : message;
    int space = plain.indexOf(' ');
    String code = space < 0 ? "ERR" : plain.substring(0, space);
    String rest = plain.substring(space + 1).replaceAll("^[\\r\\n]+|[\\r\\n]+$", "");
    return LuaString.of((code + " " + rest).getBytes(StandardCharsets.ISO_8859_1));
  }

  private int statusReply(CallFrame frame) {
    if (frame.count() != 1 || !(frame.get(1) instanceof LuaString)) {
      return frame.result(host.error(frame, wording.coded("wrong number or type of arguments")));
    }
    LuaTable status = host.state().newTable();
    status.put("ok", frame.get(1));
    return frame.result(status);
  }

  private int sha1hex(CallFrame frame) {
    if (frame.count() != 1) {
      throw raise("wrong number of arguments");
    }
    Object value = frame.get(1);
    boolean text = value instanceof LuaString || value instanceof Double;
    byte[] bytes = text ? frame.checkString(1).bytes() : new byte[0];
    return frame.result(LuaString.of(Sha1.hex(bytes)));
  }

  private int setRepl(CallFrame frame) {
    if (frame.count() != 1) {
      throw raise(wording.setReplArguments());
    }
    if (host.run().determinism().isNeeded()) {
      throw raise(
          "You can set the replication behavior only after turning on single commands replication"
              + " with redis.replicate_commands().");
    }
    long flags = number(frame);
    if ((flags & ~ALL_REPLICATION) != 0) {
      throw raise("Invalid replication flags. Use REPL_AOF, REPL_REPLICA, REPL_ALL or REPL_NONE.");
    }
    return 0;
  }

  /** Up to 6.2 it is too late for this once the script has written. */
  private int replicateCommands(CallFrame frame) {
    boolean done = profile.has(ALWAYS_EFFECTS) || !host.run().hasWritten();
    if (done) {
      host.run().determinism().sendEffects();
    }
    return frame.result(done);
  }

  private int aclCheck(CallFrame frame) {
    Args args;
    try {
      args = host.bridge().arguments(frame);
    } catch (CommandException e) {
      throw new LuaError(host.error(frame, e.reply().message()));
    }
    CommandTable.Row row;
    try {
      row = host.engine().executor().resolveName(args);
    } catch (CommandException e) {
      throw raise(wording.aclCheckOfUnknown());
    }
    if (profile.has(ACL_CHECKS_ARITY) && !row.command().accepts(args.count())) {
      throw raise("Wrong number of args for redis.acl_check_cmd()");
    }
    Session session = host.run().session();
    return frame.result(session.user().mayCall(session, row, args));
  }
}
