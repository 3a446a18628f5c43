package io.fakeredis.module.json;

import io.fakeredis.api.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * A value that a path has found, with the way to it from the root.
 *
 * @param parent the array or object that it is in; null for the root
 * @param name as what it is in an object; null if it is in an array
 * @param index where it is in an array
 */
record Node(@Nullable Node parent, @Nullable Bytes name, int index, Json value) {

  static Node root(Json value) {
    return new Node(null, null, 0, value);
  }

  Node member(Bytes memberName, Json memberValue) {
    return new Node(this, memberName, 0, memberValue);
  }

  Node item(int itemIndex, Json itemValue) {
    return new Node(this, null, itemIndex, itemValue);
  }

  boolean isRoot() {
    return parent == null;
  }

  /** How many arrays and objects it is in. */
  int depth() {
    int depth = 0;
    for (Node node = parent; node != null; node = node.parent) {
      depth++;
    }
    return depth;
  }

  /** What is there now: earlier changes may have put something else there; null for nothing. */
  @Nullable Json find(Document document) {
    if (parent == null) {
      return document.root();
    }
    Json container = parent.find(document);
    if (name != null) {
      return container instanceof JsonObject object ? object.get(name) : null;
    }
    return container instanceof JsonArray array && index < array.size() ? array.get(index) : null;
  }

  /** Puts another value there, if there still is one. */
  void replace(Document document, Json by) {
    if (parent == null) {
      document.root(by);
      return;
    }
    Json container = parent.find(document);
    if (name != null) {
      if (container instanceof JsonObject object && object.get(name) != null) {
        object.put(name, by);
      }
    } else if (container instanceof JsonArray array && index < array.size()) {
      array.set(index, by);
    }
  }
}
