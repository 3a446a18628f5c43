package io.fakeredis.module.timeseries;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Database;
import io.fakeredis.api.KeyspaceListener;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The keys of series by their labels. As the module has it, there is one index for all databases,
 * which knows keys by their names, and which every FLUSHDB empties.
 */
final class LabelIndex implements KeyspaceListener {
  static final KeyspaceListener.Kind<LabelIndex> KIND =
      new KeyspaceListener.Kind<>(LabelIndex.class, LabelIndex::new);

  private static final Set<String> ENDS = Set.of("del", "set", "expired", "evicted");
  private static final Set<String> BEGINNINGS = Set.of("restore", "copy_to", "loaded");

  private final Map<Bytes, List<SeriesOptions.Label>> labels = new HashMap<>();
  private final Map<SeriesOptions.Label, Set<Bytes>> keysByLabel = new HashMap<>();
  private final Map<Bytes, Set<Bytes>> keysByName = new HashMap<>();
  private Bytes renamed = Bytes.EMPTY;

  static LabelIndex of(Call call) {
    return call.part(LabelIndex.class, LabelIndex::new);
  }

  /** Knows the key by these labels and no others. */
  void put(Bytes key, List<SeriesOptions.Label> all) {
    remove(key);
    if (all.isEmpty()) {
      return;
    }
    labels.put(key, all);
    for (SeriesOptions.Label label : all) {
      keysByLabel.computeIfAbsent(label, l -> new HashSet<>()).add(key);
      keysByName.computeIfAbsent(label.name(), l -> new HashSet<>()).add(key);
    }
  }

  private void remove(Bytes key) {
    List<SeriesOptions.Label> all = labels.remove(key);
    if (all == null) {
      return;
    }
    for (SeriesOptions.Label label : all) {
      remove(keysByLabel, label, key);
      remove(keysByName, label.name(), key);
    }
  }

  private static <K> void remove(Map<K, Set<Bytes>> index, K entry, Bytes key) {
    Set<Bytes> keys = index.get(entry);
    if (keys != null && keys.remove(key) && keys.isEmpty()) {
      index.remove(entry);
    }
  }

  /** All keys that have labels. */
  Set<Bytes> keys() {
    return labels.keySet();
  }

  /** The labels of a key that has some. */
  List<SeriesOptions.Label> labels(Bytes key) {
    return labels.getOrDefault(key, List.of());
  }

  /** The keys that all filters let pass, in their own order. */
  SortedSet<Bytes> find(List<LabelFilter> filters) {
    List<Set<Bytes>> found =
        filters.stream()
            .filter(filter -> filter.kind().finds())
            .map(this::keys)
            .sorted(Comparator.comparingInt(Set::size))
            .toList();
    SortedSet<Bytes> keys = new TreeSet<>(found.get(0));
    found.forEach(other -> keys.removeIf(key -> !other.contains(key)));
    for (LabelFilter filter : filters) {
      if (!filter.kind().finds()) {
        Set<Bytes> others = keys(filter);
        keys.removeIf(others::contains);
      }
    }
    return keys;
  }

  /** The keys that have what the filter tells of, be it that they must or that they must not. */
  private Set<Bytes> keys(LabelFilter filter) {
    Bytes name = filter.name();
    return switch (filter.kind()) {
      case EXISTS, IS_MISSING -> keysByName.getOrDefault(name, Set.of());
      case IS, IS_NOT -> keys(name, filter.values().get(0));
      case IS_ONE_OF, IS_NONE_OF -> {
        Set<Bytes> keys = new HashSet<>();
        filter.values().forEach(value -> keys.addAll(keys(name, value)));
        yield keys;
      }
    };
  }

  private Set<Bytes> keys(Bytes name, Bytes value) {
    return keysByLabel.getOrDefault(new SeriesOptions.Label(name, value), Set.of());
  }

  @Override
  public void heard(Database db, String event, Bytes key) {
    if (ENDS.contains(event)) {
      remove(key);
    } else if (BEGINNINGS.contains(event)) {
      Series series = SeriesType.look(db, key);
      if (series != null) {
        put(key, series.options().labels());
      }
      if (series != null && event.equals("restore")) {
        series.setSource(null);
        series.rules().clear();
      }
    } else if (event.equals("rename_from")) {
      renamed = key;
    } else if (event.equals("rename_to")) {
      heardNewName(db, key);
    }
  }

  private void heardNewName(Database db, Bytes key) {
    Series series = SeriesType.look(db, key);
    if (series != null) {
      remove(renamed);
      put(key, series.options().labels());
      Compaction.renamed(db, series, renamed);
    }
  }

  @Override
  public void flushed() {
    labels.clear();
    keysByLabel.clear();
    keysByName.clear();
  }
}
