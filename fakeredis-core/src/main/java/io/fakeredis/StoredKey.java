package io.fakeredis;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Database;
import io.fakeredis.api.Settings;
import io.fakeredis.core.engine.Engine;
import io.fakeredis.core.value.Representation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A key that a server holds.
 *
 * @param database the number of the database
 * @param key its name
 * @param type as TYPE tells it: {@code "hash"}
 * @param encoding as OBJECT ENCODING tells it: {@code "listpack"}
 * @param expiresAt when it will expire, if it will
 */
public record StoredKey(
    int database, Bytes key, String type, String encoding, Optional<Instant> expiresAt) {

  static List<StoredKey> all(Engine engine) {
    List<StoredKey> all = new ArrayList<>();
    for (int i = 0; i < engine.keyspace().count(); i++) {
      Database database = engine.keyspace().database(i);
      for (Bytes name : names(database)) {
        Database.Stored stored = database.stored(name);
        if (stored != null) {
          all.add(of(database, name, stored, engine.settings()));
        }
      }
    }
    return all;
  }

  /** The names of a database's keys, sorted. */
  static List<Bytes> names(Database database) {
    List<Bytes> names = new ArrayList<>();
    database.forEach(names::add);
    names.sort(null);
    return names;
  }

  private static StoredKey of(
      Database database, Bytes key, Database.Stored stored, Settings settings) {
    Optional<Instant> expiry =
        stored.expiresAt() == Database.NEVER
            ? Optional.empty()
            : Optional.of(Instant.ofEpochMilli(stored.expiresAt()));
    String encoding = Representation.encoding(settings, stored);
    return new StoredKey(database.index(), key, stored.type().name(), encoding, expiry);
  }
}
