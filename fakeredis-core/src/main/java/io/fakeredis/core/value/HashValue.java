package io.fakeredis.core.value;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Database;
import io.fakeredis.api.Feature;
import io.fakeredis.api.MemberTimes;
import io.fakeredis.api.Membered;
import io.fakeredis.api.Settings;
import io.fakeredis.api.ValueType;
import io.fakeredis.core.dict.Dict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A hash: fields with values, each of which may expire on its own.
 *
 * <p>A small hash keeps its fields in one list, in the order in which they came; once one of them
 * was given a time to live, in the order of these times. A large one is a table. What has expired
 * stays until somebody takes it away, and whoever reads must look.
 */
public final class HashValue implements Iterable<HashValue.Field>, Membered {
  public static final ValueType<HashValue> TYPE = new HashType();

  /** Since 7.2 a command that sets many fields at once passes to the table beforehand. */
  private static final Feature EXPECTS_SIZE = Feature.since("HSET.expects-size", "7.2");

  /** Before 7.0 just the commands that {@link #expect} fields look at lengths. */
  private static final Feature CHECKS_LENGTH = Feature.since("HINCRBY.checks-length", "7.0");

  /** Hashes that share the names of their fields. */
  static final Feature TEMPLATES = Feature.since("HASH.templates", "8.10");

  /** By how many milliseconds the time must move that the server is to look for expired fields. */
  private static final long LEAST_MOVE = 4000;

  private static final Comparator<Field> BY_EXPIRY =
      Comparator.<Field>comparingLong(field -> field.expiresAt).thenComparing(Field::compareKeyTo);

  /** Null once it is a table. */
  private @Nullable List<Field> packed = new ArrayList<>(4);

  private final Dict<Field> table;

  /** The fields of the table that expire, the next one first. */
  private @Nullable NavigableSet<Field> expiring;

  private boolean packsExpiry;

  /** Not null if the fields of the list are ordered by name. */
  private @Nullable HashTemplate template;

  private final MemberTimes times = new MemberTimes();

  /** When the server is going to look for expired fields. */
  private long awaited = Database.NEVER;

  HashValue(Dict<Field> table) {
    this.table = table;
  }

  /** A field with its value; its name is the {@link #key}. */
  public static final class Field extends Dict.Node {
    private byte[] value;
    private long expiresAt = Database.NEVER;

    private Field(Bytes name, Bytes value) {
      super(name);
      this.value = value.array();
    }

    public Bytes value() {
      return Bytes.wrap(value);
    }

    /** In milliseconds since 1970, or {@link Database#NEVER}. */
    public long expiresAt() {
      return expiresAt;
    }

    public boolean expires() {
      return expiresAt != Database.NEVER;
    }

    public boolean isExpired(long now) {
      return expires() && expiresAt < now;
    }
  }

  /** How the hash table looks; null if the hash is none. */
  public Dict.@Nullable Shape shape() {
    return packed == null ? table.shape() : null;
  }

  /** How many fields there are, expired ones that nobody has taken away included. */
  @Override
  public int size() {
    return packed == null ? table.size() : packed.size();
  }

  public boolean isEmpty() {
    return size() == 0;
  }

  /** Whether it is in a compact encoding. */
  public boolean isPacked() {
    return packed != null;
  }

  /** Whether a compact encoding has room for times to live. */
  public boolean packsExpiry() {
    return packed != null && packsExpiry;
  }

  /** The field, expired or not; null if there is none of that name. */
  public @Nullable Field get(Bytes name) {
    if (packed == null) {
      return table.get(name);
    }
    int index = indexOf(packed, name);
    return index < 0 ? null : packed.get(index);
  }

  private int indexOf(List<Field> fields, Bytes name) {
    return template == null ? search(fields, name) : HashTemplate.indexOf(fields, name);
  }

  private static int search(List<Field> fields, Bytes name) {
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).hasKey(name)) {
        return i;
      }
    }
    return -1;
  }

  /** Sets a field; whether it expires stays as it was. */
  public Field put(Bytes name, Bytes value, Settings settings) {
    if (packed != null && template != null) {
      return put(packed, template, new Field(name, value), settings);
    }
    if (packed != null && settings.has(CHECKS_LENGTH)) {
      keepPackedOnlyIf(Math.max(name.length(), value.length()) <= longestWord(settings));
    }
    Field field = get(name);
    if (field != null) {
      field.value = value.array();
      return field;
    }
    keepPackedOnlyIf(packed != null && size() < mostEntries(settings));
    Field added = new Field(name, value);
    if (packed == null) {
      table.add(added);
    } else {
      packed.add(added);
    }
    return added;
  }

  private Field put(List<Field> fields, HashTemplate before, Field added, Settings settings) {
    int index = HashTemplate.indexOf(fields, added.key());
    if (index < 0) {
      fields.add(-index - 1, added);
    } else {
      fields.get(index).value = added.value;
    }
    template = before.with(added.value(), fields.size(), settings);
    return index < 0 ? added : fields.get(index);
  }

  /** Shares the names of its fields with other hashes from now on. */
  public void useTemplate(Settings settings) {
    List<Field> fields = new ArrayList<>(size());
    forEach(fields::add);
    fields.forEach(field -> table.remove(field.key()));
    HashTemplate.sort(fields);
    packed = fields;
    template = HashTemplate.of(fields, fields.size(), settings);
  }

  /** Whether it shares the names of its fields with other hashes. */
  public boolean usesTemplate() {
    return template != null;
  }

  @Nullable HashTemplate template() {
    return template;
  }

  /** Tells that a command is about to set the fields and values of the list. */
  public void expect(List<Bytes> fieldsAndValues, Settings settings) {
    if (packed == null || template != null) {
      return;
    }
    boolean few =
        fieldsAndValues.size() / 2 <= mostEntries(settings) || !settings.has(EXPECTS_SIZE);
    keepPackedOnlyIf(few && longest(fieldsAndValues) <= longestWord(settings));
  }

  private static int longest(List<Bytes> words) {
    int longest = 0;
    for (Bytes word : words) {
      longest = Math.max(longest, word.length());
    }
    return longest;
  }

  private static long longestWord(Settings settings) {
    return settings.number("hash-max-listpack-value");
  }

  private static long mostEntries(Settings settings) {
    return settings.number("hash-max-listpack-entries");
  }

  private void keepPackedOnlyIf(boolean small) {
    List<Field> fields = packed;
    if (small || fields == null) {
      return;
    }
    packed = null;
    for (Field field : fields) {
      table.add(field);
      if (field.expires()) {
        expiring().add(field);
      }
    }
  }

  private NavigableSet<Field> expiring() {
    NavigableSet<Field> fields = expiring;
    if (fields == null) {
      fields = new TreeSet<>(BY_EXPIRY);
      expiring = fields;
    }
    return fields;
  }

  /** Passes to the compact encoding that has room for times to live, if it is in the other one. */
  public void packExpiry() {
    keepPackedOnlyIf(template != HashTemplate.ARRAY);
    template = null;
    packsExpiry = true;
  }

  /**
   * Lets a field expire at that time, for which a compact encoding without room is given up.
   *
   * @param at milliseconds since 1970, or {@link Database#NEVER}
   */
  public void expire(Field field, long at) {
    keepPackedOnlyIf(packsExpiry || at == Database.NEVER);
    long earlier = field.expiresAt;
    if (packed == null) {
      if (field.expires()) {
        expiring().remove(field);
      }
      field.expiresAt = at;
      if (field.expires()) {
        expiring().add(field);
      }
    } else {
      packed.remove(field);
      field.expiresAt = at;
      packed.add(placeFor(packed, at), field);
    }
    if (field.expires()) {
      await(earlier == Database.NEVER ? at : Math.min(earlier, at));
    }
  }

  /** Moves the appointment with the server, if a field had it or will, and not for a little. */
  private void await(long concerned) {
    long next = nextExpiry();
    boolean stays =
        awaited != Database.NEVER && (awaited < concerned || Math.abs(awaited - next) < LEAST_MOVE);
    awaited = stays ? awaited : next;
  }

  /** In front of those that expire at the same time or later; behind all if it is never. */
  private static int placeFor(List<Field> fields, long at) {
    int index = 0;
    while (index < fields.size()
        && (at == Database.NEVER
            || (fields.get(index).expires() && fields.get(index).expiresAt < at))) {
      index++;
    }
    return index;
  }

  /** Removes a field; whether there was one. */
  public boolean remove(Bytes name) {
    boolean removed = packed == null ? removeFromTable(name) : removeFrom(packed, name);
    if (removed && nextExpiry() == Database.NEVER) {
      awaited = Database.NEVER;
    }
    return removed;
  }

  private boolean removeFrom(List<Field> fields, Bytes name) {
    int index = indexOf(fields, name);
    if (index >= 0) {
      fields.remove(index);
    }
    return index >= 0;
  }

  private boolean removeFromTable(Bytes name) {
    Field removed = table.remove(name);
    if (removed != null && removed.expires()) {
      expiring().remove(removed);
    }
    return removed != null;
  }

  @Override
  public boolean hasMember(Bytes member) {
    return get(member) != null;
  }

  @Override
  public boolean removeMember(Bytes member) {
    return remove(member);
  }

  @Override
  public MemberTimes memberTimes() {
    return times;
  }

  /** Removes the fields that have expired, and names them. */
  public List<Bytes> removeExpired(long now) {
    List<Bytes> names = new ArrayList<>();
    if (packed != null) {
      packed.removeIf(field -> field.isExpired(now) && names.add(field.key()));
    } else if (expiring != null) {
      while (!expiring.isEmpty() && expiring.first().isExpired(now)) {
        Field expired = expiring.pollFirst();
        names.add(expired.key());
        table.remove(expired);
      }
    }
    awaited = nextExpiry();
    return names;
  }

  /**
   * When the server is going to look for expired fields, or {@link Database#NEVER}. It looks in
   * vain if the field lives longer by then: only removing fields makes it think again.
   */
  public long awaited() {
    return awaited;
  }

  /** When the next field expires, in milliseconds since 1970, or {@link Database#NEVER}. */
  public long nextExpiry() {
    if (packed != null) {
      return packed.isEmpty() || !packsExpiry ? Database.NEVER : packed.get(0).expiresAt;
    }
    return expiring == null || expiring.isEmpty() ? Database.NEVER : expiring.first().expiresAt;
  }

  /** A field by chance; null if there is none. */
  public @Nullable Field random(RandomGenerator random) {
    if (packed == null) {
      return table.random(random);
    }
    return packed.isEmpty() ? null : packed.get(random.nextInt(packed.size()));
  }

  /** Visits some fields, as {@link Dict#scan} does; all of them in a compact encoding. */
  public long scan(long cursor, Consumer<Field> visitor) {
    if (packed == null) {
      return table.scan(cursor, visitor);
    }
    packed.forEach(visitor);
    return 0;
  }

  /** All fields, expired or not, in the order of the encoding. */
  @Override
  public Iterator<Field> iterator() {
    return packed == null ? table.iterator() : packed.iterator();
  }

  HashValue copy() {
    HashValue copy = new HashValue(table.emptyTwin());
    copy.packsExpiry = packsExpiry;
    copy.template = template;
    copy.awaited = awaited;
    if (packed == null) {
      copy.packed = null;
    }
    for (Field field : this) {
      copy.adopt(field);
    }
    copy.times.addAll(times);
    return copy;
  }

  private void adopt(Field original) {
    Field field = new Field(original.key(), original.value());
    field.expiresAt = original.expiresAt;
    if (packed != null) {
      packed.add(field);
      return;
    }
    table.add(field);
    if (field.expires()) {
      expiring().add(field);
    }
  }
}
