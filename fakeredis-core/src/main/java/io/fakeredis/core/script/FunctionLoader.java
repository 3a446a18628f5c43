package io.fakeredis.core.script;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.CommandException;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.core.engine.Engine;
import io.fakeredis.core.script.lua.CallFrame;
import io.fakeredis.core.script.lua.LuaError;
import io.fakeredis.core.script.lua.LuaFunction;
import io.fakeredis.core.script.lua.LuaState;
import io.fakeredis.core.script.lua.LuaTable;
import io.fakeredis.core.script.lua.Sandbox;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs the code of libraries so that it registers its functions. While it does, it sees hardly
 * anything; the functions see all that scripts see.
 */
final class FunctionLoader {
  private static final Feature NAMES_AFTERWARDS =
      Feature.since("FUNCTION LOAD.checks-names-afterwards", "valkey 8.1");
  private static final String TWICE = "Function already exists in the library";
  private static final long MOST_MILLIS = 500;

  private final ScriptHost host;
  private final LuaTable scope;
  private final LuaTable scopeMetatable;
  private final LuaTable whileLoading;
  private @Nullable List<LibraryFunction> loading;

  FunctionLoader(Engine engine) {
    host = new ScriptHost(engine, Dialects.ofFunctions(engine.profile()));
    LuaState state = host.state();
    whileLoading = RedisLibrary.installFunctions(host, this::register);
    Sandbox.guardGlobals(state);
    Sandbox.seal(state);
    scopeMetatable = state.newTable();
    scope = state.newTable();
    scope.metatable(scopeMetatable);
    leaveLoading();
    scope.readonly(true);
    scopeMetatable.readonly(true);
  }

  ScriptHost host() {
    return host;
  }

  /**
   * The library that the code makes.
   *
   * @throws CommandException with what is wrong with it
   */
  FunctionLibrary load(LibraryHeader header, Bytes code) {
    LuaFunction chunk =
        host.compile(header.body(), "@user_function", "ERR Error compiling function: ");
    chunk.environment(scope);
    List<LibraryFunction> functions = new ArrayList<>();
    loading = functions;
    scopeMetatable.put("__index", whileLoading);
    try {
      Failure failure = host.load(chunk, MOST_MILLIS);
      if (failure != null) {
        throw Errors.error("ERR Error registering functions: " + failure.message());
      }
    } finally {
      leaveLoading();
    }
    if (functions.isEmpty()) {
      throw Errors.error("ERR No functions registered");
    }
    return new FunctionLibrary(header.name(), code, byName(functions));
  }

  private static Map<String, LibraryFunction> byName(List<LibraryFunction> functions) {
    Map<String, LibraryFunction> byName = new LinkedHashMap<>();
    for (LibraryFunction function : functions) {
      LibraryHeader.checkName(function.name(), "Function");
      if (byName.put(function.name(), function) != null) {
        throw Errors.error("ERR " + TWICE);
      }
    }
    return Collections.unmodifiableMap(byName);
  }

  private void leaveLoading() {
    loading = null;
    scopeMetatable.put("__index", host.state().globals());
  }

  private LuaError refuse(CallFrame frame, String message) {
    return new LuaError(host.error(frame, "ERR " + message));
  }

  private String registerFunction() {
    return host.wording().library() + ".register_function";
  }

  /** {@code redis.register_function}, with two arguments or with one table of named ones. */
  private int register(CallFrame frame) {
    List<LibraryFunction> functions = loading;
    if (functions == null) {
      throw refuse(frame, registerFunction() + " can only be called on FUNCTION LOAD command");
    }
    LibraryFunction function = frame.count() == 1 ? named(frame) : positional(frame);
    if (!host.profile().has(NAMES_AFTERWARDS)) {
      checkName(frame, function.name(), functions);
    }
    functions.add(function);
    return 0;
  }

  private void checkName(CallFrame frame, String name, List<LibraryFunction> others) {
    if (!LibraryHeader.isName(name)) {
      throw refuse(
          frame,
          "Library names can only contain letters, numbers, or underscores(_) and must be at least"
              + " one character long");
    }
    if (others.stream().anyMatch(other -> other.name().equals(name))) {
      throw refuse(frame, TWICE);
    }
  }

  private LibraryFunction positional(CallFrame frame) {
    if (frame.count() != 2) {
      throw refuse(frame, "wrong number of arguments to " + registerFunction());
    }
    String name = ScriptHost.text(frame.get(1));
    if (name == null) {
      throw refuse(frame, "first argument to " + registerFunction() + " must be a string");
    }
    if (!(frame.get(2) instanceof LuaFunction callback)) {
      throw refuse(frame, "second argument to " + registerFunction() + " must be a function");
    }
    return new LibraryFunction(name, null, callback, EnumSet.noneOf(ScriptFlag.class));
  }

  private LibraryFunction named(CallFrame frame) {
    if (!(frame.get(1) instanceof LuaTable arguments)) {
      throw refuse(
          frame,
          "calling "
              + registerFunction()
              + " with a single argument is only applicable to Lua table (representing named"
              + " arguments).");
    }
    NamedArguments read = new NamedArguments(frame);
    for (int i = arguments.advance(0); i >= 0; i = arguments.advance(i + 1)) {
      read.take(arguments.keyAt(i), arguments.valueAt(i));
    }
    return read.function();
  }

  /** The fields of the table with named arguments. */
  private final class NamedArguments {
    private final CallFrame frame;
    private @Nullable String name;
    private @Nullable String description;
    private @Nullable LuaFunction callback;
    private Set<ScriptFlag> flags = EnumSet.noneOf(ScriptFlag.class);

    NamedArguments(CallFrame frame) {
      this.frame = frame;
    }

    void take(Object key, @Nullable Object value) {
      String field = ScriptHost.text(key);
      if (field == null) {
        throw refuse(
            frame, "named argument key given to " + registerFunction() + " is not a string");
      }
      switch (field) {
        case "function_name" -> name = text(field, value);
        case "description" -> description = text(field, value);
        case "callback" -> callback = callback(value);
        case "flags" -> flags = flags(value);
        default -> throw refuse(frame, "unknown argument given to " + registerFunction());
      }
    }

    private String text(String field, @Nullable Object value) {
      String text = ScriptHost.text(value);
      if (text == null) {
        throw refuse(
            frame, field + " argument given to " + registerFunction() + " must be a string");
      }
      return text;
    }

    private LuaFunction callback(@Nullable Object value) {
      if (!(value instanceof LuaFunction function)) {
        throw refuse(
            frame, "callback argument given to " + registerFunction() + " must be a function");
      }
      return function;
    }

    private Set<ScriptFlag> flags(@Nullable Object value) {
      if (!(value instanceof LuaTable words)) {
        throw refuse(
            frame,
            "flags argument to "
                + registerFunction()
                + " must be a table representing function flags");
      }
      Set<ScriptFlag> found = EnumSet.noneOf(ScriptFlag.class);
      Object word = words.get(1);
      for (int i = 2; word != null; i++) {
        ScriptFlag flag = ScriptFlag.of(String.valueOf(ScriptHost.text(word)));
        if (flag == null) {
          throw refuse(frame, "unknown flag given");
        }
        found.add(flag);
        word = words.get(i);
      }
      return found;
    }

    LibraryFunction function() {
      if (name == null) {
        throw refuse(frame, registerFunction() + " must get a function name argument");
      }
      if (callback == null) {
        throw refuse(frame, registerFunction() + " must get a callback argument");
      }
      return new LibraryFunction(name, description, callback, flags);
    }
  }
}
