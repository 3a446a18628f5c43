package io.fakeredis.core.script;

import io.fakeredis.core.script.lua.LuaFunction;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A function that a library has registered. */
record LibraryFunction(
    String name, @Nullable String description, LuaFunction callback, Set<ScriptFlag> flags) {}
