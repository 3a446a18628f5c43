package io.fakeredis.core.rdb;

import static io.fakeredis.core.rdb.RdbChecks.check;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Numbers;
import io.fakeredis.core.value.StreamEntry;
import io.fakeredis.core.value.StreamId;
import io.fakeredis.core.value.StreamNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The listpack of a node: how many entries are there and deleted, the field names of the first one
 * and a zero; then for each entry its flags, its ID as the distance from the node's, its fields and
 * the number of elements that this took.
 */
final class StreamNodeFormat {
  private static final int DELETED = 1;
  private static final int SAME_FIELDS = 2;

  /** Flags and the two halves of the ID. */
  private static final int ENTRY_HEAD = 3;

  private StreamNodeFormat() {}

  static byte[] write(StreamNode node) {
    Listpack listpack = new Listpack();
    listpack.add(node.live()).add(node.entries().size() - node.live());
    listpack.add(node.masterNames().size());
    node.masterNames().forEach(listpack::add);
    listpack.add(0);
    node.entries().forEach(entry -> write(entry, node, listpack));
    return listpack.toArray();
  }

  private static void write(StreamEntry entry, StreamNode node, Listpack listpack) {
    boolean same = entry.hasMasterNames();
    listpack.add((entry.isDeleted() ? DELETED : 0) | (same ? SAME_FIELDS : 0));
    listpack.add(entry.id().ms() - node.master().ms());
    listpack.add(entry.id().seq() - node.master().seq());
    List<Bytes> fields = entry.fields();
    if (!same) {
      listpack.add(fields.size() / 2);
    }
    for (int i = same ? 1 : 0; i < fields.size(); i += same ? 2 : 1) {
      listpack.add(fields.get(i));
    }
    listpack.add(ENTRY_HEAD + (same ? fields.size() / 2 : fields.size() + 1));
  }

  /**
   * Reads the node of that ID.
   *
   * @throws RuntimeException of any kind if the listpack is not that of a node
   */
  static StreamNode read(StreamId master, Bytes listpack) {
    Iterator<Bytes> elements = Listpack.elements(listpack).iterator();
    long live = number(elements);
    long deleted = number(elements);
    List<Bytes> names = take(elements, number(elements));
    check(number(elements) == 0, "a node's first entry that does not end");
    StreamNode node = StreamNode.empty(master, names);
    while (elements.hasNext()) {
      readEntry(elements, node);
    }
    check(!node.entries().isEmpty() && node.live() == live, "a node of another count");
    check(node.entries().size() == live + deleted, "a node of another count");
    return node;
  }

  private static void readEntry(Iterator<Bytes> elements, StreamNode node) {
    long flags = number(elements);
    StreamId id =
        new StreamId(node.master().ms() + number(elements), node.master().seq() + number(elements));
    boolean same = (flags & SAME_FIELDS) != 0;
    List<Bytes> fields =
        same ? withNames(node.masterNames(), elements) : take(elements, 2 * number(elements));
    check(!fields.isEmpty(), "an entry without fields");
    number(elements); // how many elements the entry takes
    boolean first = node.entries().isEmpty();
    check(id.compareTo(first ? node.master() : last(node)) >= (first ? 0 : 1), "an ID too low");
    node.restore(id, fields, (flags & DELETED) != 0);
  }

  /** The highest ID in the node. */
  static StreamId last(StreamNode node) {
    return node.entries().get(node.entries().size() - 1).id();
  }

  private static List<Bytes> withNames(List<Bytes> names, Iterator<Bytes> elements) {
    List<Bytes> fields = new ArrayList<>(2 * names.size());
    for (Bytes name : names) {
      fields.add(name);
      fields.add(elements.next());
    }
    return fields;
  }

  private static List<Bytes> take(Iterator<Bytes> elements, long count) {
    List<Bytes> taken = new ArrayList<>();
    for (long left = count; left > 0; left--) {
      taken.add(elements.next());
    }
    return taken;
  }

  private static long number(Iterator<Bytes> elements) {
    return Numbers.parseLong(elements.next());
  }
}
