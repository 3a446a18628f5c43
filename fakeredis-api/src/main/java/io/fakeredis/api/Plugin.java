package io.fakeredis.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a jar on the class path adds to a server: command families, value types, parameters and
 * flavours.
 *
 * <p>One {@code META-INF/services/io.fakeredis.api.Plugin} line per jar names its plugin. Every
 * method returns plain data; the engine decides what to do with it, and when.
 */
public interface Plugin {

  /** A short unique name such as {@code "core"}, {@code "bloom"} or {@code "valkey"}. */
  String name();

  /**
   * Whether servers of this profile have what the jar brings; flavours are offered all the same.
   */
  default boolean supports(Profile profile) {
    return true;
  }

  /** The real module that this stands for on servers of this profile; null if it is none. */
  default @Nullable ModuleInfo module(Profile profile) {
    return null;
  }

  /**
   * The parameter that an argument of the module sets: a word behind {@code loadmodule} in
   * redis.conf, to the word that follows it.
   *
   * @return the parameter's newest name, which servers need not have; null for words that set none
   */
  default @Nullable String parameterOf(String argument) {
    return null;
  }

  /** The commands, grouped as the documentation groups them. */
  default List<CommandFamily> families() {
    return List.of();
  }

  /**
   * The kinds of value that the commands keep under keys; needed for DUMP, RESTORE and RDB files.
   */
  default List<ValueType<?>> valueTypes() {
    return List.of();
  }

  /** Who is to hear of what happens to keys. */
  default List<KeyspaceListener.Kind<?>> listeners() {
    return List.of();
  }

  /** The configuration parameters that the commands read from {@link Call#settings}. */
  default List<Parameter> parameters() {
    return List.of();
  }

  /** The kinds of server that can be pinned with {@code profile("name:version")}. */
  default List<Flavour> flavours() {
    return List.of();
  }
}
