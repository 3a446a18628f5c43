package io.fakeredis.api;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.ObjLongConsumer;

/**
 * When the members of a value are to vanish, as KeyDB's EXPIREMEMBER says it. The times belong to
 * names rather than to members: a member that is removed and added again still has its time.
 */
public final class MemberTimes {
  private Map<Bytes, Item> byMember = Map.of();
  private NavigableSet<Item> inOrder = Collections.emptyNavigableSet();
  private boolean used;

  private record Item(long at, Bytes member) implements Comparable<Item> {
    @Override
    public int compareTo(Item other) {
      int order = Long.compare(at, other.at);
      return order == 0 ? member.compareTo(other.member) : order;
    }
  }

  /** Whether any member has ever been given a time. */
  public boolean wereUsed() {
    return used;
  }

  /** When that member is to vanish, in milliseconds since 1970, or {@link Database#NEVER}. */
  public long get(Bytes member) {
    Item item = byMember.get(member);
    return item == null ? Database.NEVER : item.at;
  }

  /** Lets a member vanish at that time; milliseconds since 1970. */
  public void set(Bytes member, long at) {
    if (!used) {
      byMember = new HashMap<>();
      inOrder = new TreeSet<>();
      used = true;
    }
    forget(member);
    Item item = new Item(at, member);
    byMember.put(member, item);
    inOrder.add(item);
  }

  /** Lets a member stay for ever; false if it would have anyway. */
  public boolean forget(Bytes member) {
    Item item = byMember.get(member);
    return item != null && byMember.remove(member, item) && inOrder.remove(item);
  }

  /** When the next member is to vanish, or {@link Database#NEVER}. */
  public long next() {
    return inOrder.isEmpty() ? Database.NEVER : inOrder.first().at;
  }

  /** Removes the members of the value that should have vanished by now; whether there were any. */
  public boolean expire(Membered value, long now) {
    boolean any = false;
    while (!inOrder.isEmpty() && inOrder.first().at < now) {
      Bytes member = inOrder.first().member;
      forget(member);
      any |= value.removeMember(member);
    }
    return any;
  }

  /** Visits all members that have a time, in the order of the times. */
  public void forEach(ObjLongConsumer<Bytes> visitor) {
    inOrder.forEach(item -> visitor.accept(item.member, item.at));
  }

  /** Takes over the times of another value, of which this one's is a copy. */
  public void addAll(MemberTimes others) {
    others.inOrder.forEach(item -> set(item.member, item.at));
  }
}
