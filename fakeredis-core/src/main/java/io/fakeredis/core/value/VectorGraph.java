package io.fakeredis.core.value;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A hierarchical navigable small world, as described by Malkov and Yashunin: layers of graphs, each
 * with fewer nodes than the one below, in which a walk from neighbour to neighbour comes near to
 * any vector.
 *
 * <p>All links go both ways.
 */
final class VectorGraph {
  private static final int TOP_LEVEL = 16;
  private static final double UPWARDS = 0.25;

  private final int linksWanted;
  private @Nullable VectorElement entry;

  /** Takes the parameter M: the number of links that a new node is to have on each level. */
  VectorGraph(int linksWanted) {
    this.linksWanted = linksWanted;
  }

  int linksWanted() {
    return linksWanted;
  }

  /** Takes nodes that are linked to each other already. */
  void restore(Iterable<VectorElement> elements) {
    entry = highest(elements);
  }

  int level() {
    return entry == null ? 0 : entry.level();
  }

  /** A level for a new node: each is a quarter as likely as the one below. */
  static int randomLevel(RandomGenerator random) {
    int level = 0;
    while (level < TOP_LEVEL - 1 && random.nextDouble() < UPWARDS) {
      level++;
    }
    return level;
  }

  void add(VectorElement element, int effort) {
    if (entry == null) {
      entry = element;
      return;
    }
    List<VectorMatch> near = descend(element.vector(), element.level());
    for (int level = Math.min(element.level(), entry.level()); level >= 0; level--) {
      near = walk(element.vector(), near, level, effort, Integer.MAX_VALUE, match -> true);
      connect(element, near, level);
    }
    if (element.level() > entry.level()) {
      entry = element;
    }
  }

  /** The nearest node that a walk finds on the levels above the one given. */
  private List<VectorMatch> descend(QuantizedVector vector, int above) {
    VectorElement start = Objects.requireNonNull(entry);
    List<VectorMatch> near = List.of(VectorMatch.of(start, vector, 0));
    for (int level = start.level(); level > above; level--) {
      near = walk(vector, near, level, 1, Integer.MAX_VALUE, element -> true);
    }
    return near;
  }

  /**
   * The nearest elements that a walk over the lowest level finds, the nearest first; of those at
   * the same distance the one that it has found last, as in the real server.
   *
   * @param effort how many candidates are kept on the way
   * @param visits after how many nodes the walk ends at the latest
   */
  List<VectorMatch> search(
      QuantizedVector vector, int effort, int visits, Predicate<VectorElement> filter) {
    return entry == null ? List.of() : walk(vector, descend(vector, 0), 0, effort, visits, filter);
  }

  private static List<VectorMatch> walk(
      QuantizedVector vector,
      List<VectorMatch> starts,
      int level,
      int effort,
      int visits,
      Predicate<VectorElement> filter) {
    PriorityQueue<VectorMatch> open = new PriorityQueue<>(VectorMatch.NEAREST_FIRST);
    PriorityQueue<VectorMatch> best = new PriorityQueue<>(VectorMatch.NEAREST_FIRST.reversed());
    Set<VectorElement> seen = new HashSet<>();
    for (VectorMatch start : starts) {
      seen.add(start.element());
      open.add(start);
      keep(start, best, effort, filter);
    }
    while (!open.isEmpty() && seen.size() <= visits) {
      VectorMatch nearest = open.remove();
      if (best.size() >= effort && nearest.distance() > best.element().distance()) {
        break;
      }
      for (VectorElement neighbour : nearest.element().links(level)) {
        if (seen.add(neighbour)) {
          VectorMatch found = VectorMatch.of(neighbour, vector, seen.size());
          if (best.size() < effort || found.distance() < best.element().distance()) {
            open.add(found);
            keep(found, best, effort, filter);
          }
        }
      }
    }
    List<VectorMatch> sorted = new ArrayList<>(best);
    sorted.sort(VectorMatch.NEAREST_FIRST);
    return sorted;
  }

  private static void keep(
      VectorMatch match,
      PriorityQueue<VectorMatch> best,
      int effort,
      Predicate<VectorElement> filter) {
    if (filter.test(match.element())) {
      best.add(match);
      if (best.size() > effort) {
        best.remove();
      }
    }
  }

  /**
   * Links a new node: first to those neighbours that are nearer to it than to a neighbour it has
   * already, so that its links go into all directions, then to the others as far as wanted.
   */
  private void connect(VectorElement element, List<VectorMatch> near, int level) {
    for (VectorMatch match : near) {
      if (wantsLinks(element, level) && !isReachedThroughOther(element, match, level)) {
        tryLink(element, match.element(), level);
      }
    }
    for (VectorMatch match : near) {
      if (wantsLinks(element, level) && !element.isLinked(match.element(), level)) {
        tryLink(element, match.element(), level);
      }
    }
    if (element.links(level).isEmpty()) {
      forceLink(element, near, level);
    }
  }

  private boolean wantsLinks(VectorElement element, int level) {
    return element.links(level).size() < linksWanted;
  }

  private static boolean isReachedThroughOther(
      VectorElement element, VectorMatch match, int level) {
    return element.links(level).stream()
        .anyMatch(linked -> linked.distance(match.element()) < match.distance());
  }

  private int mostLinks(int level) {
    return level == 0 ? 2 * linksWanted : linksWanted;
  }

  private boolean hasRoom(VectorElement element, int level) {
    return element.links(level).size() < mostLinks(level);
  }

  /** Links the new node to another, which gives up a longer link if it has no room. */
  private void tryLink(VectorElement element, VectorElement other, int level) {
    if (!hasRoom(other, level)) {
      VectorElement given = dispensable(other, level, other.distance(element));
      if (given == null) {
        return;
      }
      other.unlink(given, level);
    }
    element.link(other, level);
  }

  /** The farthest neighbour beyond the distance that has links enough without this one. */
  private @Nullable VectorElement dispensable(VectorElement element, int level, float beyond) {
    return element.links(level).stream()
        .filter(linked -> linked.links(level).size() > linksWanted / 2)
        .filter(linked -> element.distance(linked) > beyond)
        .max(Comparator.comparingDouble(element::distance))
        .orElse(null);
  }

  /** For a node that nobody wants: the nearest one that can spare a link takes it. */
  private void forceLink(VectorElement element, List<VectorMatch> near, int level) {
    for (VectorMatch match : near) {
      VectorElement given = dispensable(match.element(), level, Float.NEGATIVE_INFINITY);
      if (given != null) {
        match.element().unlink(given, level);
        element.link(match.element(), level);
        return;
      }
    }
  }

  /**
   * Takes a node away and links its neighbours among each other, so that the graph does not fall
   * apart.
   *
   * @param others all other nodes, for the choice of another entry
   */
  void remove(VectorElement element, Iterable<VectorElement> others) {
    for (int level = 0; level <= element.level(); level++) {
      List<VectorElement> orphans = new ArrayList<>(element.links(level));
      for (VectorElement orphan : orphans) {
        orphan.unlink(element, level);
      }
      reconnect(orphans, level);
    }
    if (entry == element) {
      entry = highest(others);
    }
  }

  private void reconnect(List<VectorElement> orphans, int level) {
    for (VectorElement orphan : orphans) {
      orphans.stream()
          .filter(other -> other != orphan && !orphan.isLinked(other, level))
          .filter(other -> hasRoom(other, level) && hasRoom(orphan, level))
          .min(Comparator.comparingDouble(orphan::distance))
          .ifPresent(nearest -> orphan.link(nearest, level));
    }
  }

  private static @Nullable VectorElement highest(Iterable<VectorElement> elements) {
    VectorElement highest = null;
    for (VectorElement element : elements) {
      if (highest == null || element.level() > highest.level()) {
        highest = element;
      }
    }
    return highest;
  }
}
