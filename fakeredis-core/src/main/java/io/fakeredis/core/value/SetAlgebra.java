package io.fakeredis.core.value;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Numbers;
import io.fakeredis.api.Settings;
import io.fakeredis.core.value.SetValue.Encoding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Unions, differences and intersections. The ways to them are those of the real server, because the
 * order and the encoding of the results come from there. A missing key is null.
 */
public final class SetAlgebra {
  /**
   * From 8.0 on, a result that is not stored is collected in a hash table unless all sets are
   * intsets, and so has no order.
   */
  private static final Feature HASHES = Feature.since("SET.collects-in-hash-table", "8.0");

  private static final Feature LISTPACK = Feature.since("SET.listpack-encoding", "7.2");

  private final Settings settings;
  private final boolean stored;

  /** For results that are to be stored, or not. */
  public SetAlgebra(Settings settings, boolean stored) {
    this.settings = settings;
    this.stored = stored;
  }

  private SetValue collector(List<@Nullable SetValue> sets) {
    boolean hashed = !stored && settings.has(HASHES) && !areIntegers(sets);
    return SetValue.of(hashed ? Encoding.HASHTABLE : Encoding.INTSET, settings);
  }

  private static boolean areIntegers(List<@Nullable SetValue> sets) {
    for (SetValue set : sets) {
      if (set != null && set.encoding() != Encoding.INTSET) {
        return false;
      }
    }
    return true;
  }

  public SetValue union(List<@Nullable SetValue> sets) {
    SetValue union = collector(sets);
    for (SetValue set : sets) {
      if (set != null) {
        set.forEach(union::add);
      }
    }
    return union;
  }

  /** About how many members the union has, as a HyperLogLog counts them. */
  public long estimatedUnion(List<@Nullable SetValue> sets) {
    HyperLogLog counter = HyperLogLog.empty();
    long sparseMaxBytes = settings.number("hll-sparse-max-bytes");
    for (SetValue set : present(sets)) {
      set.forEach(member -> counter.add(member, sparseMaxBytes));
    }
    return HyperLogLog.count(counter.registers());
  }

  /** The members of the first set that no other has. */
  public SetValue difference(List<@Nullable SetValue> sets) {
    SetValue difference = collector(sets);
    SetValue first = sets.get(0);
    List<SetValue> others = present(sets.subList(1, sets.size()));
    if (first == null || others.contains(first)) {
      return difference;
    }
    if (isQuickerOneByOne(first, others)) {
      for (Bytes member : first) {
        if (!anyContains(others, member)) {
          difference.add(member);
        }
      }
    } else {
      first.forEach(difference::add);
      others.forEach(other -> other.forEach(difference::remove));
    }
    return difference;
  }

  /**
   * Looking up each member of the first set everywhere may be more work than removing all others.
   */
  private static boolean isQuickerOneByOne(SetValue first, List<SetValue> others) {
    long lookups = (long) first.size() * (others.size() + 1);
    long removals = first.size();
    for (SetValue other : others) {
      removals += other.size();
    }
    return lookups / 2 <= removals;
  }

  private static boolean anyContains(List<SetValue> sets, Bytes member) {
    for (SetValue set : sets) {
      if (set.contains(member)) {
        return true;
      }
    }
    return false;
  }

  /** The members that all sets have. */
  public SetValue intersection(List<@Nullable SetValue> sets) {
    List<Bytes> common = common(sets, Long.MAX_VALUE);
    boolean mayBePacked = settings.has(LISTPACK) && !areIntegers(sets);
    SetValue intersection =
        SetValue.of(mayBePacked ? Encoding.LISTPACK : Encoding.INTSET, settings);
    common.forEach(intersection::add);
    if (mayBePacked && common.stream().allMatch(Numbers::isLong)) {
      intersection.compact();
    }
    return intersection;
  }

  /**
   * The members that all sets have, in the order of the smallest set.
   *
   * @param most how many to look for at most
   */
  public static List<Bytes> common(List<@Nullable SetValue> sets, long most) {
    List<Bytes> common = new ArrayList<>();
    List<SetValue> ascending = present(sets);
    if (ascending.size() < sets.size()) {
      return common;
    }
    ascending.sort(Comparator.comparingInt(SetValue::size));
    List<SetValue> others = ascending.subList(1, ascending.size());
    for (Bytes member : ascending.get(0)) {
      if (common.size() == most) {
        break;
      }
      if (allContain(others, member)) {
        common.add(member);
      }
    }
    return common;
  }

  private static boolean allContain(List<SetValue> sets, Bytes member) {
    for (SetValue set : sets) {
      if (!set.contains(member)) {
        return false;
      }
    }
    return true;
  }

  private static List<SetValue> present(List<@Nullable SetValue> sets) {
    List<SetValue> present = new ArrayList<>(sets.size());
    for (SetValue set : sets) {
      if (set != null) {
        present.add(set);
      }
    }
    return present;
  }
}
