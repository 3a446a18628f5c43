package io.fakeredis.api;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which features one version of one flavour has.
 *
 * <p>A profile says which Redis version the flavour grew from, then amends that feature by feature.
 * It is the only place that compares versions.
 */
public final class Profile {
  private final String flavour;
  private final Version version;
  private final Version redis;
  private final Map<String, Optional<Version>> amendments;
  private final List<String> scriptTables;
  private final Map<Feature, Boolean> answers = new ConcurrentHashMap<>();

  private Profile(
      String flavour,
      Version version,
      Version redis,
      Map<String, Optional<Version>> amendments,
      List<String> scriptTables) {
    this.flavour = flavour;
    this.version = version;
    this.redis = redis;
    this.amendments = amendments;
    this.scriptTables = scriptTables;
  }

  /** A profile that has what Redis of that same version has. */
  public static Profile of(String flavour, String version) {
    Version parsed = Version.of(version);
    return new Profile(flavour, parsed, parsed, Map.of(), List.of("redis"));
  }

  /** The same flavour and version, with the features of that Redis version to begin with. */
  public Profile grownFrom(String redis) {
    return new Profile(flavour, version, Version.of(redis), amendments, scriptTables);
  }

  /** Changes that take effect over what is inherited; a later one of the same name wins. */
  public Profile amend(Amendment... changes) {
    Map<String, Optional<Version>> amended = new TreeMap<>(amendments);
    for (Amendment change : changes) {
      change.features().forEach(feature -> amended.put(feature, change.since()));
    }
    return new Profile(flavour, version, redis, amended, scriptTables);
  }

  /** Scripts know the table {@code redis} by this name, too. */
  public Profile scriptTable(String name) {
    List<String> names = new ArrayList<>(scriptTables);
    names.add(name);
    return new Profile(flavour, version, redis, amendments, List.copyOf(names));
  }

  /** The flavour has these features since this version of its own. */
  public static Amendment since(String version, String... features) {
    return new Amendment(Optional.of(Version.of(version)), Arrays.asList(features));
  }

  /** The flavour never had, or has dropped, these features. */
  public static Amendment never(String... features) {
    return new Amendment(Optional.empty(), Arrays.asList(features));
  }

  /** The flavour's name, {@code "redis"} or {@code "valkey"}. */
  public String flavour() {
    return flavour;
  }

  /** The full version, with the patch level that HELLO and INFO tell. */
  public Version version() {
    return version;
  }

  /** The Redis version that this grew from; the version itself for Redis. */
  public Version redisVersion() {
    return redis;
  }

  /** The names by which scripts know the table of the server's functions, {@code redis} first. */
  public List<String> scriptTables() {
    return scriptTables;
  }

  /** The name that users pin, {@code "redis:7.2"}. */
  public String name() {
    return flavour + ":" + version.part(0) + "." + version.part(1);
  }

  public boolean has(Feature feature) {
    return feature.isOf(this);
  }

  boolean answer(Feature feature) {
    Boolean known = answers.get(feature);
    if (known == null) {
      known = decide(feature);
      answers.put(feature, known);
    }
    return known;
  }

  private boolean decide(Feature feature) {
    Optional<Version> amended = amendments.get(feature.name());
    if (amended != null) {
      return amended.filter(version::atLeast).isPresent();
    }
    if (feature.flavour().equals(flavour)) {
      return feature.isIn(version);
    }
    return feature.flavour().equals("redis") && feature.isIn(redis);
  }

  /** The names of all features that this profile amends. */
  public List<String> amended() {
    return List.copyOf(amendments.keySet());
  }

  @Override
  public String toString() {
    return flavour + ":" + version;
  }

  /** A change of availability: since that version of the flavour, or never. */
  public record Amendment(Optional<Version> since, List<String> features) {
    public Amendment {
      features = List.copyOf(features);
    }
  }
}
