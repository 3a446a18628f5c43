package io.fakeredis.core.config;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Numbers;
import io.fakeredis.api.Parameter;
import io.fakeredis.api.Parameter.Trait;
import io.fakeredis.api.Plugin;
import io.fakeredis.api.Profile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters that one profile has, found by any of their names. */
public final class ParameterTable {
  private final Profile profile;
  private final List<Plugin> modules;
  private final List<Slot> slots = new ArrayList<>();
  private final Map<String, Slot> byNewestName = new HashMap<>();
  private final Map<String, Slot> byName = new LinkedHashMap<>();
  private final String[] initialValues;
  private final long[] initialNumbers;

  /**
   * A parameter and the place of its value.
   *
   * @param parameter the row that holds for the profile, or the first one if the profile has none
   */
  record Slot(Parameter parameter, int index) {
    boolean is(Trait trait) {
      return parameter.is(trait);
    }
  }

  private ParameterTable(Profile profile, List<Plugin> modules, Collection<Parameter> rows) {
    this.profile = profile;
    this.modules = modules;
    Map<String, Parameter> chosen = new LinkedHashMap<>();
    rows.forEach(row -> chosen.merge(row.name(), row, this::better));
    chosen.values().forEach(this::add);
    this.initialValues = new String[slots.size()];
    this.initialNumbers = new long[slots.size()];
    for (Slot slot : slots) {
      initialValues[slot.index] = slot.parameter.initial();
      initialNumbers[slot.index] = number(slot.parameter.initial());
    }
  }

  /** The table of a profile: Redis' own parameters and those that plug-ins bring. */
  public static ParameterTable of(Profile profile, List<Plugin> plugins) {
    List<Parameter> rows = new ArrayList<>(RedisParameters.rows());
    List<Plugin> modules = new ArrayList<>();
    for (Plugin plugin : plugins) {
      if (plugin.supports(profile)) {
        rows.addAll(plugin.parameters());
        if (plugin.module(profile) != null) {
          modules.add(plugin);
        }
      }
    }
    return new ParameterTable(profile, modules, rows);
  }

  /** Of two rows of one name the one that the profile has, its own or else the later one. */
  private Parameter better(Parameter first, Parameter second) {
    if (!isReached(second) || !isReached(first)) {
      return isReached(second) ? second : first;
    }
    boolean later = second.feature().since().atLeast(first.feature().since());
    return later || !second.feature().flavour().equals(first.feature().flavour()) ? second : first;
  }

  private boolean isReached(Parameter row) {
    boolean reached = profile.has(row.feature());
    for (Feature other : row.otherNames()) {
      reached |= profile.has(other);
    }
    return reached;
  }

  private void add(Parameter row) {
    Slot slot = new Slot(row, slots.size());
    slots.add(slot);
    byNewestName.put(row.name(), slot);
    if (row.is(Trait.GONE) || row.is(Trait.INTERNAL)) {
      return;
    }
    if (profile.has(row.feature())) {
      byName.put(row.name(), slot);
    }
    for (Feature other : row.otherNames()) {
      if (profile.has(other)) {
        byName.put(other.name(), slot);
      }
    }
  }

  Profile profile() {
    return profile;
  }

  /** The parameter of that name, old or new, in whatever case; null if the profile has none. */
  @Nullable Slot find(String name) {
    return byName.get(name.toLowerCase(Locale.ROOT));
  }

  /** The parameter of that newest name, whether the profile has it or not. */
  Slot newest(String name) {
    Slot slot = byNewestName.get(name);
    if (slot == null) {
      throw new IllegalArgumentException("no such parameter: " + name);
    }
    return slot;
  }

  /** The module that a file of that name would bring; null if it is not there. */
  @Nullable Plugin module(String file) {
    String name = file.substring(file.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    return modules.stream().filter(module -> name.contains(module.name())).findFirst().orElse(null);
  }

  /** All names that the profile has. */
  Map<String, Slot> names() {
    return Collections.unmodifiableMap(byName);
  }

  List<Slot> slots() {
    return Collections.unmodifiableList(slots);
  }

  String[] initialValues() {
    return initialValues.clone();
  }

  long[] initialNumbers() {
    return initialNumbers.clone();
  }

  /** What {@link io.fakeredis.api.Settings#number} tells of a value. */
  static long number(String value) {
    Bytes text = Bytes.latin(value);
    if (Numbers.isLong(text)) {
      return Numbers.toLong(text);
    }
    // a size beyond the highest long is as good as the highest
    return value.length() >= 19 && value.matches("\\d{19,20}") ? Long.MAX_VALUE : 0;
  }
}
