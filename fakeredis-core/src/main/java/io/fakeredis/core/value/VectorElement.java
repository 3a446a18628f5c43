package io.fakeredis.core.value;

import io.fakeredis.api.Bytes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A member of a vector set: a node of the graph, linked to its neighbours on each level. */
public final class VectorElement {
  private final Bytes name;
  private final long id;
  private final float length;
  private final QuantizedVector vector;
  private final List<List<VectorElement>> links = new ArrayList<>();
  private @Nullable Bytes attributes;
  private int index;

  /**
   * Made with the number of the node.
   *
   * @param length what the vector has been divided by
   */
  VectorElement(Bytes name, long id, QuantizedVector vector, float length, int level) {
    this.name = name;
    this.id = id;
    this.vector = vector;
    this.length = length;
    for (int i = 0; i <= level; i++) {
      links.add(new ArrayList<>());
    }
  }

  public Bytes name() {
    return name;
  }

  long id() {
    return id;
  }

  /** The length of the vector as it was given. */
  public float length() {
    return length;
  }

  public QuantizedVector vector() {
    return vector;
  }

  /** The text, JSON as a rule, that clients have attached. */
  public @Nullable Bytes attributes() {
    return attributes;
  }

  void attributes(@Nullable Bytes text) {
    attributes = text;
  }

  /** The highest level of the graph on which the node stands. */
  public int level() {
    return links.size() - 1;
  }

  /** The neighbours on a level. */
  public List<VectorElement> links(int level) {
    return Collections.unmodifiableList(links.get(level));
  }

  float distance(VectorElement other) {
    return vector.distance(other.vector);
  }

  /** The score of similarity that replies show: 1 for the same direction, 0 for the opposite. */
  public double similarity(VectorElement other) {
    return similarity(distance(other));
  }

  static double similarity(float distance) {
    return 1.0 - distance / 2.0;
  }

  boolean isLinked(VectorElement other, int level) {
    return links.get(level).contains(other);
  }

  void link(VectorElement other, int level) {
    links.get(level).add(other);
    other.links.get(level).add(this);
  }

  /** Links just this node to the other one; whoever restores a graph sees to the way back. */
  void restoreLink(VectorElement other, int level) {
    links.get(level).add(other);
  }

  void unlink(VectorElement other, int level) {
    links.get(level).remove(other);
    other.links.get(level).remove(this);
  }

  /** The place among all members of the set, for picking one by chance. */
  int index() {
    return index;
  }

  void index(int place) {
    index = place;
  }
}
