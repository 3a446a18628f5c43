package io.fakeredis.core.script;

import io.fakeredis.api.Bytes;
import io.fakeredis.core.engine.Engine;

/** How many scripts and functions a server has, for INFO. */
public final class ScriptFigures {
  /** About what the real server's caches need for a script, and for a library or a function. */
  private static final int SCRIPT_SIZE = 106;

  private static final int FUNCTION_SIZE = 150;

  /** About what the real server's Lua takes without scripts, and for each that it has compiled. */
  private static final int EMPTY_VM = 33 * 1024;

  private static final int COMPILED_SIZE = 260;

  private final Scripts scripts;
  private final Functions functions;

  private ScriptFigures(Engine engine) {
    this.scripts = Scripts.of(engine);
    this.functions = Functions.of(engine);
  }

  /** Those of a server. */
  public static ScriptFigures of(Engine engine) {
    return new ScriptFigures(engine);
  }

  public long cachedScripts() {
    return scripts.count();
  }

  /** How many scripts the cache has forgotten to make room for others. */
  public long evictedScripts() {
    return scripts.evicted();
  }

  public long libraries() {
    return functions.libraries().size();
  }

  public long functions() {
    return functions.count();
  }

  /** The bytes that the cache of scripts needs. */
  public long scriptBytes() {
    return scripts.bodyBytes() + (long) SCRIPT_SIZE * scripts.count();
  }

  /** The bytes that the Lua of scripts takes. */
  public long scriptVmBytes() {
    return EMPTY_VM + (long) COMPILED_SIZE * scripts.count();
  }

  /** The bytes that the Lua of functions takes. */
  public long functionVmBytes() {
    return EMPTY_VM + (long) COMPILED_SIZE * functions();
  }

  /** The bytes that libraries and functions need. */
  public long functionBytes() {
    long code = functions.codes().stream().mapToLong(Bytes::length).sum();
    return code + FUNCTION_SIZE * (libraries() + functions());
  }
}
