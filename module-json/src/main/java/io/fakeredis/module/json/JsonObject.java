package io.fakeredis.module.json;

import io.fakeredis.api.Bytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An object. Its members stand in the order in which they came. */
final class JsonObject implements Json {
  private static final int FIRST_CAPACITY = 4;

  private final List<Member> members = new ArrayList<>();
  private final Map<Bytes, Integer> places = new HashMap<>();
  private int capacity;

  /** A name and what it stands for. */
  record Member(Bytes name, Json value) {}

  int size() {
    return members.size();
  }

  boolean isEmpty() {
    return members.isEmpty();
  }

  /** For how many members the real module has room. */
  int capacity() {
    return capacity;
  }

  List<Member> members() {
    return members;
  }

  @Nullable Json get(Bytes name) {
    Integer place = places.get(name);
    return place == null ? null : members.get(place).value();
  }

  /** The value of a member that is there keeps its place. */
  void put(Bytes name, Json value) {
    Integer place = places.putIfAbsent(name, members.size());
    if (place != null) {
      members.set(place, new Member(name, value));
      return;
    }
    members.add(new Member(name, value));
    if (capacity < members.size()) {
      capacity = Math.max(FIRST_CAPACITY, capacity * 2);
    }
  }

  /** Removes a member; those behind it move up. */
  void remove(Bytes name) {
    Integer place = places.remove(name);
    if (place == null) {
      return;
    }
    members.remove(place.intValue());
    for (int i = place; i < members.size(); i++) {
      places.put(members.get(i).name(), i);
    }
  }

  /** Removes a member; the last one takes its place, as RedisJSON's hash tables have it. */
  void swapOut(Bytes name) {
    Integer place = places.remove(name);
    if (place == null) {
      return;
    }
    Member last = members.remove(members.size() - 1);
    if (place < members.size()) {
      members.set(place, last);
      places.put(last.name(), place);
    }
  }

  void clear() {
    members.clear();
    places.clear();
  }

  @Override
  public JsonObject copy() {
    JsonObject copy = new JsonObject();
    members.forEach(member -> copy.put(member.name(), member.value().copy()));
    return copy;
  }
}
