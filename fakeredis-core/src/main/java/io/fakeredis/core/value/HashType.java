package io.fakeredis.core.value;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Database;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Settings;
import io.fakeredis.api.ValueType;
import io.fakeredis.core.dict.Dict;
import io.fakeredis.core.value.HashValue.Field;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The type of hashes. */
final class HashType implements ValueType<HashValue> {
  private static final Feature LISTPACK = Feature.since("ENCODING.listpack", "7.0");
  private static final int SAMPLES = 5;
  private static final int OBJECT = 16;

  /** What a field's time takes in a listpack: a number of eight bytes, or 0 for none. */
  private static final int TIME = 10;

  private static final int NO_TIME = 2;

  /** What the number of a template takes in a listpack. */
  private static final long TEMPLATE_NUMBER = 2;

  @Override
  public String name() {
    return "hash";
  }

  @Override
  public char eventClass() {
    return 'h';
  }

  @Override
  public HashValue create(Settings settings) {
    return new HashValue(new Dict<>(settings.profile()));
  }

  @Override
  public boolean isEmpty(HashValue value) {
    return value.isEmpty();
  }

  @Override
  public String encoding(HashValue value, Settings settings) {
    if (!value.isPacked()) {
      return "hashtable";
    }
    HashTemplate template = value.template();
    if (template != null) {
      return template.encoding();
    }
    if (value.packsExpiry()) {
      return "listpackex";
    }
    return settings.has(LISTPACK) ? "listpack" : "ziplist";
  }

  @Override
  public void settle(HashValue value, Settings settings) {
    if (!value.packsExpiry() && !value.usesTemplate()) {
      boolean wanted = HashTemplate.isWanted(value.size(), settings);
      if (wanted && value.nextExpiry() == Database.NEVER) {
        value.useTemplate(settings);
      }
    }
  }

  @Override
  public HashValue copy(HashValue value) {
    return value.copy();
  }

  @Override
  public long memory(HashValue value) {
    if (value.template() == HashTemplate.ARRAY) {
      return OBJECT + arrayMemory(value);
    }
    return OBJECT + (value.isPacked() ? packedMemory(value) : tableMemory(value));
  }

  private static long packedMemory(HashValue value) {
    long bytes = Packing.LISTPACK.emptySize() + (value.usesTemplate() ? TEMPLATE_NUMBER : 0);
    for (Field field : value) {
      bytes += value.usesTemplate() ? 0 : Packing.LISTPACK.entrySize(field.key());
      bytes += Packing.LISTPACK.entrySize(field.value());
      bytes += value.packsExpiry() ? timeSize(field) : 0;
    }
    return Malloc.size(bytes);
  }

  private static long arrayMemory(HashValue value) {
    long bytes = Malloc.size((1L + value.size()) * Long.BYTES);
    for (Field field : value) {
      bytes += Malloc.string(field.value().length());
    }
    return bytes;
  }

  private static long timeSize(Field field) {
    return field.expires() ? TIME : NO_TIME;
  }

  private static long tableMemory(HashValue value) {
    long sampled = 0;
    int samples = 0;
    Iterator<Field> fields = value.iterator();
    while (fields.hasNext() && samples < SAMPLES) {
      Field field = fields.next();
      sampled += Malloc.string(field.key().length()) + Malloc.string(field.value().length());
      samples++;
    }
    return Malloc.table(value.size()) + (samples == 0 ? 0 : sampled * value.size() / samples);
  }

  @Override
  public long nextExpiry(HashValue value) {
    return value.memberTimes().wereUsed() ? value.memberTimes().next() : value.nextExpiry();
  }

  /** Redis and Valkey tell of fields that have expired, KeyDB does not. */
  @Override
  public @Nullable String expire(HashValue value, long now, List<Bytes> gone) {
    value.memberTimes().expire(value, now);
    gone.addAll(value.removeExpired(now));
    return gone.isEmpty() ? null : "hexpired";
  }

  @Override
  public String toString() {
    return name();
  }
}
