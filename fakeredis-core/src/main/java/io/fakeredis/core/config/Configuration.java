package io.fakeredis.core.config;

import io.fakeredis.api.Feature;
import io.fakeredis.api.ModuleInfo;
import io.fakeredis.api.Parameter.Trait;
import io.fakeredis.api.Plugin;
import io.fakeredis.api.Profile;
import io.fakeredis.api.Settings;
import io.fakeredis.core.config.ParameterTable.Slot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The values of one server's parameters. */
public final class Configuration implements Settings {
  /** Since 7.0 a line of a parameter that takes several words may have none. */
  private static final Feature NAME_ALONE = Feature.since("CONFIG.name-alone", "7.0");

  private final ParameterTable table;
  private final String[] values;
  private final long[] numbers;
  private final Map<String, List<Runnable>> listeners = new HashMap<>();
  private final Map<String, Runnable> appliers = new HashMap<>();
  private final List<List<String>> users = new ArrayList<>();
  private final Set<String> given = new HashSet<>();
  private final Map<String, List<String>> loaded = new HashMap<>();
  private @Nullable ConfigFile file;
  private boolean savePointsGiven;

  /** A configuration with the initial values of the table's profile. */
  public Configuration(ParameterTable table) {
    this.table = table;
    this.values = table.initialValues();
    this.numbers = table.initialNumbers();
  }

  @Override
  public Profile profile() {
    return table.profile();
  }

  @Override
  public long number(String name) {
    return numbers[table.newest(name).index()];
  }

  @Override
  public boolean enabled(String name) {
    return text(name).equals("yes");
  }

  @Override
  public String text(String name) {
    return values[table.newest(name).index()];
  }

  /** The file of that name, which if it is relative is seen from where the server works. */
  public Path pathOf(String file) {
    return Path.of(text("dir")).resolve(file);
  }

  /** Whether the server has a parameter of that name, old or new, in whatever case. */
  public boolean has(String name) {
    return table.find(name) != null;
  }

  /** Whether the parameter of that name, old or new, has the trait; false if there is none. */
  public boolean is(String name, Trait trait) {
    Slot slot = table.find(name);
    return slot != null && slot.is(trait);
  }

  /** The value as CONFIG GET shows it, of a parameter by its old or new name. */
  public String shown(String name) {
    Slot slot = slot(name);
    return slot.parameter().check().shown(values[slot.index()], this);
  }

  /** The names, old and new, that fulfil the condition, without those that hide from patterns. */
  public List<String> names(Predicate<String> condition) {
    List<String> names = new ArrayList<>();
    table
        .names()
        .forEach(
            (name, slot) -> {
              if (!slot.is(Trait.HIDDEN) && condition.test(name)) {
                names.add(name);
              }
            });
    return names;
  }

  /**
   * What would be kept if the value were set.
   *
   * @param name old or new
   * @throws IllegalArgumentException if the value is refused, with the reason as message
   */
  public String judge(String name, String value) {
    return slot(name).parameter().check().accept(value, this);
  }

  /**
   * Sets values that {@link #judge} has let pass, by old or new names.
   *
   * @throws NotAppliedException if one can't be put into effect; then all are as before
   */
  public void assign(Map<String, String> judged) {
    Map<String, String> before = new LinkedHashMap<>();
    judged.forEach((name, value) -> before.put(name, values[slot(name).index()]));
    judged.forEach(this::put);
    apply(before);
    for (String name : judged.keySet()) {
      String newest = slot(name).parameter().name();
      given.add(newest);
      tell(newest);
    }
  }

  /** Puts the values that are no longer as before into effect, or takes all of them back. */
  private void apply(Map<String, String> before) {
    List<Runnable> applied = new ArrayList<>();
    for (String name : before.keySet()) {
      Runnable applier = appliers.get(slot(name).parameter().name());
      if (applier != null && !values[slot(name).index()].equals(before.get(name))) {
        try {
          applier.run();
          applied.add(applier);
        } catch (IllegalArgumentException e) {
          before.forEach(this::put);
          applied.forEach(Runnable::run);
          throw new NotAppliedException(name, e);
        }
      }
    }
  }

  private void put(String name, String value) {
    put(slot(name), value);
  }

  private void put(Slot slot, String value) {
    values[slot.index()] = value;
    numbers[slot.index()] = ParameterTable.number(value);
  }

  private void tell(String newestName) {
    listeners.getOrDefault(newestName, List.of()).forEach(Runnable::run);
  }

  /** Sets one value, as the start of a server or a test does; even one that is immutable. */
  public void set(String name, String value) {
    assign(Map.of(name, judge(name, value)));
  }

  /** Sets what is no parameter of the real server but a state of it. */
  public void setInternal(String name, long value) {
    int index = table.newest(name).index();
    values[index] = Long.toString(value);
    numbers[index] = value;
    tell(name);
  }

  /** Runs the action whenever the parameter (its newest name) is set. */
  public void onChange(String name, Runnable action) {
    listeners
        .computeIfAbsent(table.newest(name).parameter().name(), n -> new ArrayList<>())
        .add(action);
  }

  /**
   * Has the action put changed values of the parameter (its newest name) into effect. If it can't,
   * it throws an IllegalArgumentException that says why.
   */
  public void applyWith(String name, Runnable action) {
    appliers.put(table.newest(name).parameter().name(), action);
  }

  private Slot slot(String name) {
    Slot slot = table.find(name);
    if (slot == null) {
      throw new IllegalArgumentException("unknown parameter '" + name + "'");
    }
    return slot;
  }

  /** All parameters, by their newest names, that the server has, with their values. */
  Map<String, String> all() {
    Map<String, String> all = new LinkedHashMap<>();
    for (Slot slot : table.names().values()) {
      all.put(slot.parameter().name(), values[slot.index()]);
    }
    return all;
  }

  /** Whether a parameter has the value that it would have if nobody had set it. */
  public boolean isInitial(String newestName) {
    Slot slot = table.newest(newestName);
    return values[slot.index()].equals(slot.parameter().initial());
  }

  /** Whether somebody has set the parameter: in redis.conf, on the command line or later. */
  public boolean isGiven(String newestName) {
    return given.contains(newestName);
  }

  /** The newest name of the parameter that has this name, old or new; null if there is none. */
  @Nullable String newestName(String name) {
    Slot slot = table.find(name);
    return slot == null ? null : slot.parameter().name();
  }

  /** The name under which the server knows a parameter best: the newest that it has. */
  String ownName(String newestName) {
    for (Map.Entry<String, Slot> name : table.names().entrySet()) {
      if (name.getValue().parameter().name().equals(newestName)) {
        return name.getKey();
      }
    }
    return newestName;
  }

  /** The redis.conf that the server was started with; null if there was none. */
  public @Nullable ConfigFile file() {
    return file;
  }

  /** The ACL users that redis.conf or the command line told of, each as words from the name on. */
  public List<List<String>> users() {
    return Collections.unmodifiableList(users);
  }

  /**
   * What redis.conf or the command line had loaded as the module of that name: the file, and what
   * was passed to it. Nothing for a module that is there anyhow.
   */
  public List<String> loaded(String module) {
    return loaded.getOrDefault(module, List.of());
  }

  /** Takes a redis.conf: its values now, and the file for CONFIG REWRITE. */
  public void load(ConfigFile from) {
    file = from;
    apply(from.directives());
  }

  /**
   * Applies lines of redis.conf, or what the command line says in their place.
   *
   * @throws IllegalArgumentException with a message for the user if there is something wrong
   */
  public void apply(List<Directive> directives) {
    for (Directive directive : directives) {
      try {
        apply(directive);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(directive.where() + ": " + e.getMessage(), e);
      }
    }
  }

  private void apply(Directive directive) {
    if (directive.is("user")) {
      users.add(directive.words());
      return;
    }
    List<String> words = directive.words();
    if (directive.is("loadmodule") && !words.isEmpty()) {
      loadModule(words.get(0), words);
      return;
    }
    Slot slot = table.find(directive.name());
    if (slot == null || !takes(slot, words.size())) {
      boolean known = slot != null && profile().has(NAME_ALONE);
      throw new IllegalArgumentException(
          (known ? "" : "Bad directive or ") + "wrong number of arguments");
    }
    String value = String.join(" ", words);
    if (directive.is("save")) {
      value = addSavePoint(value);
    }
    set(directive.name(), value);
  }

  /** The module is there already, or can't be: what is new are the values of its parameters. */
  private void loadModule(String file, List<String> words) {
    Plugin plugin = table.module(file);
    ModuleInfo module = plugin == null ? null : plugin.module(profile());
    if (plugin == null || module == null) {
      throw new IllegalArgumentException("Can't load module from " + file + ": server aborting");
    }
    loaded.put(module.name(), words);
    for (int i = 1; i + 1 < words.size(); i++) {
      String name = plugin.parameterOf(words.get(i));
      if (name != null) {
        i++;
        Slot slot = table.newest(name);
        put(slot, slot.parameter().check().accept(words.get(i), this));
      }
    }
  }

  private boolean takes(Slot slot, int words) {
    return words == 1 || (slot.is(Trait.SEVERAL_WORDS) && (words > 1 || profile().has(NAME_ALONE)));
  }

  /** The first line replaces the initial save points, those that follow add to it. */
  private String addSavePoint(String point) {
    String before = savePointsGiven ? text("save") : "";
    savePointsGiven = true;
    return (point.isEmpty() ? "" : before + " " + point).trim();
  }
}
