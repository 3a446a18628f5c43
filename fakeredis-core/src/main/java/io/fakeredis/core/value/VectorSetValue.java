package io.fakeredis.core.value;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.ValueType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A vector set: elements with vectors, found by their direction. */
public final class VectorSetValue {
  public static final ValueType<VectorSetValue> TYPE = new VectorSetType();

  private final long uid;
  private final int dimension;
  private final Quantization quantization;
  private final @Nullable Projection projection;
  private final DotProduct product;
  private final VectorGraph graph;
  private final NavigableMap<Bytes, VectorElement> elements = new TreeMap<>();
  private final List<VectorElement> members = new ArrayList<>();
  private long lastId;
  private int attributed;

  /**
   * An empty set.
   *
   * @param uid its number among all vector sets that the server has made
   * @param dimension of the vectors that it keeps
   * @param links the parameter M of the graph
   * @param product how vectors are compared
   */
  public VectorSetValue(
      long uid,
      int dimension,
      Quantization quantization,
      int links,
      @Nullable Projection projection,
      DotProduct product) {
    this.uid = uid;
    this.dimension = dimension;
    this.quantization = quantization;
    this.projection = projection;
    this.product = product;
    this.graph = new VectorGraph(links);
  }

  public long uid() {
    return uid;
  }

  public int dimension() {
    return dimension;
  }

  public Quantization quantization() {
    return quantization;
  }

  public @Nullable Projection projection() {
    return projection;
  }

  /** The parameter M of the graph. */
  public int links() {
    return graph.linksWanted();
  }

  /** The highest level of the graph. */
  public int level() {
    return graph.level();
  }

  public int size() {
    return members.size();
  }

  /** How many elements have attributes. */
  public int attributed() {
    return attributed;
  }

  /** The number of the newest node. */
  public long lastId() {
    return lastId;
  }

  public @Nullable VectorElement get(Bytes name) {
    return elements.get(name);
  }

  /** The elements whose names stand between the two; null for no bound. */
  public Collection<Bytes> names(
      @Nullable Bytes start, boolean startIncluded, @Nullable Bytes end, boolean endIncluded) {
    if (start != null && end != null && start.compareTo(end) > 0) {
      return List.of();
    }
    NavigableMap<Bytes, VectorElement> range = elements;
    range = start == null ? range : range.tailMap(start, startIncluded);
    if (start != null && end != null && start.equals(end) && !(startIncluded && endIncluded)) {
      return List.of();
    }
    range = end == null ? range : range.headMap(end, endIncluded);
    return Collections.unmodifiableSet(range.navigableKeySet());
  }

  /** Any element, each as likely as the others; the set must not be empty. */
  public VectorElement random(RandomGenerator random) {
    return members.get(random.nextInt(members.size()));
  }

  /** All elements, in no particular order. */
  public List<VectorElement> members() {
    return Collections.unmodifiableList(members);
  }

  /**
   * Adds an element, or gives it another vector; it keeps its attributes then.
   *
   * @param effort how many candidates for neighbours are looked at
   * @return the element as it is now
   */
  public VectorElement add(Bytes name, float[] vector, int effort, RandomGenerator random) {
    VectorElement old = elements.get(name);
    Bytes attributes = old == null ? null : old.attributes();
    if (old != null) {
      unlink(old);
    }
    float[] unit = projected(vector);
    float length = normalise(unit);
    VectorElement added =
        new VectorElement(
            name,
            ++lastId,
            quantization.quantize(unit, product),
            length,
            VectorGraph.randomLevel(random));
    added.attributes(attributes);
    added.index(members.size());
    members.add(added);
    elements.put(name, added);
    graph.add(added, effort);
    return added;
  }

  /** A vector as a payload has it. */
  QuantizedVector vector(Bytes raw, float range) {
    return quantization.restore(raw, dimension, range, product);
  }

  /** Adds an element as a payload has it; once all are there, {@link #restored} ends that. */
  void restore(VectorElement element) {
    element.index(members.size());
    members.add(element);
    elements.put(element.name(), element);
    lastId = Math.max(lastId, element.id());
  }

  void restored() {
    graph.restore(members);
  }

  /** Removes an element if it is there. */
  public boolean remove(Bytes name) {
    VectorElement removed = elements.remove(name);
    if (removed == null) {
      return false;
    }
    attributed -= removed.attributes() == null ? 0 : 1;
    unlink(removed);
    return true;
  }

  private void unlink(VectorElement element) {
    VectorElement last = members.remove(members.size() - 1);
    if (last != element) {
      members.set(element.index(), last);
      last.index(element.index());
    }
    graph.remove(element, members);
  }

  /** Gives the element attributes, or takes them away. */
  public void attributes(VectorElement element, @Nullable Bytes attributes) {
    attributed += (attributes == null ? 0 : 1) - (element.attributes() == null ? 0 : 1);
    element.attributes(attributes);
  }

  /** Whether a vector of that dimension can be compared with those of the set. */
  public boolean takes(int length) {
    return length == dimension || (projection != null && length == projection.inputs());
  }

  private float[] projected(float[] vector) {
    return projection == null ? vector.clone() : projection.apply(vector);
  }

  /** Divides the vector by its length, which is returned; 1 for a vector without any. */
  private static float normalise(float[] vector) {
    float sum = DotProduct.square(vector);
    if (sum == 0) {
      return 1;
    }
    float length = (float) Math.sqrt(sum);
    for (int i = 0; i < vector.length; i++) {
      vector[i] /= length;
    }
    return length;
  }

  /** The vector in the form in which the set can compare it with its own. */
  public QuantizedVector query(float[] vector) {
    return quantized(vector.length == dimension ? vector.clone() : projected(vector));
  }

  /** As {@link #query}, for the vector of an element. */
  public QuantizedVector query(VectorElement element) {
    return quantized(original(element));
  }

  private QuantizedVector quantized(float[] vector) {
    normalise(vector);
    return quantization.quantize(vector, product);
  }

  /** The vector of an element as it was given, as far as the set has kept it. */
  public float[] original(VectorElement element) {
    float[] values = element.vector().values();
    if (quantization != Quantization.BIN) {
      for (int i = 0; i < values.length; i++) {
        values[i] *= element.length();
      }
    }
    return values;
  }

  /**
   * The nearest elements that a walk through the graph finds, the nearest first.
   *
   * @param effort how many candidates are kept on the way
   * @param visits after how many elements the walk ends at the latest
   */
  public List<VectorMatch> search(
      QuantizedVector query, int effort, int visits, Predicate<VectorElement> filter) {
    return graph.search(query, effort, visits, filter);
  }

  /** All elements that pass the filter, the nearest first, of equal ones the oldest. */
  public List<VectorMatch> scan(QuantizedVector query, Predicate<VectorElement> filter) {
    List<VectorMatch> matches = new ArrayList<>();
    for (VectorElement element : members) {
      if (filter.test(element)) {
        matches.add(VectorMatch.of(element, query, -element.id()));
      }
    }
    matches.sort(VectorMatch.NEAREST_FIRST);
    return matches;
  }
}
