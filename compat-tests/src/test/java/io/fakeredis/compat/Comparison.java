package io.fakeredis.compat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Says whether two replies are the same in the sense of a step's check. */
final class Comparison {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Comparator<JsonNode> BY_TEXT = Comparator.comparing(JsonNode::toString);

  /** The name in {@code name:value} or {@code name=value}, at the start of a line or a word. */
  private static final Pattern NAME = Pattern.compile("(?md)(?:^|(?<= ))([^\\s:=#]+)[:=]");

  private final Step step;

  private Comparison(Step step) {
    this.step = step;
  }

  static boolean same(JsonNode expected, JsonNode actual, Step step) {
    Comparison comparison = new Comparison(step);
    return switch (step.check()) {
      case NEAR -> comparison.near(expected, actual);
      case PREFIX -> comparison.samePrefix(expected, actual);
      default -> comparison.canonical(expected).equals(comparison.canonical(actual));
    };
  }

  private boolean near(JsonNode a, JsonNode b) {
    OptionalDouble x = number(a);
    OptionalDouble y = number(b);
    if (x.isPresent() && y.isPresent()) {
      boolean sameType = type(a).equals(type(b));
      return a.equals(b) || sameType && Math.abs(x.getAsDouble() - y.getAsDouble()) <= step.near();
    }
    Items p = Items.of(a);
    Items q = Items.of(b);
    return p != null && q != null ? near(p, q) : a.equals(b);
  }

  private boolean near(Items p, Items q) {
    return p.kind().equals(q.kind())
        && p.list().size() == q.list().size()
        && IntStream.range(0, p.list().size())
            .allMatch(i -> near(p.list().get(i), q.list().get(i)));
  }

  private boolean samePrefix(JsonNode a, JsonNode b) {
    return a.isString() && b.isString() && prefix(a).equals(prefix(b));
  }

  /** The type byte and the first bytes. */
  private String prefix(JsonNode reply) {
    String text = reply.stringValue();
    return text.substring(0, Math.min(text.length(), step.prefix() + 1));
  }

  /** The form under which two replies count as equal. */
  private JsonNode canonical(JsonNode reply) {
    Items items = Items.of(reply);
    return switch (step.check()) {
      case IGNORE -> JSON.nullNode();
      case MASK -> masked(reply, Pattern.compile(step.mask(), Pattern.UNIX_LINES));
      case KEYS -> names(reply, items);
      case TYPE -> items == null ? JSON.stringNode(type(reply)) : JSON.stringNode(items.kind());
      default -> items == null ? reply : ordered(items).node();
    };
  }

  private Items ordered(Items items) {
    return switch (items.kind()) {
      case "map" -> orderedMap(items);
      case "set" -> (step.check() == Check.DEEP ? items.mapped(this::canonical) : items).sorted();
      default -> orderedArray(items);
    };
  }

  private Items orderedMap(Items map) {
    return switch (step.check()) {
      case UNORDERED, PAIRS -> map.sorted();
      case DEEP -> map.mapped(pair -> Items.of(pair).mapped(this::canonical).node()).sorted();
      default -> map;
    };
  }

  private Items orderedArray(Items array) {
    return switch (step.check()) {
      case UNORDERED -> array.sorted();
      case PAIRS -> array.paired().sorted();
      case DEEP -> array.mapped(this::canonical).sorted();
      default -> array.kind().equals("multi") ? array.mapped(this::canonical) : array;
    };
  }

  private static JsonNode masked(JsonNode reply, Pattern mask) {
    if (reply.isString()) {
      String text = reply.stringValue();
      return JSON.stringNode(text.charAt(0) + mask.matcher(text.substring(1)).replaceAll("…"));
    }
    if (reply instanceof ArrayNode array) {
      return Items.array(array).mapped(item -> masked(item, mask)).node();
    }
    if (reply instanceof ObjectNode object) {
      ObjectNode copy = JSON.objectNode();
      object.forEachEntry((name, value) -> copy.set(name, masked(value, mask)));
      return copy;
    }
    return reply;
  }

  private static JsonNode names(JsonNode reply, @Nullable Items items) {
    if (reply.isString()) {
      return type(reply).equals("-") ? reply : namesInText(reply.stringValue().substring(1));
    }
    if (items != null && items.kind().equals("map")) {
      return items.mapped(pair -> pair.get(0)).sorted().node();
    }
    if (items != null && items.kind().equals("array")) {
      return items.paired().mapped(pair -> pair.get(0)).sorted().node();
    }
    return reply;
  }

  private static JsonNode namesInText(String text) {
    TreeSet<String> names = new TreeSet<>();
    for (Matcher name = NAME.matcher(text); name.find(); ) {
      names.add(name.group(1));
    }
    ArrayNode list = JSON.arrayNode();
    names.forEach(list::add);
    return list;
  }

  private static OptionalDouble number(JsonNode reply) {
    if (!reply.isString() || !":$,+(".contains(type(reply))) {
      return OptionalDouble.empty();
    }
    try {
      return OptionalDouble.of(Double.parseDouble(reply.stringValue().substring(1)));
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  /** The type byte, an error's code with it. */
  private static String type(JsonNode reply) {
    if (!reply.isString()) {
      return reply.toString();
    }
    String text = reply.stringValue();
    return text.startsWith("-") ? text.split(" ", 2)[0] : text.substring(0, 1);
  }

  /** The items of an aggregate reply, and which kind of aggregate it is. */
  private record Items(String kind, List<JsonNode> list) {
    private static final List<String> KINDS = List.of("set", "push", "map", "multi");

    static @Nullable Items of(JsonNode reply) {
      if (reply instanceof ArrayNode array) {
        return array(array);
      }
      return KINDS.stream()
          .filter(reply::has)
          .map(kind -> new Items(kind, List.copyOf(reply.get(kind).values())))
          .findFirst()
          .orElse(null);
    }

    static Items array(ArrayNode array) {
      return new Items("array", List.copyOf(array.values()));
    }

    Items mapped(UnaryOperator<JsonNode> change) {
      return new Items(kind, list.stream().map(change).toList());
    }

    Items sorted() {
      return new Items(kind, list.stream().sorted(BY_TEXT).toList());
    }

    Items paired() {
      List<JsonNode> pairs = new ArrayList<>();
      for (int i = 0; i < list.size(); i += 2) {
        pairs.add(JSON.arrayNode().addAll(list.subList(i, Math.min(i + 2, list.size()))));
      }
      return new Items(kind, pairs);
    }

    JsonNode node() {
      ArrayNode array = JSON.arrayNode().addAll(list);
      return kind.equals("array") ? array : JSON.objectNode().set(kind, array);
    }
  }
}
