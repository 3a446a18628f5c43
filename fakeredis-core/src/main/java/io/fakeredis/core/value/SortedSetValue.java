package io.fakeredis.core.value;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Doubles;
import io.fakeredis.api.Feature;
import io.fakeredis.api.MemberTimes;
import io.fakeredis.api.Membered;
import io.fakeredis.api.Settings;
import io.fakeredis.api.ValueType;
import io.fakeredis.core.dict.Dict;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A sorted set: members with scores, found by name, by rank and by score. */
public final class SortedSetValue implements Iterable<SortedSetValue.Member>, Membered {
  public static final ValueType<SortedSetValue> TYPE = new SortedSetType();

  /** Ziplists kept {@code -0} as a text; for listpacks it is the integer 0. */
  private static final Feature DROPS_NEGATIVE_ZERO =
      Feature.since("ZADD.listpack-drops-negative-zero", "7.0");

  /** Since 7.2 a command that is about to add many members chooses the encoding beforehand. */
  private static final Feature EXPECTS_SIZE = Feature.since("ZADD.expects-size", "7.2");

  /** Since then it looks at all of them, even those that are not added in the end. */
  private static final Feature EXPECTS_LENGTHS =
      Feature.since("ZADD.expects-lengths", "valkey 8.1");

  private final Dict<Member> members;
  private final RankTree order = new RankTree();
  private boolean listpack;
  private final MemberTimes times = new MemberTimes();

  private SortedSetValue(Dict<Member> members, boolean listpack) {
    this.members = members;
    this.listpack = listpack;
  }

  /** A member with its score; its name is the {@link #key}. */
  public static final class Member extends Dict.Node {
    private double score;

    Member(Bytes name, double score) {
      super(name);
      this.score = score;
    }

    public double score() {
      return score;
    }
  }

  /** An empty sorted set that keeps every score as it is, until it is {@link #settle settled}. */
  public static SortedSetValue unsettled(Settings settings) {
    return new SortedSetValue(new Dict<>(settings.profile()), false);
  }

  /**
   * Passes to the compact encoding if that is allowed for so many members of such lengths, as a
   * command does that makes a sorted set at one go.
   */
  public SortedSetValue settle(Settings settings) {
    listpack = size() <= mostEntries(settings) && longest() <= longestMember(settings);
    if (listpack && settings.has(DROPS_NEGATIVE_ZERO)) {
      for (Member member : this) {
        member.score += 0.0; // makes 0 of -0
      }
    }
    return this;
  }

  private int longest() {
    int longest = 0;
    for (Member member : this) {
      longest = Math.max(longest, member.key().length());
    }
    return longest;
  }

  private static long mostEntries(Settings settings) {
    return settings.number("zset-max-listpack-entries");
  }

  private static long longestMember(Settings settings) {
    return settings.number("zset-max-listpack-value");
  }

  /** Tells which members a command may add. */
  public void expect(List<Bytes> names, Settings settings) {
    expect(names.size(), names.get(0).length(), settings);
    if (settings.has(EXPECTS_LENGTHS)) {
      listpack &= names.stream().allMatch(name -> name.length() <= longestMember(settings));
    }
  }

  /** Tells how many members a command may add; how long the first is matters for a new set. */
  public void expect(int count, int length, Settings settings) {
    if (listpack && settings.has(EXPECTS_SIZE)) {
      listpack =
          count <= mostEntries(settings) && (!isEmpty() || length <= longestMember(settings));
    }
  }

  /** How the hash table looks; null if the sorted set has none. */
  public Dict.@Nullable Shape shape() {
    return isListpack() ? null : members.shape();
  }

  @Override
  public int size() {
    return members.size();
  }

  public boolean isEmpty() {
    return members.isEmpty();
  }

  /** Whether it is in the compact encoding. */
  public boolean isListpack() {
    return listpack;
  }

  /** Gives the compact encoding up. */
  public void unpack() {
    listpack = false;
  }

  public @Nullable Member get(Bytes name) {
    return members.get(name);
  }

  /** Gives the member that score, adding it if need be. */
  public void put(Bytes name, double score, Settings settings) {
    Member member = members.get(name);
    if (member == null) {
      makeRoom(name, settings);
      member = new Member(name, stored(score, settings));
      members.add(member);
      order.insert(member);
    } else {
      move(member, stored(score, settings));
    }
  }

  private void makeRoom(Bytes name, Settings settings) {
    if (listpack) {
      listpack = size() < mostEntries(settings) && name.length() <= longestMember(settings);
    }
  }

  private double stored(double score, Settings settings) {
    return score == 0 && listpack && settings.has(DROPS_NEGATIVE_ZERO) ? 0 : score;
  }

  private void move(Member member, double score) {
    order.remove(member);
    member.score = score;
    order.insert(member);
  }

  public void remove(Member member) {
    order.remove(member);
    members.remove(member);
  }

  @Override
  public boolean hasMember(Bytes member) {
    return members.get(member) != null;
  }

  @Override
  public boolean removeMember(Bytes name) {
    Member member = members.get(name);
    if (member != null) {
      remove(member);
    }
    return member != null;
  }

  @Override
  public MemberTimes memberTimes() {
    return times;
  }

  /** Removes the members with ranks from the first number to before the second. */
  public void removeRange(int from, int to) {
    List<Member> range = new ArrayList<>();
    Iterator<Member> members = upFrom(from);
    for (int i = from; i < to && members.hasNext(); i++) {
      range.add(members.next());
    }
    range.forEach(this::remove);
  }

  /** The member of the lowest rank; null if there is none. */
  public @Nullable Member first() {
    return order.first();
  }

  /** The member of the highest rank; null if there is none. */
  public @Nullable Member last() {
    return order.last();
  }

  /** The member of that rank, counted from 0; null if there are not so many. */
  public @Nullable Member at(int rank) {
    return order.at(rank);
  }

  /** How many members are in front of that one. */
  public int rank(Member member) {
    return order.rank(member);
  }

  /** How many members fulfil the condition, if all that do are in front of all that do not. */
  public int countWhile(Predicate<Member> condition) {
    return order.countWhile(condition);
  }

  /** A member by chance; null if there is none. */
  public @Nullable Member random(RandomGenerator random) {
    return listpack && !isEmpty()
        ? order.at(random.nextInt(members.size()))
        : members.random(random);
  }

  /** Visits some members, as {@link Dict#scan} does; all of them in the compact encoding. */
  public long scan(long cursor, Consumer<Member> visitor) {
    if (!listpack) {
      return members.scan(cursor, visitor);
    }
    forEach(visitor);
    return 0;
  }

  /** The members in the order of their ranks. */
  @Override
  public Iterator<Member> iterator() {
    return upFrom(0);
  }

  /** The members from that rank up to the highest. The set must not change meanwhile. */
  public Iterator<Member> upFrom(int rank) {
    return order.upFrom(rank);
  }

  /** The members from that rank down to the lowest. The set must not change meanwhile. */
  public Iterator<Member> downFrom(int rank) {
    return order.downFrom(rank);
  }

  private SortedSetValue copy() {
    SortedSetValue copy = new SortedSetValue(members.emptyTwin(), listpack);
    for (Member member : this) {
      Member twin = new Member(member.key(), member.score);
      copy.members.add(twin);
      copy.order.insert(twin);
    }
    copy.times.addAll(times);
    return copy;
  }

  private static final class SortedSetType implements ValueType<SortedSetValue> {
    private static final Feature LISTPACK = Feature.since("ENCODING.listpack", "7.0");
    private static final int SAMPLES = 5;
    private static final int OBJECT = 16;

    /** The list with its first node, which has all levels. */
    private static final int SKIPLIST = 688;

    /** A node of an average height. */
    private static final int SKIPLIST_NODE = 52;

    @Override
    public String name() {
      return "zset";
    }

    @Override
    public char eventClass() {
      return 'z';
    }

    @Override
    public SortedSetValue create(Settings settings) {
      return new SortedSetValue(new Dict<>(settings.profile()), mostEntries(settings) > 0);
    }

    @Override
    public boolean isEmpty(SortedSetValue value) {
      return value.isEmpty();
    }

    @Override
    public String encoding(SortedSetValue value, Settings settings) {
      if (!value.listpack) {
        return "skiplist";
      }
      return settings.has(LISTPACK) ? "listpack" : "ziplist";
    }

    @Override
    public SortedSetValue copy(SortedSetValue value) {
      return value.copy();
    }

    @Override
    public long memory(SortedSetValue value) {
      return OBJECT + (value.listpack ? packedMemory(value) : skipListMemory(value));
    }

    private static long packedMemory(SortedSetValue value) {
      long bytes = Packing.LISTPACK.emptySize();
      for (Member member : value) {
        bytes += Packing.LISTPACK.entrySize(member.key());
        bytes += Packing.LISTPACK.entrySize(Bytes.latin(Doubles.shortest(member.score)));
      }
      return Malloc.size(bytes);
    }

    private static long skipListMemory(SortedSetValue value) {
      long sampled = 0;
      int samples = 0;
      for (Member member : value) {
        sampled += SKIPLIST_NODE + Malloc.string(member.key().length());
        if (++samples == SAMPLES) {
          break;
        }
      }
      return SKIPLIST
          + Malloc.table(value.size())
          + (samples == 0 ? 0 : sampled * value.size() / samples);
    }

    @Override
    public long nextExpiry(SortedSetValue value) {
      return value.times.next();
    }

    /** KeyDB tells of no event here. */
    @Override
    public @Nullable String expire(SortedSetValue value, long now, List<Bytes> gone) {
      value.times.expire(value, now);
      return null;
    }

    @Override
    public String toString() {
      return name();
    }
  }
}
