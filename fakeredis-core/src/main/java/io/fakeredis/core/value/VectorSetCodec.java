package io.fakeredis.core.value;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.ModuleCodec;
import io.fakeredis.api.Settings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Vector sets in DUMP payloads and RDB files: the elements with their links, the newest first. */
final class VectorSetCodec implements ModuleCodec<VectorSetValue> {
  private static final int HAS_PROJECTION = 1;
  private static final int HAS_ATTRIBUTES = 2;
  private static final int LINKS_SHIFT = 8;

  /** Says that the worst link of each level is told, too. */
  private static final long TELLS_WORST = 1L << 24;

  private static final int MOST_LEVELS = 16;

  @Override
  public String name() {
    return "vectorset";
  }

  @Override
  public int version() {
    return 0;
  }

  @Override
  public void save(VectorSetValue set, Writer out) {
    out.unsigned(set.dimension());
    out.unsigned(set.size());
    out.unsigned(set.quantization().number() | (long) set.links() << LINKS_SHIFT);
    boolean hasAttributes = set.attributed() > 0;
    Projection projection = set.projection();
    out.unsigned((projection == null ? 0 : HAS_PROJECTION) | (hasAttributes ? HAS_ATTRIBUTES : 0));
    if (projection != null) {
      out.unsigned(projection.inputs());
      out.string(projection.matrix());
    }
    List<VectorElement> newestFirst = new ArrayList<>(set.members());
    newestFirst.sort(Comparator.comparingLong(VectorElement::id).reversed());
    for (VectorElement element : newestFirst) {
      out.string(element.name());
      if (hasAttributes) {
        Bytes attributes = element.attributes();
        out.string(attributes == null ? Bytes.EMPTY : attributes);
      }
      out.string(element.vector().raw());
      saveNode(element, set, out);
    }
  }

  private static void saveNode(VectorElement element, VectorSetValue set, Writer out) {
    List<Long> numbers = new ArrayList<>();
    numbers.add(element.id());
    numbers.add(element.level() | TELLS_WORST);
    for (int level = 0; level <= element.level(); level++) {
      List<VectorElement> links = element.links(level);
      numbers.add((long) links.size());
      numbers.add(set.links() * (level == 0 ? 2L : 1L));
      links.forEach(linked -> numbers.add(linked.id()));
      numbers.add(worst(element, links));
    }
    float range = element.vector() instanceof ByteVector bytes ? bytes.range() : 0;
    numbers.add(pair(Float.floatToRawIntBits(range), Float.floatToRawIntBits(element.length())));
    out.unsigned(numbers.size());
    numbers.forEach(out::unsigned);
  }

  /** The distance of the farthest neighbour and its place among the links. */
  private static long worst(VectorElement element, List<VectorElement> links) {
    int place = 0;
    float distance = 0;
    for (int i = 0; i < links.size(); i++) {
      float other = element.distance(links.get(i));
      if (other > distance) {
        distance = other;
        place = i;
      }
    }
    return links.isEmpty() ? 0 : pair(Float.floatToRawIntBits(distance), place);
  }

  private static long pair(int high, int low) {
    return (long) high << Integer.SIZE | (low & 0xffffffffL);
  }

  /** A node while those that it is linked to may still have to be read. */
  private record Loaded(VectorElement element, List<List<Long>> links) {}

  @Override
  public VectorSetValue load(Reader in, int version, Settings settings) {
    check(version == 0);
    int dimension = size(in);
    long count = in.unsigned();
    long configuration = in.unsigned();
    Quantization quantization = Quantization.of((int) configuration & 0xff);
    int links = (int) (configuration >>> LINKS_SHIFT) & 0xffff;
    long flags = in.unsigned();
    Projection projection = (flags & HAS_PROJECTION) == 0 ? null : projection(in, dimension);
    DotProduct product = DotProduct.of(settings);
    VectorSetValue set = new VectorSetValue(0, dimension, quantization, links, projection, product);
    Map<Long, Loaded> nodes = new HashMap<>();
    for (long i = 0; i < count; i++) {
      Bytes name = in.string();
      Bytes attributes = (flags & HAS_ATTRIBUTES) == 0 ? Bytes.EMPTY : in.string();
      Loaded node = loadNode(name, set, in);
      check(nodes.put(node.element().id(), node) == null && set.get(name) == null);
      set.restore(node.element());
      set.attributes(node.element(), attributes.isEmpty() ? null : attributes);
    }
    nodes.values().forEach(node -> connect(node, nodes));
    nodes.values().forEach(VectorSetCodec::checkLinks);
    set.restored();
    return set;
  }

  private static int size(Reader in) {
    long size = in.unsigned();
    check(size > 0 && size <= Integer.MAX_VALUE);
    return (int) size;
  }

  private static Projection projection(Reader in, int outputs) {
    int inputs = size(in);
    Bytes matrix = in.string();
    check(matrix.length() == (long) inputs * outputs * Float.BYTES);
    Projection projection = new Projection(inputs, outputs);
    check(projection.matrix().equals(matrix));
    return projection;
  }

  private static Loaded loadNode(Bytes name, VectorSetValue set, Reader in) {
    Bytes raw = in.string();
    List<Long> numbers = new ArrayList<>();
    for (long left = in.unsigned(); left > 0; left--) {
      numbers.add(in.unsigned());
    }
    long head = numbers.get(1);
    int level = (int) head & 0xff;
    check((head & TELLS_WORST) != 0 && level < MOST_LEVELS);
    List<List<Long>> links = new ArrayList<>();
    int at = 2;
    for (int i = 0; i <= level; i++) {
      int end = at + 2 + Math.toIntExact(numbers.get(at));
      links.add(numbers.subList(at + 2, end));
      at = end + 1; // behind the worst link, which is found again
    }
    long sizes = numbers.get(at);
    check(at == numbers.size() - 1);
    float range = Float.intBitsToFloat((int) (sizes >>> Integer.SIZE));
    float length = Float.intBitsToFloat((int) sizes);
    QuantizedVector vector = set.vector(raw, range);
    return new Loaded(new VectorElement(name, numbers.get(0), vector, length, level), links);
  }

  private static void connect(Loaded node, Map<Long, Loaded> nodes) {
    for (int level = 0; level < node.links().size(); level++) {
      for (long id : node.links().get(level)) {
        Loaded other = nodes.get(id);
        if (other == null || id == node.element().id()) {
          throw new IllegalArgumentException("a link to nowhere");
        }
        node.element().restoreLink(other.element(), level);
      }
    }
  }

  /** All links go both ways, and none is there twice. */
  private static void checkLinks(Loaded node) {
    VectorElement element = node.element();
    for (int level = 0; level <= element.level(); level++) {
      List<VectorElement> links = element.links(level);
      check(links.stream().distinct().count() == links.size());
      for (VectorElement other : links) {
        check(other.level() >= level && other.isLinked(element, level));
      }
    }
  }

  private static void check(boolean sound) {
    if (!sound) {
      throw new IllegalArgumentException("an unsound vector set");
    }
  }
}
