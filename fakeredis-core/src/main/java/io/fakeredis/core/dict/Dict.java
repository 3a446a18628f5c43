package io.fakeredis.core.dict;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Profile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A hash table of nodes by key with SCAN's guarantee: whoever follows a cursor from 0 back to 0
 * sees every node that was there all the time, however the table grew or shrank meanwhile.
 *
 * <p>Its size is a power of two, and the cursor counts through the buckets with its bits reversed:
 * when the table doubles, the two buckets that one bucket becomes are either both visited or both
 * still to come.
 *
 * @param <N> the nodes, which carry the key and whatever belongs to it
 */
public final class Dict<N extends Dict.Node> implements Iterable<N> {
  /**
   * Valkey 8.1 fills buckets of seven places, each new node the first free one. So a table of one
   * bucket shows its nodes in the order in which they came.
   */
  private static final Feature WIDE_BUCKETS = Feature.since("DICT.wide-buckets", "valkey 8.1");

  private static final int WIDTH = 7;
  private static final int SMALLEST = 4;
  private static final int SAMPLE_SIZE = 15;

  private final int width;
  private final int smallest;
  private @Nullable Node[] buckets;
  private int size;

  /** An empty table as servers of that profile have it. */
  public Dict(Profile profile) {
    boolean wide = profile.has(WIDE_BUCKETS);
    this.width = wide ? WIDTH : 1;
    this.smallest = wide ? 1 : SMALLEST;
    this.buckets = new Node[smallest];
  }

  private Dict(Dict<?> like) {
    this.width = like.width;
    this.smallest = like.smallest;
    this.buckets = new Node[smallest];
  }

  /** An empty table of the same kind. */
  public Dict<N> emptyTwin() {
    return new Dict<>(this);
  }

  /** What the table holds: a key, and the next node of the same bucket. */
  public static class Node {
    private final byte[] key; // nothing in between: most of a look-up's time is the way there
    private final int hash;
    private int place;
    @Nullable Node next;

    public Node(Bytes key) {
      this.key = key.array();
      this.hash = key.hashCode();
    }

    public final Bytes key() {
      return Bytes.wrap(key);
    }

    public final boolean hasKey(Bytes other) {
      return hash == other.hashCode() && Arrays.equals(key, other.array());
    }

    /** Compares the keys, as {@link Bytes#compareTo} does. */
    public final int compareKeyTo(Node other) {
      return Arrays.compareUnsigned(key, other.key);
    }
  }

  /**
   * How the nodes lie in the table.
   *
   * @param chains how many buckets have no node, one, two ... up to the longest chain
   */
  public record Shape(int buckets, int size, List<Integer> chains) {}

  public Shape shape() {
    List<Integer> chains = new ArrayList<>(List.of(0));
    for (Node head : buckets) {
      int length = 0;
      for (Node node = head; node != null; node = node.next) {
        length++;
      }
      while (chains.size() <= length) {
        chains.add(0);
      }
      chains.set(length, chains.get(length) + 1);
    }
    return new Shape(buckets.length, size, chains);
  }

  public int size() {
    return size;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  public @Nullable N get(Bytes key) {
    Node node = buckets[index(key.hashCode())];
    while (node != null && !node.hasKey(key)) {
      node = node.next;
    }
    return node == null ? null : typed(node);
  }

  public boolean contains(Bytes key) {
    return get(key) != null;
  }

  /** Adds a node whose key is not there yet. */
  public void add(N node) {
    if (size >= buckets.length * width) {
      resize(buckets.length * 2);
    }
    link(node);
    size++;
  }

  /** Removes the node of the key and gives it back; null if there is none. */
  public @Nullable N remove(Bytes key) {
    N node = get(key);
    if (node != null) {
      remove(node);
    }
    return node;
  }

  /** Removes a node that is in the table. */
  public void remove(N node) {
    int index = index(((Node) node).hash);
    Node before = null;
    for (Node other = buckets[index]; other != node && other != null; other = other.next) {
      before = other;
    }
    unlink(index, before, node);
  }

  private void unlink(int index, @Nullable Node before, Node node) {
    if (before == null) {
      buckets[index] = node.next;
    } else {
      before.next = node.next;
    }
    node.next = null;
    size--;
    if (buckets.length > smallest && size <= buckets.length * width / 8) {
      resize(buckets.length / 2);
    }
  }

  public void clear() {
    buckets = new Node[smallest];
    size = 0;
  }

  private int index(int hash) {
    return hash & (buckets.length - 1);
  }

  private void link(Node node) {
    int index = index(node.hash);
    if (width == 1) {
      node.next = buckets[index];
      buckets[index] = node;
    } else {
      linkAtFirstFreePlace(index, node);
    }
  }

  private void linkAtFirstFreePlace(int index, Node node) {
    Node before = null;
    Node after = buckets[index];
    node.place = 0;
    while (after != null && after.place == node.place) {
      node.place++;
      before = after;
      after = after.next;
    }
    node.next = after;
    if (before == null) {
      buckets[index] = node;
    } else {
      before.next = node;
    }
  }

  private void resize(int capacity) {
    @Nullable Node[] old = buckets;
    buckets = new Node[capacity];
    for (Node head : old) {
      Node node = head;
      while (node != null) {
        Node next = node.next;
        link(node);
        node = next;
      }
    }
  }

  /**
   * Visits one bucket, and returns the cursor of the next one, or 0 after the last. The visitor may
   * remove what it is shown.
   */
  public long scan(long cursor, Consumer<? super N> visitor) {
    long mask = buckets.length - 1L;
    Node node = buckets[(int) (cursor & mask)];
    while (node != null) {
      Node next = node.next;
      visitor.accept(typed(node));
      node = next;
    }
    return next(cursor, mask);
  }

  /** Adds one to the cursor as if its highest masked bit were the lowest. */
  private static long next(long cursor, long mask) {
    return Long.reverse(Long.reverse(cursor | ~mask) + 1);
  }

  /**
   * A node by chance; null if there is none. As in Redis, it is one of the nodes that follow a
   * bucket taken by chance, which evens out how full single buckets are.
   */
  public @Nullable N random(RandomGenerator random) {
    if (size == 0) {
      return null;
    }
    int bucket = random.nextInt(buckets.length);
    int skip = random.nextInt(Math.min(size, SAMPLE_SIZE));
    while (true) {
      for (Node node = buckets[bucket]; node != null; node = node.next) {
        if (skip-- == 0) {
          return typed(node);
        }
      }
      bucket = (bucket + 1) & (buckets.length - 1);
    }
  }

  /** All nodes; the table must not change meanwhile. */
  @Override
  public Iterator<N> iterator() {
    return new Iterator<>() {
      private int bucket = -1;
      private @Nullable Node node = advance(null);

      private @Nullable Node advance(@Nullable Node from) {
        Node following = from == null ? null : from.next;
        while (following == null && ++bucket < buckets.length) {
          following = buckets[bucket];
        }
        return following;
      }

      @Override
      public boolean hasNext() {
        return node != null;
      }

      @Override
      public N next() {
        Node current = node;
        if (current == null) {
          throw new NoSuchElementException();
        }
        node = advance(current);
        return typed(current);
      }
    };
  }

  @SuppressWarnings("unchecked") // only nodes of type N are ever added
  private N typed(Node node) {
    return (N) node;
  }
}
