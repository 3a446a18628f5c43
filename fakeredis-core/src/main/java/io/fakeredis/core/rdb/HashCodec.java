package io.fakeredis.core.rdb;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Database;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Numbers;
import io.fakeredis.api.Settings;
import io.fakeredis.api.ValueType;
import io.fakeredis.core.value.HashValue;
import io.fakeredis.core.value.HashValue.Field;
import java.util.ArrayList;
import java.util.List;

/** Hashes, with the times at which their fields expire. */
final class HashCodec implements ValueCodec<HashValue> {
  /** Looks into every payload, as others do if sanitize-dump-payload says so. */
  private static final Feature SANITIZES = Feature.since("RESTORE.sanitizes", "valkey 9.1");

  private static final Bytes NO_EXPIRY = Bytes.of(0);

  @Override
  public ValueType<HashValue> type() {
    return HashValue.TYPE;
  }

  /** Listpacks with a template are written as arrays: their own type names a server's template. */
  @Override
  public RdbType rdbType(HashValue hash, Settings settings) {
    if (hash.usesTemplate()) {
      return RdbType.HASH_TEMPLATE_ARRAY;
    }
    if (!hash.isPacked()) {
      return tableType(hash, settings);
    }
    if (hash.packsExpiry()) {
      return RdbType.HASH_2.isKnown(settings) ? RdbType.HASH_2 : RdbType.HASH_LISTPACK_EX;
    }
    return RdbType.HASH_LISTPACK.isKnown(settings) ? RdbType.HASH_LISTPACK : RdbType.HASH_ZIPLIST;
  }

  private static RdbType tableType(HashValue hash, Settings settings) {
    if (hash.nextExpiry() == Database.NEVER) {
      return RdbType.HASH;
    }
    return RdbType.HASH_2.isKnown(settings) ? RdbType.HASH_2 : RdbType.HASH_METADATA;
  }

  @Override
  public void write(HashValue hash, RdbType as, RdbWriter out, Settings settings) {
    switch (as) {
      case HASH_LISTPACK -> out.string(Listpack.of(elements(hash, false)));
      case HASH_ZIPLIST -> out.string(Ziplist.of(elements(hash, false)));
      case HASH_LISTPACK_EX -> {
        out.millis(Math.max(hash.awaited(), 0));
        out.string(Listpack.of(elements(hash, true)));
      }
      default -> writeTable(hash, as, out);
    }
  }

  private static List<Bytes> elements(HashValue hash, boolean withExpiry) {
    List<Bytes> elements = new ArrayList<>();
    for (Field field : hash) {
      elements.add(field.key());
      elements.add(field.value());
      if (withExpiry) {
        elements.add(field.expires() ? Bytes.of(field.expiresAt()) : NO_EXPIRY);
      }
    }
    return elements;
  }

  private static void writeTable(HashValue hash, RdbType as, RdbWriter out) {
    long first = hash.nextExpiry();
    if (as == RdbType.HASH_METADATA) {
      out.millis(first);
    }
    out.length(hash.size());
    for (Field field : hash) {
      if (as == RdbType.HASH_METADATA) {
        out.length(field.expires() ? field.expiresAt() - first + 1 : 0);
      }
      out.string(field.key());
      out.string(field.value());
      if (as == RdbType.HASH_2) {
        out.millis(field.expiresAt());
      }
    }
  }

  /** A field as it was read. */
  private record Loaded(Bytes name, Bytes value, long expiresAt) {}

  @Override
  public HashValue read(RdbType as, RdbReader in, Settings settings) {
    HashValue hash = HashValue.TYPE.create(settings);
    List<Loaded> fields =
        switch (as) {
          case HASH_ZIPMAP -> fields(Zipmap.elements(in.string()));
          case HASH_ZIPLIST -> fields(Ziplist.elements(in.string()));
          case HASH_LISTPACK -> fields(Listpack.elements(in.string()));
          case HASH_LISTPACK_EX -> {
            in.millis();
            yield expiringFields(Listpack.elements(in.string()));
          }
          default -> readTable(as, in);
        };
    if (as == RdbType.HASH_LISTPACK_EX || as == RdbType.HASH_METADATA) {
      hash.packExpiry();
    }
    putAll(hash, fields, settings);
    if (as == RdbType.HASH_TEMPLATE_ARRAY) {
      hash.useTemplate(settings);
    }
    return hash;
  }

  private static List<Loaded> fields(List<Bytes> elements) {
    RdbChecks.check(elements.size() % 2 == 0, "a field without a value");
    List<Loaded> fields = new ArrayList<>(elements.size() / 2);
    for (int i = 0; i < elements.size(); i += 2) {
      fields.add(new Loaded(elements.get(i), elements.get(i + 1), Database.NEVER));
    }
    return fields;
  }

  private static List<Loaded> expiringFields(List<Bytes> elements) {
    RdbChecks.check(elements.size() % 3 == 0, "a field without a value or a time");
    List<Loaded> fields = new ArrayList<>(elements.size() / 3);
    for (int i = 0; i < elements.size(); i += 3) {
      long at = Numbers.parseLong(elements.get(i + 2));
      RdbChecks.check(at >= 0, "a field that expires before 1970");
      fields.add(new Loaded(elements.get(i), elements.get(i + 1), at == 0 ? Database.NEVER : at));
    }
    return fields;
  }

  private static List<Loaded> readTable(RdbType as, RdbReader in) {
    long first = as == RdbType.HASH_METADATA ? in.millis() : 0;
    List<Loaded> fields = new ArrayList<>();
    for (int left = in.count(); left > 0; left--) {
      long later = as == RdbType.HASH_METADATA ? in.length() : 0;
      long expiresAt = later == 0 ? Database.NEVER : first + later - 1;
      Bytes name = in.string();
      Bytes value = in.string();
      fields.add(new Loaded(name, value, as == RdbType.HASH_2 ? in.millis() : expiresAt));
    }
    return fields;
  }

  private static void putAll(HashValue hash, List<Loaded> loaded, Settings settings) {
    List<Bytes> namesAndValues = new ArrayList<>();
    for (Loaded field : loaded) {
      namesAndValues.add(field.name());
      namesAndValues.add(field.value());
    }
    hash.expect(namesAndValues, settings);
    for (Loaded field : loaded) {
      put(hash, field, settings);
    }
    for (int i = loaded.size() - 1; i >= 0; i--) { // of equal times, the last to be set comes first
      expire(hash, loaded.get(i));
    }
  }

  /** Most servers let a field occur twice in a compact encoding, where the first one is found. */
  private static void put(HashValue hash, Loaded loaded, Settings settings) {
    boolean isNew = hash.get(loaded.name()) == null;
    RdbChecks.check(isNew || (hash.isPacked() && !settings.has(SANITIZES)), "a field twice");
    if (isNew) {
      hash.put(loaded.name(), loaded.value(), settings);
    }
  }

  private static void expire(HashValue hash, Loaded loaded) {
    Field field = hash.get(loaded.name());
    if (field != null && loaded.expiresAt() != Database.NEVER) {
      RdbChecks.check(loaded.expiresAt() >= 0, "a field that expires before 1970");
      hash.expire(field, loaded.expiresAt());
    }
  }
}
