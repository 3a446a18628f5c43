package io.fakeredis.core.value;

import io.fakeredis.api.Bytes;
import io.fakeredis.core.dict.Dict;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A hash table: any number of members in no particular order. */
final class HashedMembers implements SetMembers {
  private static final int SAMPLES = 5;

  private final Dict<Dict.Node> members;

  HashedMembers(Dict<Dict.Node> members) {
    this.members = members;
  }

  @Override
  public SetValue.Encoding encoding() {
    return SetValue.Encoding.HASHTABLE;
  }

  Dict.Shape shape() {
    return members.shape();
  }

  @Override
  public int size() {
    return members.size();
  }

  @Override
  public boolean contains(Bytes member) {
    return members.contains(member);
  }

  @Override
  public boolean add(Bytes member) {
    if (members.contains(member)) {
      return false;
    }
    members.add(new Dict.Node(member));
    return true;
  }

  @Override
  public boolean remove(Bytes member) {
    return members.remove(member) != null;
  }

  @Override
  public Bytes random(RandomGenerator random) {
    Dict.@Nullable Node node = members.random(random);
    if (node == null) {
      throw new IllegalStateException("an empty set has no random member");
    }
    return node.key();
  }

  @Override
  public long scan(long cursor, Consumer<Bytes> visitor) {
    return members.scan(cursor, node -> visitor.accept(node.key()));
  }

  @Override
  public HashedMembers copy() {
    HashedMembers copy = new HashedMembers(members.emptyTwin());
    for (Dict.Node node : members) {
      copy.members.add(new Dict.Node(node.key()));
    }
    return copy;
  }

  @Override
  public long memory() {
    long sampled = 0;
    int samples = 0;
    Iterator<Bytes> all = iterator();
    while (all.hasNext() && samples < SAMPLES) {
      sampled += Malloc.string(all.next().length());
      samples++;
    }
    return Malloc.table(size()) + (samples == 0 ? 0 : sampled * size() / samples);
  }

  @Override
  public Iterator<Bytes> iterator() {
    Iterator<Dict.Node> nodes = members.iterator();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return nodes.hasNext();
      }

      @Override
      public Bytes next() {
        return nodes.next().key();
      }
    };
  }
}
