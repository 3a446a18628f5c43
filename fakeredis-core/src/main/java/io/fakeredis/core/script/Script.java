package io.fakeredis.core.script;

import io.fakeredis.api.Bytes;
import io.fakeredis.core.script.lua.LuaFunction;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A script in the cache.
 *
 * @param sha the SHA-1 of the body in hexadecimal digits, by which EVALSHA finds it
 * @param flags what its first line declares; null without such a line, then it may do as scripts
 *     always could
 */
record Script(String sha, Bytes body, LuaFunction function, @Nullable Set<ScriptFlag> flags) {}
