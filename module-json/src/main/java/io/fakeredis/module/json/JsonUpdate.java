package io.fakeredis.module.json;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Errors;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where a path of RedisJSON says that a value is to be put: in the place of those that are there
 * or, if there is none, into the objects that the path leads to but for its last name.
 */
final class JsonUpdate {
  private final Document document;
  private final List<Node> nodes;
  private final @Nullable Bytes name;

  /** What must be so for a value to be put. */
  enum Condition {
    NONE,
    /** There is none yet. */
    NX,
    /** There already is one. */
    XX
  }

  /**
   * Places for values.
   *
   * @param name the new member of the objects; null if the values themselves are to be replaced
   */
  private JsonUpdate(Document document, List<Node> nodes, @Nullable Bytes name) {
    this.document = document;
    this.nodes = nodes;
    this.name = name;
  }

  static JsonUpdate of(Document document, PathArgument argument, Condition condition) {
    JsonPath path = argument.parse();
    List<Node> nodes = JsonPathWalk.find(path, document.root());
    if (condition != Condition.NX && !nodes.isEmpty()) {
      return new JsonUpdate(document, nodes, null);
    }
    if (condition == Condition.XX || path.steps().isEmpty()) {
      return new JsonUpdate(document, List.of(), null);
    }
    if (!path.isStatic()) {
      throw Errors.error("Err wrong static path");
    }
    if (path.last() instanceof JsonPath.Names names) {
      List<Node> parents = JsonPathWalk.find(path.parent(), document.root());
      return new JsonUpdate(document, parents, names.names().get(0).raw());
    }
    if (nodes.isEmpty()) {
      throw Errors.error("ERR array index out of range");
    }
    return new JsonUpdate(document, List.of(), null);
  }

  /** Puts copies of the value there; says whether there was any place for it. */
  boolean set(Json value) {
    if (name != null) {
      return add(name, value);
    }
    nodes.forEach(node -> node.replace(document, value.copy()));
    return !nodes.isEmpty();
  }

  private boolean add(Bytes member, Json value) {
    boolean added = false;
    for (Node node : nodes) {
      if (node.find(document) instanceof JsonObject object && object.get(member) == null) {
        object.put(member, value.copy());
        added = true;
      }
    }
    return added;
  }

  /** As {@link #set}, but members of objects join those that are there; a null removes one. */
  boolean merge(Json patch) {
    if (name != null) {
      return add(name, patch);
    }
    for (Node node : nodes) {
      Json value = node.find(document);
      if (value != null) {
        node.replace(document, merged(value, patch));
      }
    }
    return !nodes.isEmpty();
  }

  private static Json merged(@Nullable Json value, Json patch) {
    if (!(patch instanceof JsonObject members)) {
      return patch.copy();
    }
    JsonObject object = value instanceof JsonObject known ? known : new JsonObject();
    for (JsonObject.Member member : members.members()) {
      if (member.value() == Json.Literal.NULL) {
        object.swapOut(member.name());
      } else {
        object.put(member.name(), merged(object.get(member.name()), member.value()));
      }
    }
    return object;
  }

  /** Removes values; says how many. */
  static int remove(Document document, List<Node> nodes) {
    int removed = 0;
    for (Node node : outermost(nodes)) {
      if (node.isRoot() || node.find(document) == null) {
        continue;
      }
      Json container = Objects.requireNonNull(node.parent()).find(document);
      if (container instanceof JsonObject object) {
        object.swapOut(Objects.requireNonNull(node.name()));
      } else if (container instanceof JsonArray array) {
        array.remove(node.index());
      }
      removed++;
    }
    return removed;
  }

  /** Empties arrays and objects and makes numbers zero; says how many that changed. */
  static int clear(Document document, List<Node> nodes) {
    List<Node> full = nodes.stream().filter(node -> isClearable(node.value())).toList();
    int cleared = 0;
    for (Node node : outermost(full)) {
      Json value = node.find(document);
      if (value instanceof JsonArray array) {
        array.keep(0, 0);
      } else if (value instanceof JsonObject object) {
        object.clear();
      } else {
        node.replace(document, new Json.Whole(0));
      }
      cleared++;
    }
    return cleared;
  }

  private static boolean isClearable(Json value) {
    if (value instanceof JsonArray array) {
      return !array.isEmpty();
    }
    if (value instanceof JsonObject object) {
      return !object.isEmpty();
    }
    return value.isNumber() && value.number() != 0;
  }

  /**
   * Leaves those out that go with others, and puts later items of an array before earlier ones.
   * RedisJSON compares the text of the ways: what begins as another one does, such as item 10
   * beside item 1, is taken to be within it, and what is found twice is within itself.
   */
  private static List<Node> outermost(List<Node> nodes) {
    if (nodes.size() < 2) {
      return nodes;
    }
    List<Way> ways = new ArrayList<>(nodes.stream().map(Way::of).toList());
    ways.sort(Comparator.naturalOrder());
    Map<String, Long> counts =
        ways.stream().collect(Collectors.groupingBy(Way::text, Collectors.counting()));
    return ways.stream().filter(way -> way.isOutermost(counts)).map(Way::node).toList();
  }

  /** The way to a value, as RedisJSON compares it. */
  private record Way(Node node, List<String> steps, String text) implements Comparable<Way> {
    static Way of(Node node) {
      List<String> steps = new ArrayList<>();
      for (Node at = node; at != null && !at.isRoot(); at = at.parent()) {
        Bytes name = at.name();
        steps.add(0, name == null ? Integer.toString(at.index()) : name.latin());
      }
      return new Way(node, steps, String.join(",", steps));
    }

    /** Whether no way is the beginning of this one but itself. */
    boolean isOutermost(Map<String, Long> counts) {
      long beginnings = 0;
      for (int i = 0; i <= text.length(); i++) {
        beginnings += counts.getOrDefault(text.substring(0, i), 0L);
      }
      return beginnings == 1;
    }

    @Override
    public int compareTo(Way other) {
      Iterator<String> others = other.steps.iterator();
      for (String step : steps) {
        if (!others.hasNext()) {
          return -1;
        }
        int order = compare(step, others.next());
        if (order != 0) {
          return order;
        }
      }
      return others.hasNext() ? 1 : 0;
    }

    private static int compare(String one, String other) {
      boolean isIndex = isIndex(one);
      if (isIndex != isIndex(other)) {
        return isIndex ? 1 : -1;
      }
      return isIndex
          ? Long.compare(Long.parseLong(other), Long.parseLong(one))
          : one.compareTo(other);
    }

    private static boolean isIndex(String step) {
      return step.length() < 18
          && !step.isEmpty()
          && step.chars().allMatch(c -> c >= '0' && c <= '9');
    }
  }
}
