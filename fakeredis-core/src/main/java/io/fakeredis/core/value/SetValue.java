package io.fakeredis.core.value;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Feature;
import io.fakeredis.api.MemberTimes;
import io.fakeredis.api.Membered;
import io.fakeredis.api.Numbers;
import io.fakeredis.api.Settings;
import io.fakeredis.api.ValueType;
import io.fakeredis.core.dict.Dict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A set: an intset while all members are integers, a listpack while it is small, or a hash table.
 */
public final class SetValue implements Iterable<Bytes>, Membered {
  public static final ValueType<SetValue> TYPE = new SetType();

  private static final Feature LISTPACK = Feature.since("SET.listpack-encoding", "7.2");
  private static final int OBJECT_SIZE = 16;

  /** A large part of a set is drawn by leaving the rest, a small one member by member. */
  private static final int LARGE_PART = 3;

  private static final int LARGE_POP = 5;

  /** The ways in which the real server keeps a set. */
  public enum Encoding {
    INTSET,
    LISTPACK,
    HASHTABLE
  }

  private final Settings settings;
  private SetMembers members;
  private final MemberTimes times = new MemberTimes();

  private SetValue(Settings settings, SetMembers members) {
    this.settings = settings;
    this.members = members;
  }

  /** An empty set of that encoding, which changes as members are added. */
  public static SetValue of(Encoding encoding, Settings settings) {
    return new SetValue(settings, membersOf(encoding, settings));
  }

  private static SetMembers membersOf(Encoding encoding, Settings settings) {
    return switch (encoding) {
      case INTSET -> new IntegerMembers();
      case LISTPACK -> new PackedMembers();
      case HASHTABLE -> new HashedMembers(new Dict<>(settings.profile()));
    };
  }

  public Encoding encoding() {
    return members.encoding();
  }

  /** How many bytes a member of an intset takes; 0 in other encodings. */
  public int integerWidth() {
    return members instanceof IntegerMembers integers ? integers.width() : 0;
  }

  /** How the hash table looks; null if the set is none. */
  public Dict.@Nullable Shape shape() {
    return members instanceof HashedMembers table ? table.shape() : null;
  }

  @Override
  public int size() {
    return members.size();
  }

  public boolean isEmpty() {
    return members.size() == 0;
  }

  public boolean contains(Bytes member) {
    return members.contains(member);
  }

  /** Chooses the encoding for so many members about to be added, of which this is the first. */
  public void expect(Bytes first, int count) {
    if (isEmpty()) {
      members = membersOf(encodingFor(first, count), settings);
    } else if (hasListpacks() && count > limit(encoding())) {
      convert(Encoding.HASHTABLE);
    }
  }

  private Encoding encodingFor(Bytes first, int count) {
    boolean integer = Numbers.isLong(first);
    if (!hasListpacks()) {
      return integer ? Encoding.INTSET : Encoding.HASHTABLE;
    }
    if (integer && count <= limit(Encoding.INTSET)) {
      return Encoding.INTSET;
    }
    return count <= limit(Encoding.LISTPACK) ? Encoding.LISTPACK : Encoding.HASHTABLE;
  }

  private boolean hasListpacks() {
    return settings.has(LISTPACK);
  }

  /** How many members the encoding may have. */
  private long limit(Encoding encoding) {
    return switch (encoding) {
      case INTSET -> settings.number("set-max-intset-entries");
      case LISTPACK -> settings.number("set-max-listpack-entries");
      case HASHTABLE -> Long.MAX_VALUE;
    };
  }

  /** Adds the member; false if it is there already. */
  public boolean add(Bytes member) {
    return switch (encoding()) {
      case INTSET -> Numbers.isLong(member) ? addInteger(member) : addWord(member);
      case LISTPACK -> addToListpack(member);
      case HASHTABLE -> members.add(member);
    };
  }

  private boolean addInteger(Bytes member) {
    boolean added = members.add(member);
    if (added && members.size() > limit(Encoding.INTSET)) {
      convert(Encoding.HASHTABLE);
    }
    return added;
  }

  private boolean addWord(Bytes member) {
    convert(fitsListpack(member) && fitsListpack() ? Encoding.LISTPACK : Encoding.HASHTABLE);
    return members.add(member);
  }

  private boolean addToListpack(Bytes member) {
    if (members.contains(member)) {
      return false;
    }
    if (!fitsListpack(member)) {
      convert(Encoding.HASHTABLE);
    }
    return members.add(member);
  }

  /** Whether one member more makes no listpack too large. */
  private boolean fitsListpack(Bytes member) {
    return hasListpacks()
        && members.size() < limit(Encoding.LISTPACK)
        && member.length() <= settings.number("set-max-listpack-value");
  }

  /** Whether no integer of the intset is too long. */
  private boolean fitsListpack() {
    if (!(members instanceof IntegerMembers integers) || isEmpty()) {
      return true;
    }
    int longest = Math.max(Numbers.length(integers.lowest()), Numbers.length(integers.highest()));
    return longest <= settings.number("set-max-listpack-value");
  }

  /** Passes to that encoding, which must be able to hold the members. */
  public void convert(Encoding encoding) {
    if (encoding() != encoding) {
      SetMembers converted = membersOf(encoding, settings);
      members.forEach(converted::add);
      members = converted;
    }
  }

  /** Makes a set of integers an intset, if it is not too large. */
  void compact() {
    if (members.size() <= limit(Encoding.INTSET)) {
      convert(Encoding.INTSET);
    }
  }

  /** Removes the member; false if it is not there. */
  public boolean remove(Bytes member) {
    return members.remove(member);
  }

  @Override
  public boolean hasMember(Bytes member) {
    return contains(member);
  }

  @Override
  public boolean removeMember(Bytes member) {
    return remove(member);
  }

  @Override
  public MemberTimes memberTimes() {
    return times;
  }

  /** A member by chance; the set must not be empty. */
  public Bytes random(RandomGenerator random) {
    return members.random(random);
  }

  /** So many different members by chance, or all of them if there are no more. */
  public List<Bytes> sample(long count, RandomGenerator random) {
    if (count >= size()) {
      return all();
    }
    if (encoding() == Encoding.LISTPACK) {
      return inOrder((int) count, random);
    }
    return count * LARGE_PART > size() ? shuffled((int) count, random) : drawn((int) count, random);
  }

  private List<Bytes> all() {
    List<Bytes> all = new ArrayList<>(size());
    forEach(all::add);
    return all;
  }

  /** Walks through the members and takes each with the chance that makes all subsets as likely. */
  private List<Bytes> inOrder(int count, RandomGenerator random) {
    List<Bytes> sample = new ArrayList<>(count);
    int left = size();
    for (Bytes member : members) {
      if (random.nextInt(left--) < count - sample.size()) {
        sample.add(member);
      }
    }
    return sample;
  }

  private List<Bytes> shuffled(int count, RandomGenerator random) {
    List<Bytes> all = all();
    for (int i = 0; i < count; i++) {
      Collections.swap(all, i, i + random.nextInt(all.size() - i));
    }
    return all.subList(0, count);
  }

  private List<Bytes> drawn(int count, RandomGenerator random) {
    Set<Bytes> drawn = new LinkedHashSet<>();
    while (drawn.size() < count) {
      drawn.add(members.random(random));
    }
    return new ArrayList<>(drawn);
  }

  /** Takes a member by chance from a set that is not empty. */
  public Bytes pop(RandomGenerator random) {
    Bytes member = members.random(random);
    members.remove(member);
    return member;
  }

  /**
   * Takes so many members by chance, fewer than there are. Of nearly all members the real server
   * chooses those that stay, and makes a new set of them.
   */
  public List<Bytes> pop(int count, RandomGenerator random) {
    int rest = size() - count;
    if ((long) rest * LARGE_POP <= count) {
      return popAllBut(sample(rest, random));
    }
    List<Bytes> popped = new ArrayList<>(count);
    if (encoding() == Encoding.LISTPACK) {
      popped.addAll(sample(count, random));
      popped.forEach(members::remove);
    } else {
      while (popped.size() < count) {
        popped.add(pop(random));
      }
    }
    return popped;
  }

  private List<Bytes> popAllBut(List<Bytes> kept) {
    kept.forEach(members::remove);
    List<Bytes> popped = all();
    boolean integers = encoding() == Encoding.INTSET || !hasListpacks();
    members = membersOf(integers ? Encoding.INTSET : Encoding.LISTPACK, settings);
    kept.forEach(this::add);
    return popped;
  }

  /** Removes all members. */
  public void clear() {
    members = membersOf(encoding(), settings);
  }

  /** Visits a part of the members, as {@code SSCAN} does; 0 means that there are no more. */
  public long scan(long cursor, Consumer<Bytes> visitor) {
    return members.scan(cursor, visitor);
  }

  @Override
  public Iterator<Bytes> iterator() {
    return members.iterator();
  }

  private static final class SetType implements ValueType<SetValue> {
    @Override
    public String name() {
      return "set";
    }

    @Override
    public char eventClass() {
      return 's';
    }

    @Override
    public SetValue create(Settings settings) {
      return of(Encoding.INTSET, settings);
    }

    @Override
    public boolean isEmpty(SetValue set) {
      return set.isEmpty();
    }

    @Override
    public String encoding(SetValue set, Settings settings) {
      return set.encoding().name().toLowerCase(Locale.ROOT);
    }

    @Override
    public SetValue copy(SetValue set) {
      SetValue copy = new SetValue(set.settings, set.members.copy());
      copy.times.addAll(set.times);
      return copy;
    }

    @Override
    public long nextExpiry(SetValue set) {
      return set.times.next();
    }

    @Override
    public @Nullable String expire(SetValue set, long now, List<Bytes> gone) {
      boolean any = set.times.expire(set, now);
      return any && !set.isEmpty() ? "srem" : null;
    }

    @Override
    public long memory(SetValue set) {
      return OBJECT_SIZE + set.members.memory();
    }

    @Override
    public String toString() {
      return name();
    }
  }
}
