package io.fakeredis.module.json;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** An array. */
final class JsonArray implements Json, Iterable<Json> {
  private static final int FIRST_CAPACITY = 4;

  private final List<Json> items = new ArrayList<>();
  private int capacity;

  int size() {
    return items.size();
  }

  boolean isEmpty() {
    return items.isEmpty();
  }

  /** For how many items the real module has room: that shows in how much memory it says to use. */
  int capacity() {
    return capacity;
  }

  Json get(int index) {
    return items.get(index);
  }

  void set(int index, Json value) {
    items.set(index, value);
  }

  void add(Json value) {
    items.add(value);
    grow();
  }

  void insert(int index, List<Json> values) {
    items.addAll(index, values);
    grow();
  }

  private void grow() {
    while (capacity < items.size()) {
      capacity = Math.max(FIRST_CAPACITY, capacity * 2);
    }
  }

  Json remove(int index) {
    return items.remove(index);
  }

  /** Keeps what is from the one index up to the other, and nothing else. */
  void keep(int from, int to) {
    items.subList(to, items.size()).clear();
    items.subList(0, from).clear();
  }

  @Override
  public Iterator<Json> iterator() {
    return items.iterator();
  }

  @Override
  public JsonArray copy() {
    JsonArray copy = new JsonArray();
    items.forEach(item -> copy.add(item.copy()));
    return copy;
  }
}
