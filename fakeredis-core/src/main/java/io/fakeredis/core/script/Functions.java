package io.fakeredis.core.script;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.CommandException;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Reply;
import io.fakeredis.core.engine.Engine;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The libraries that a server has, with their functions. */
public final class Functions {
  private static final String ENGINE = "lua";

  private final Engine engine;
  private Map<String, FunctionLibrary> libraries = new LinkedHashMap<>();
  private Map<String, LibraryFunction> byName = new LinkedHashMap<>();
  private @Nullable FunctionLoader loader;

  private Functions(Engine engine) {
    this.engine = engine;
  }

  /** Those of a server. */
  public static Functions of(Engine engine) {
    return engine.part(Functions.class, Functions::new);
  }

  private FunctionLoader loader() {
    FunctionLoader known = loader;
    if (known == null) {
      known = new FunctionLoader(engine);
      loader = known;
    }
    return known;
  }

  /**
   * Loads a library.
   *
   * @return its name
   * @throws CommandException with what is wrong with it; then nothing has changed
   */
  String load(Bytes code, boolean replace) {
    LibraryHeader header = header(code);
    if (!replace && libraries.containsKey(header.name())) {
      throw Errors.error("ERR Library '" + header.name() + "' already exists");
    }
    FunctionLibrary library = loader().load(header, code);
    FunctionLibrary former = libraries.get(library.name());
    removeFunctions(former);
    try {
      addFunctions(library, byName);
    } catch (CommandException e) {
      if (former != null) {
        addFunctions(former, byName);
      }
      throw e;
    }
    libraries.remove(library.name()); // a library that is replaced becomes the last one
    libraries.put(library.name(), library);
    return library.name();
  }

  private LibraryHeader header(Bytes code) {
    LibraryHeader header = LibraryHeader.of(code);
    if (!header.engine().equalsIgnoreCase(ENGINE)) {
      throw Errors.error("ERR Engine '" + header.engine() + "' not found");
    }
    return header;
  }

  /** What becomes of libraries that are there when others are restored. */
  enum Policy {
    FLUSH,
    APPEND,
    REPLACE
  }

  /**
   * Loads many libraries, or none if one of them cannot be loaded.
   *
   * @throws CommandException with what is wrong
   */
  void restore(List<Bytes> codes, Policy policy) {
    Map<String, FunctionLibrary> restored = new LinkedHashMap<>();
    for (Bytes code : codes) {
      LibraryHeader header = header(code);
      if (restored.containsKey(header.name())) {
        throw Errors.error("ERR Library '" + header.name() + "' already exists");
      }
      restored.put(header.name(), loader().load(header, code));
    }
    Map<String, FunctionLibrary> all = new LinkedHashMap<>();
    if (policy != Policy.FLUSH) {
      all.putAll(libraries);
    }
    for (FunctionLibrary library : restored.values()) {
      if (all.containsKey(library.name()) && policy == Policy.APPEND) {
        throw Errors.error("ERR Library " + library.name() + " already exists");
      }
      all.put(library.name(), library);
    }
    adopt(all);
  }

  /** Makes these the libraries of the server, unless two have a function of one name. */
  private void adopt(Map<String, FunctionLibrary> all) {
    Map<String, LibraryFunction> functions = new LinkedHashMap<>();
    all.values().forEach(library -> addFunctions(library, functions));
    libraries = all;
    byName = functions;
  }

  /** Adds the functions of a library, or none if another one has a function of the same name. */
  private static void addFunctions(FunctionLibrary library, Map<String, LibraryFunction> to) {
    for (LibraryFunction function : library.functions().values()) {
      if (to.containsKey(key(function.name()))) {
        throw Errors.error("ERR Function " + function.name() + " already exists");
      }
    }
    library.functions().values().forEach(f -> to.putIfAbsent(key(f.name()), f));
  }

  private void removeFunctions(@Nullable FunctionLibrary library) {
    if (library != null) {
      library.functions().values().forEach(f -> byName.remove(key(f.name()), f));
    }
  }

  /** Functions are found in whatever case. */
  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /**
   * Adds the libraries of an RDB file.
   *
   * @param replaces whether they take the places of those that are there
   * @throws CommandException if they don't, and there is one
   */
  public void add(List<Bytes> codes, boolean replaces) {
    restore(codes, replaces ? Policy.REPLACE : Policy.APPEND);
  }

  /** Replaces all libraries by those of an RDB file. */
  public void replaceBy(List<Bytes> codes) {
    flush();
    restore(codes, Policy.FLUSH);
  }

  /** The code of all libraries, as RDB files keep it. */
  public List<Bytes> codes() {
    List<Bytes> codes = new ArrayList<>();
    libraries.values().forEach(library -> codes.add(library.code()));
    return codes;
  }

  void delete(String name) {
    FunctionLibrary library = libraries.remove(name);
    if (library == null) {
      throw Errors.error("ERR Library not found");
    }
    removeFunctions(library);
  }

  void flush() {
    libraries = new LinkedHashMap<>();
    byName = new LinkedHashMap<>();
    loader = null;
  }

  /** The function of that name, in whatever case; null if there is none. */
  @Nullable LibraryFunction find(String name) {
    return byName.get(key(name));
  }

  Collection<FunctionLibrary> libraries() {
    return Collections.unmodifiableCollection(libraries.values());
  }

  /** How many functions there are. */
  int count() {
    return byName.size();
  }

  /** Runs the function with these keys and arguments. */
  Reply run(Run run, LibraryFunction function, List<Bytes> keys, List<Bytes> arguments) {
    ScriptHost host = loader().host();
    return host.run(run, function.callback(), host.strings(keys), host.strings(arguments));
  }
}
