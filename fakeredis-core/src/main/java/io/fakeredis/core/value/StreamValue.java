package io.fakeredis.core.value;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Profile;
import io.fakeredis.api.Settings;
import io.fakeredis.api.ValueType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A stream: entries in the order of their IDs, kept in nodes of neighbouring ones as the real
 * server's radix tree of listpacks keeps them, and the groups that read it.
 */
public final class StreamValue {
  public static final ValueType<StreamValue> TYPE = new StreamType();

  private static final Feature COUNTS_DELETED = Feature.since("STREAM.node-counts-deleted", "6.2");
  private static final Feature ZERO_IS_UNLIMITED =
      Feature.since("STREAM.node-of-unlimited-bytes", "6.2");
  private static final Feature COUNTS_LEFT_LAG = Feature.since("STREAM.lag-of-what-is-left", "7.2");

  /** Valkey minds entries that were deleted in front of all that are left, too. */
  private static final Feature MINDS_ALL_GAPS =
      Feature.since("STREAM.gaps-before-what-is-left", "valkey 8.1");

  /** Whatever the settings say, a listpack has to stay below this. */
  private static final long LISTPACK_LIMIT = 1L << 30;

  private final NavigableMap<StreamId, StreamNode> nodes = new TreeMap<>();
  private final NavigableMap<Bytes, StreamGroup> groups = new TreeMap<>();
  private final StreamProducers producers;
  private final StreamOverhead overhead;
  private @Nullable StreamNode tail;
  private long length;
  private StreamId lastId = StreamId.MIN;
  private StreamId maxDeletedId = StreamId.MIN;
  private long entriesAdded;

  StreamValue(StreamProducers producers, StreamOverhead overhead) {
    this.producers = producers;
    this.overhead = overhead;
  }

  StreamOverhead overhead() {
    return overhead;
  }

  /** How many bytes the entries of the last node take. */
  long tailBytes() {
    return tail == null ? 0 : tail.bytes();
  }

  /** How many entries there are. */
  public long length() {
    return length;
  }

  /** The highest ID that an entry ever had, or that was set. */
  public StreamId lastId() {
    return lastId;
  }

  /** The highest ID of an entry that was deleted by its ID; {@link StreamId#MIN} if none was. */
  public StreamId maxDeletedId() {
    return maxDeletedId;
  }

  /** How many entries were ever added. */
  public long entriesAdded() {
    return entriesAdded;
  }

  /** Sets what the stream tells of its past. */
  public void setHistory(StreamId newLastId, StreamId newMaxDeletedId, long newEntriesAdded) {
    lastId = newLastId;
    maxDeletedId = newMaxDeletedId;
    entriesAdded = newEntriesAdded;
  }

  /** The nodes in order. */
  public Collection<StreamNode> nodes() {
    return Collections.unmodifiableCollection(nodes.values());
  }

  /** The groups by name. */
  public NavigableMap<Bytes, StreamGroup> groups() {
    return Collections.unmodifiableNavigableMap(groups);
  }

  public @Nullable StreamGroup group(Bytes name) {
    return groups.get(name);
  }

  public void addGroup(StreamGroup group) {
    groups.put(group.name(), group);
  }

  public boolean removeGroup(Bytes name) {
    return groups.remove(name) != null;
  }

  /** What the stream remembers by now of producers who number their messages. */
  public StreamProducers producers(long now) {
    producers.forget(now);
    return producers;
  }

  /**
   * Adds an entry at the end.
   *
   * @param id higher than {@link #lastId}
   * @param fields fields and values in turn
   */
  public void append(StreamId id, List<Bytes> fields, Settings settings) {
    StreamNode node = tail;
    if (node == null || isFull(node, fields, settings)) {
      if (node != null) {
        node.complete();
      }
      node = new StreamNode(id, fields);
      nodes.put(id, node);
      tail = node;
    }
    node.append(id, fields);
    length++;
    entriesAdded++;
    lastId = id;
  }

  /** Adds a node as a payload has it, behind all others; it tells nothing of the stream's past. */
  public void restore(StreamNode node) {
    nodes.put(node.master(), node);
    tail = node;
    length += node.live();
  }

  private static boolean isFull(StreamNode node, List<Bytes> fields, Settings settings) {
    long bytes = node.bytes();
    for (Bytes field : fields) {
      bytes += field.length();
    }
    if (bytes >= maxBytes(settings)) {
      return true;
    }
    long maxEntries = settings.number("stream-node-max-entries");
    int count = settings.has(COUNTS_DELETED) ? node.entries().size() : node.live();
    return maxEntries > 0 && count >= maxEntries;
  }

  private static long maxBytes(Settings settings) {
    long maxBytes = settings.number("stream-node-max-bytes");
    boolean unlimited = maxBytes == 0 && settings.has(ZERO_IS_UNLIMITED);
    return unlimited ? LISTPACK_LIMIT : Math.min(maxBytes, LISTPACK_LIMIT);
  }

  /** The entry of that ID, null if there is none. */
  public @Nullable StreamEntry find(StreamId id) {
    var found = nodes.floorEntry(id);
    return found == null ? null : found.getValue().find(id);
  }

  /** Deletes the entry of that ID; false if there is none. */
  public boolean delete(StreamId id) {
    var found = nodes.floorEntry(id);
    StreamEntry entry = found == null ? null : found.getValue().find(id);
    if (entry == null) {
      return false;
    }
    found.getValue().delete(entry);
    length--;
    if (found.getValue().live() == 0) {
      nodes.remove(found.getKey());
      findTail();
    }
    if (id.compareTo(maxDeletedId) > 0) {
      maxDeletedId = id;
    }
    return true;
  }

  private void findTail() {
    tail = nodes.isEmpty() ? null : nodes.lastEntry().getValue();
  }

  /** Whether a group has yet to read the entry, or to acknowledge it. */
  public boolean isNeeded(StreamId id) {
    for (StreamGroup group : groups.values()) {
      if (group.needs(id)) {
        return true;
      }
    }
    return false;
  }

  /** Takes the entry off the pending ones of all groups. */
  public void dropReferences(StreamId id) {
    groups.values().forEach(group -> group.acknowledge(id));
  }

  /**
   * Trims entries off the start.
   *
   * @return how many
   */
  public long trim(StreamTrim trim) {
    long before = length;
    Iterator<StreamNode> all = nodes.values().iterator();
    while (all.hasNext()) {
      StreamNode node = all.next();
      if (trim.limit() > 0 && before - length + node.live() > trim.limit()) {
        break;
      }
      boolean whole = trim.takesWholeNodes() && trim.bound().exceededBy(node, length);
      if (whole) {
        length -= node.live();
        all.remove();
      } else if ((trim.approximate() && trim.takesWholeNodes()) || !trimWithin(node, trim)) {
        break;
      } else if (node.live() == 0) {
        all.remove();
      }
    }
    findTail();
    return before - length;
  }

  /** Trims entries of a node; false if it met one that stays, and so do all that follow. */
  private boolean trimWithin(StreamNode node, StreamTrim trim) {
    for (StreamEntry entry : node.entries()) {
      if (!trim.bound().exceededBy(entry.id(), length)) {
        return false;
      }
      if (!entry.isDeleted() && mayGo(entry.id(), trim.references())) {
        node.delete(entry);
        length--;
      }
    }
    return true;
  }

  private boolean mayGo(StreamId id, StreamReferences references) {
    if (references == StreamReferences.DELREF) {
      dropReferences(id);
    }
    return references != StreamReferences.ACKED || !isNeeded(id);
  }

  /** The first entry, null if there is none. */
  public @Nullable StreamEntry first() {
    return first(StreamId.MIN, StreamId.MAX, false);
  }

  /** The last entry, null if there is none. */
  public @Nullable StreamEntry last() {
    return first(StreamId.MIN, StreamId.MAX, true);
  }

  private @Nullable StreamEntry first(StreamId from, StreamId to, boolean reverse) {
    List<StreamEntry> found = range(from, to, 1, reverse);
    return found.isEmpty() ? null : found.get(0);
  }

  /**
   * The entries between two IDs, both included.
   *
   * @param limit how many at most; 0 for all
   * @param reverse whether from the highest to the lowest
   */
  public List<StreamEntry> range(StreamId from, StreamId to, long limit, boolean reverse) {
    List<StreamEntry> found = new ArrayList<>();
    visit(
        from,
        to,
        reverse,
        entry -> {
          found.add(entry);
          return found.size() != limit;
        });
    return found;
  }

  /** Shows entries to the visitor until it has seen enough. */
  private void visit(StreamId from, StreamId to, boolean reverse, Predicate<StreamEntry> visitor) {
    if (from.compareTo(to) > 0) {
      return;
    }
    StreamId start = nodes.floorKey(from);
    NavigableMap<StreamId, StreamNode> part =
        nodes.subMap(start == null ? from : start, true, to, true);
    for (StreamNode node : (reverse ? part.descendingMap() : part).values()) {
      if (!visit(node, from, to, reverse, visitor)) {
        return;
      }
    }
  }

  private static boolean visit(
      StreamNode node,
      StreamId from,
      StreamId to,
      boolean reverse,
      Predicate<StreamEntry> visitor) {
    int low = node.indexFrom(from);
    int high = node.indexAfter(to);
    for (int i = 0; i < high - low; i++) {
      StreamEntry entry = node.entries().get(reverse ? high - 1 - i : low + i);
      if (!entry.isDeleted() && !visitor.test(entry)) {
        return false;
      }
    }
    return true;
  }

  /** The group has been given the entry, which comes after those that it has read before. */
  public void advance(StreamGroup group, StreamId id, Profile profile) {
    long read = group.entriesRead();
    if (read != StreamGroup.UNKNOWN && countsOn(group, id, profile)) {
      read++;
    } else if (entriesAdded > 0) {
      read = entriesUpTo(id, profile);
    }
    group.moveTo(id, read);
  }

  /** Whether no entry can be missing between the last one that the group was given and this one. */
  private boolean countsOn(StreamGroup group, StreamId id, Profile profile) {
    return profile.has(COUNTS_LEFT_LAG)
        ? group.lastId().compareTo(firstId()) >= 0 && !hasGapsFrom(group.lastId(), profile)
        : !hasGapsFrom(id, profile);
  }

  private static boolean countsLeft(Profile profile) {
    return profile.has(COUNTS_LEFT_LAG) && !profile.has(MINDS_ALL_GAPS);
  }

  /** How many entries the group has not read, if that can be told. */
  public OptionalLong lag(StreamGroup group, Profile profile) {
    if (entriesAdded == 0) {
      return OptionalLong.of(0);
    }
    if (countsLeft(profile) && length == 0) {
      return OptionalLong.of(0);
    }
    StreamId first = firstId();
    boolean allLeft = group.lastId().compareTo(first) < 0 && maxDeletedId.compareTo(first) < 0;
    if (countsLeft(profile) && allLeft) {
      return OptionalLong.of(length);
    }
    long read = group.entriesRead();
    if (read == StreamGroup.UNKNOWN || hasGapsFrom(group.lastId(), profile)) {
      read = entriesUpTo(group.lastId(), profile);
    }
    return read == StreamGroup.UNKNOWN
        ? OptionalLong.empty()
        : OptionalLong.of(entriesAdded - read);
  }

  /** Whether entries from the ID on may have been deleted. */
  private boolean hasGapsFrom(StreamId id, Profile profile) {
    if (length == 0 || maxDeletedId.isZero()) {
      return false;
    }
    boolean matters = profile.has(MINDS_ALL_GAPS) || firstId().compareTo(maxDeletedId) <= 0;
    return matters && id.compareTo(maxDeletedId) <= 0;
  }

  /** How many entries were ever added up to the ID, or {@link StreamGroup#UNKNOWN}. */
  public long entriesUpTo(StreamId id, Profile profile) {
    int toLast = id.compareTo(lastId);
    if (entriesAdded == 0 || (length == 0 && toLast <= 0)) {
      return entriesAdded;
    }
    boolean beforeGap = !id.isZero() && id.compareTo(maxDeletedId) < 0;
    if (toLast > 0 || (beforeGap && profile.has(MINDS_ALL_GAPS))) {
      return StreamGroup.UNKNOWN;
    }
    if (toLast == 0) {
      return entriesAdded;
    }
    StreamId first = firstId();
    int toFirst = id.compareTo(first);
    boolean noGaps = maxDeletedId.isZero() || maxDeletedId.compareTo(first) < 0;
    if (noGaps && toFirst <= 0) {
      return entriesAdded - length + (toFirst == 0 ? 1 : 0);
    }
    return StreamGroup.UNKNOWN;
  }

  /** The ID of the first entry, {@link StreamId#MIN} if there is none. */
  public StreamId firstId() {
    StreamEntry first = first();
    return first == null ? StreamId.MIN : first.id();
  }

  /** How many nodes the real server's radix tree has, in which the IDs of our nodes are keys. */
  public int radixNodes() {
    return nodes.isEmpty() ? 1 : radixNodes(new ArrayList<>(nodes.keySet()), 0);
  }

  /**
   * The tree shares the bytes that its keys have in common: a run of bytes without a branch is one
   * node, a branch is one, and so is the end of each key.
   */
  private static int radixNodes(List<StreamId> keys, int depth) {
    StreamId first = keys.get(0);
    int common = first.commonBytes(keys.get(keys.size() - 1));
    int count = common > depth ? 2 : 1;
    int from = 0;
    while (keys.size() > 1 && from < keys.size()) {
      int to = from + 1;
      while (to < keys.size() && keys.get(to).commonBytes(keys.get(from)) > common) {
        to++;
      }
      count += radixNodes(keys.subList(from, to), common + 1);
      from = to;
    }
    return count;
  }

  StreamValue copy() {
    StreamValue copy = new StreamValue(producers.copy(), overhead);
    nodes.forEach((id, node) -> copy.nodes.put(id, node.copy()));
    copy.findTail();
    groups.values().forEach(group -> copy.addGroup(group.copy()));
    copy.length = length;
    copy.setHistory(lastId, maxDeletedId, entriesAdded);
    return copy;
  }
}
