package io.fakeredis.core.script;

import io.fakeredis.api.Bytes;
import java.util.Map;

/**
 * A library of functions.
 *
 * @param code as FUNCTION LOAD was given it, the first line included
 * @param functions by name
 */
record FunctionLibrary(String name, Bytes code, Map<String, LibraryFunction> functions) {}
