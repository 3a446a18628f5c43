package io.fakeredis.core.script;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Profile;
import io.fakeredis.api.Reply;
import io.fakeredis.core.engine.Engine;
import io.fakeredis.core.engine.Session;
import io.fakeredis.core.engine.TimeSource;
import io.fakeredis.core.script.lua.CallFrame;
import io.fakeredis.core.script.lua.CodePosition;
import io.fakeredis.core.script.lua.Libraries;
import io.fakeredis.core.script.lua.LuaDialect;
import io.fakeredis.core.script.lua.LuaError;
import io.fakeredis.core.script.lua.LuaFunction;
import io.fakeredis.core.script.lua.LuaState;
import io.fakeredis.core.script.lua.LuaString;
import io.fakeredis.core.script.lua.LuaTable;
import io.fakeredis.core.script.lua.Random48;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A Lua state with the server in reach: runs scripts and tells how they ended. */
final class ScriptHost {
  /** How many calls and turns of loops lie between two looks at the clock. */
  private static final int PULSE_STEPS = 10_000;

  private static final double NANOS_PER_SECOND = 1e9;

  private static final long NOT_LOADING = Long.MAX_VALUE;
  private static final Feature RESTARTS_RANDOM =
      Feature.since("LUA.random-restarts", "6.0 until 7.0");

  private final Engine engine;
  private final Profile profile;
  private final Wording wording;
  private final Runs runs;
  private final LuaState state;
  private final Fields fields = new Fields();
  private final LuaReplies replies;
  private final CommandBridge bridge;
  private @Nullable Failure failure;
  private long loadingUntil = NOT_LOADING;

  /** A state with all libraries; the random sequence is one for all states of the server. */
  ScriptHost(Engine engine, LuaDialect dialect) {
    this.engine = engine;
    this.profile = engine.profile();
    this.wording = new Wording(profile);
    this.runs = Runs.of(engine);
    this.state = new LuaState(dialect, engine.part(Random48.class, e -> new Random48()));
    this.replies = new LuaReplies(state, fields, profile, wording);
    this.bridge = new CommandBridge(this);
    Libraries.open(state);
    state.interrupt(PULSE_STEPS, this::pulse);
    long opened = TimeSource.nanos(); // while a script runs, all time is the processor's
    state.processorClock(() -> (TimeSource.nanos() - opened) / NANOS_PER_SECOND);
  }

  Engine engine() {
    return engine;
  }

  Profile profile() {
    return profile;
  }

  Wording wording() {
    return wording;
  }

  LuaState state() {
    return state;
  }

  Fields fields() {
    return fields;
  }

  LuaReplies replies() {
    return replies;
  }

  CommandBridge bridge() {
    return bridge;
  }

  /** What is running now: only scripts call what asks. */
  Run run() {
    return Objects.requireNonNull(runs.current());
  }

  /** The global function that the real server calls when a script fails. */
  LuaFunction errorHandler() {
    return state.function(frame -> ErrorHandlers.handle(frame, wording.hasCodes()));
  }

  /** The list of strings as a table. */
  LuaTable strings(List<Bytes> words) {
    LuaTable table = state.newTable(words.size(), 0);
    for (int i = 0; i < words.size(); i++) {
      table.set(i + 1, LuaString.of(words.get(i).array()));
    }
    return table;
  }

  /** What a function of the library fails with: an error table, in 6.x with the place in front. */
  LuaTable error(CallFrame frame, String message) {
    LuaTable error = state.newTable();
    String placed = wording.placed(message, frame.position(1));
    error.put(fields.err, LuaString.of(placed.getBytes(StandardCharsets.ISO_8859_1)));
    return error;
  }

  /** Calls the function as the run, and makes a reply of what it returns or fails with. */
  Reply run(Run run, LuaFunction function, @Nullable Object... arguments) {
    Session session = run.session();
    int database = session.database();
    session.scriptBegins();
    runs.current(run);
    if (profile.has(RESTARTS_RANDOM)) {
      state.restartRandom();
    }
    try {
      return session.within(Session.Context.SCRIPT, () -> outcome(run, function, arguments));
    } finally {
      runs.current(null);
      engine.busy(false);
      session.select(database);
    }
  }

  private Reply outcome(Run run, LuaFunction function, @Nullable Object... arguments) {
    failure = null;
    try {
      Object[] results = state.call(function, this::takeDown, arguments);
      int protocol = run.session().protocolOfCalls();
      return new ReplyReader(profile, fields, protocol)
          .read(results.length == 0 ? null : results[0]);
    } catch (LuaError e) {
      Failure taken = failure == null ? unseen(e) : failure;
      return failed(run, taken);
    } catch (Killed e) {
      return failed(run, killed(run, e.position()));
    }
  }

  /** An error that came when no handler could be called any more. */
  private Failure unseen(LuaError error) {
    return new Failure(wording.coded(error.getMessage()), null, true);
  }

  private Reply failed(Run run, Failure taken) {
    return new Reply.Error(wording.failed(run, taken), taken.counted());
  }

  private Failure killed(Run run, @Nullable CodePosition position) {
    String message = wording.killed(run.kind());
    return new Failure(
        wording.hasCodes() ? message : ErrorHandlers.prefixed(message, position), position, true);
  }

  /** Sees an error where it happens, and takes down what it is and where. */
  private @Nullable Object takeDown(CallFrame frame, @Nullable Object error) {
    failure = ErrorHandlers.failure(frame, error, wording.hasCodes());
    return error;
  }

  /** Looks at the clock now and then, and lets others in when the script takes long. */
  private void pulse() {
    Run run = runs.current();
    if (run == null) {
      checkLoading();
      return;
    }
    if (isOverdue(run) && run.mayGiveWay()) {
      engine.busy(true);
      engine.giveWay();
    }
    if (run.isKilled() || engine.isClosed() || engine.isDown()) {
      throw new Killed(state.position());
    }
  }

  private boolean isOverdue(Run run) {
    long limit = engine.settings().number("busy-reply-threshold");
    return limit > 0 && run.millis() >= limit;
  }

  private void checkLoading() {
    if (loadingUntil != NOT_LOADING && TimeSource.nanos() > loadingUntil) {
      throw new Killed(state.position());
    }
  }

  /** Compiles a chunk. */
  LuaFunction compile(Bytes source, String name, String failure) {
    try {
      return state.load(state.compile(source.array(), LuaString.of(name)));
    } catch (LuaError e) {
      String message = String.valueOf(text(e.value()));
      throw Errors.error(failure + message.replace('\r', ' ').replace('\n', ' '));
    }
  }

  /** Runs the code of a library; gives what went wrong, or null. */
  @Nullable Failure load(LuaFunction chunk, long mostMillis) {
    failure = null;
    loadingUntil = TimeSource.nanos() + mostMillis * 1_000_000;
    try {
      state.call(chunk, this::takeDown);
      return null;
    } catch (LuaError e) {
      return failure == null ? unseen(e) : failure;
    } catch (Killed e) {
      return new Failure("ERR FUNCTION LOAD timeout", e.position(), true);
    } finally {
      loadingUntil = NOT_LOADING;
    }
  }

  /** The text of a string or a number, one char a byte; null for other values. */
  static @Nullable String text(@Nullable Object value) {
    if (value instanceof LuaString string) {
      return Bytes.wrap(string.bytes()).latin();
    }
    return value instanceof Double ? LuaState.numberText(value) : null;
  }
}
