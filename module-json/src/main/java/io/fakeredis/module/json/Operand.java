package io.fakeredis.module.json;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a term of an expression stands for. */
record Operand(Kind kind, List<Json> values) {
  /** Nothing at all: a path that leads nowhere, or what cannot be computed. */
  static final Operand NOTHING = new Operand(Kind.NOTHING, List.of());

  /** Where the values come from, and how many there can be. */
  enum Kind {
    NOTHING,
    /** One value of the document. */
    NODE,
    /** One value that is not in the document. */
    COMPUTED,
    /** Several values of the document. */
    NODES,
    /** Any number of values that a function made; an array to other functions. */
    LIST
  }

  /** What a path has found. */
  static Operand found(List<Node> nodes) {
    if (nodes.isEmpty()) {
      return NOTHING;
    }
    return new Operand(
        nodes.size() == 1 ? Kind.NODE : Kind.NODES, nodes.stream().map(Node::value).toList());
  }

  static Operand computed(Json value) {
    return new Operand(Kind.COMPUTED, List.of(value));
  }

  /** A fraction, if there is such a number. */
  static Operand computed(double value) {
    return Double.isFinite(value) ? computed(RustNumbers.real(value)) : NOTHING;
  }

  static Operand list(List<Json> values) {
    return new Operand(Kind.LIST, values);
  }

  /** An array of these values. */
  static JsonArray array(List<Json> values) {
    JsonArray array = new JsonArray();
    values.forEach(array::add);
    return array;
  }

  boolean isNothing() {
    return kind == Kind.NOTHING;
  }

  /** The value, if there can be but one. */
  @Nullable Json single() {
    return kind == Kind.NODE || kind == Kind.COMPUTED ? values.get(0) : null;
  }

  /** A part of the value, which comes from where it comes from. */
  Operand part(Json value) {
    return kind == Kind.NODE ? new Operand(Kind.NODE, List.of(value)) : computed(value);
  }

  /** The items of the one array that it is; null if it is none. */
  @Nullable List<Json> items() {
    if (kind == Kind.LIST) {
      return values;
    }
    return single() instanceof JsonArray array ? items(array) : null;
  }

  /** The items of each array. */
  List<List<Json>> arrays() {
    if (kind == Kind.LIST) {
      return List.of(values);
    }
    return values.stream()
        .filter(JsonArray.class::isInstance)
        .map(value -> items((JsonArray) value))
        .toList();
  }

  private static List<Json> items(JsonArray array) {
    List<Json> items = new ArrayList<>(array.size());
    array.forEach(items::add);
    return items;
  }

  /** The sizes of those that have one. */
  List<Integer> sizes() {
    if (kind == Kind.LIST) {
      return List.of(values.size());
    }
    return values.stream().map(Operand::size).filter(size -> size >= 0).toList();
  }

  /** How many characters, items or members there are; -1 for all else. */
  private static int size(Json value) {
    if (value instanceof Json.Text text) {
      String characters = text.value().toString();
      return characters.codePointCount(0, characters.length());
    }
    if (value instanceof JsonArray array) {
      return array.size();
    }
    return value instanceof JsonObject object ? object.size() : -1;
  }
}
