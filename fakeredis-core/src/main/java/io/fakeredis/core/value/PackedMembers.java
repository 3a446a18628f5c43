package io.fakeredis.core.value;

import io.fakeredis.api.Bytes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.random.RandomGenerator;

/** A listpack: few members in the order in which they came. */
final class PackedMembers implements SetMembers {
  private final List<Bytes> members;

  PackedMembers() {
    this(new ArrayList<>(4));
  }

  private PackedMembers(List<Bytes> members) {
    this.members = members;
  }

  @Override
  public SetValue.Encoding encoding() {
    return SetValue.Encoding.LISTPACK;
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
    return !members.contains(member) && members.add(member);
  }

  @Override
  public boolean remove(Bytes member) {
    return members.remove(member);
  }

  @Override
  public Bytes random(RandomGenerator random) {
    return members.get(random.nextInt(members.size()));
  }

  @Override
  public PackedMembers copy() {
    return new PackedMembers(new ArrayList<>(members));
  }

  @Override
  public long memory() {
    long bytes = Packing.LISTPACK.emptySize();
    for (Bytes member : members) {
      bytes += Packing.LISTPACK.entrySize(member);
    }
    return bytes;
  }

  @Override
  public Iterator<Bytes> iterator() {
    return Collections.unmodifiableList(members).iterator();
  }
}
