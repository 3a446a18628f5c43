package io.fakeredis.core.script;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Reply;
import io.fakeredis.core.engine.Engine;
import io.fakeredis.core.script.lua.LuaFunction;
import io.fakeredis.core.script.lua.LuaString;
import io.fakeredis.core.script.lua.LuaTable;
import io.fakeredis.core.script.lua.Sandbox;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The scripts that a server has in its cache, and the Lua in which they live. */
final class Scripts {
  /** Since then, of scripts that came with EVAL only the latest are kept. */
  private static final Feature FORGETS = Feature.since("EVAL.forgets-scripts", "7.4");

  private static final int REMEMBERED = 500;

  /** Redis 6.0 makes a script the body of a global function. */
  private static final Feature GLOBAL_FUNCTIONS =
      Feature.since("EVAL.global-functions", "6.0 until 6.2");

  private static final Feature VALKEY_HANDLER =
      Feature.since("LUA.server-err-handler", "valkey 8.1");
  private static final String CHUNK = "@user_script";
  private static final String NOT_COMPILED = "ERR Error compiling script (new function): ";
  private static final String COMPARE =
      """
      return function (a, b)
        if a == false then a = '' end
        if b == false then b = '' end
        return a < b
      end
      """;

  private final Engine engine;
  private final boolean wraps;
  private final Map<String, Script> bySha = new HashMap<>();
  private final Set<String> evaluated = new LinkedHashSet<>();
  private @Nullable ScriptHost host;
  private long evicted;

  private Scripts(Engine engine) {
    this.engine = engine;
    this.wraps = engine.profile().has(GLOBAL_FUNCTIONS);
  }

  static Scripts of(Engine engine) {
    return engine.part(Scripts.class, Scripts::new);
  }

  private ScriptHost host() {
    ScriptHost known = host;
    if (known == null) {
      known = newHost();
      host = known;
    }
    return known;
  }

  private ScriptHost newHost() {
    ScriptHost made = new ScriptHost(engine, Dialects.of(engine.profile()));
    RedisLibrary.install(made);
    LuaTable globals = made.state().globals();
    globals.put("__redis__err__handler", made.errorHandler());
    if (engine.profile().has(VALKEY_HANDLER)) {
      globals.put("__server__err__handler", made.errorHandler());
    }
    if (wraps) {
      LuaFunction maker = made.compile(Bytes.of(COMPARE), "@cmp_func_def", NOT_COMPILED);
      globals.put("__redis__compare_helper", made.state().call(maker, null)[0]);
    }
    globals.put("KEYS", made.state().newTable());
    globals.put("ARGV", made.state().newTable());
    Sandbox.guardGlobals(made.state());
    Sandbox.seal(made.state());
    return made;
  }

  /** The script that EVAL is given, which the cache may forget again. */
  Script evaluated(Bytes body) {
    String sha = Sha1.hex(body.array());
    Script known = bySha.get(sha);
    if (known != null) {
      used(sha);
      return known;
    }
    Script made = add(sha, body);
    if (engine.profile().has(FORGETS)) {
      forgetOldest();
      evaluated.add(sha);
    }
    return made;
  }

  private void forgetOldest() {
    if (evaluated.size() >= REMEMBERED) {
      Iterator<String> oldest = evaluated.iterator();
      bySha.remove(oldest.next());
      oldest.remove();
      evicted++;
    }
  }

  private void used(String sha) {
    if (evaluated.remove(sha)) {
      evaluated.add(sha);
    }
  }

  /** The script that SCRIPT LOAD is given. */
  Script loaded(Bytes body) {
    String sha = Sha1.hex(body.array());
    Script known = bySha.get(sha);
    evaluated.remove(sha);
    return known == null ? add(sha, body) : known;
  }

  private Script add(String sha, Bytes body) {
    Set<ScriptFlag> flags = Shebang.flags(body, engine.profile());
    Bytes code = Shebang.code(body, engine.profile());
    Script script = new Script(sha, body, wraps ? wrapped(sha, code) : compiled(code), flags);
    bySha.put(sha, script);
    return script;
  }

  private LuaFunction compiled(Bytes code) {
    return host().compile(code, CHUNK, NOT_COMPILED);
  }

  private LuaFunction wrapped(String sha, Bytes code) {
    String name = "f_" + sha;
    String text = "function " + name + "() " + code.latin() + "\nend";
    LuaFunction definition = compiled(Bytes.latin(text));
    host().state().call(definition, null);
    Object function = host().state().globals().get(LuaString.of(name));
    return (LuaFunction) Objects.requireNonNull(function);
  }

  /** The script of that SHA-1, in whatever case; null if the cache has none. */
  @Nullable Script find(Bytes sha) {
    Script known = bySha.get(sha.latin().toLowerCase(Locale.ROOT));
    if (known != null) {
      used(known.sha());
    }
    return known;
  }

  boolean contains(Bytes sha) {
    return bySha.containsKey(sha.latin().toLowerCase(Locale.ROOT));
  }

  /** Runs the script with these keys and arguments. */
  Reply run(Run run, Script script, List<Bytes> keys, List<Bytes> arguments) {
    ScriptHost in = host();
    LuaTable globals = in.state().globals();
    globals.put("KEYS", in.strings(keys));
    globals.put("ARGV", in.strings(arguments));
    return in.run(run, script.function());
  }

  /** Forgets all scripts, and whatever they left behind. */
  void flush() {
    bySha.clear();
    evaluated.clear();
    host = null;
  }

  int count() {
    return bySha.size();
  }

  /** How many bytes the scripts are. */
  long bodyBytes() {
    return bySha.values().stream().mapToLong(script -> script.body().length()).sum();
  }

  /** How many scripts the cache has forgotten to make room for others. */
  long evicted() {
    return evicted;
  }
}
