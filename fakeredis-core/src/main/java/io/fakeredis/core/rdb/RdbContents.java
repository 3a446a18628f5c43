package io.fakeredis.core.rdb;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Database;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * What an RDB file holds.
 *
 * @param information what the file tells of the server that wrote it, such as {@code redis-ver}
 * @param libraries the code of the function libraries
 */
public record RdbContents(
    Map<Bytes, Bytes> information, List<Bytes> libraries, List<StoredKey> keys) {
  private static final long SECOND = 1000;

  /** What stands for a number that the file does not tell. */
  static final int UNTOLD = -1;

  /**
   * A key with its value.
   *
   * @param expiresAt milliseconds since 1970, or {@link Database#NEVER}
   * @param idleSeconds seconds since the last access when the file was written, or -1
   * @param frequency the logarithmic access counter, or -1
   */
  public record StoredKey(
      int database,
      Bytes key,
      TypedValue<?> value,
      long expiresAt,
      long idleSeconds,
      int frequency) {

    private void putInto(Database db, long now) {
      value.putInto(db, key);
      db.expireAt(key, expiresAt);
      Database.Stored stored = db.stored(key);
      if (stored != null) {
        db.accessed(
            key,
            idleSeconds == UNTOLD ? now : now - idleSeconds * SECOND,
            frequency == UNTOLD ? stored.frequency() : frequency);
      }
    }
  }

  /**
   * Puts all keys that have not expired into the databases, without events.
   *
   * @param databases gives the database of a number
   */
  public void putInto(IntFunction<Database> databases, long now) {
    for (StoredKey key : keys) {
      if (key.expiresAt() == Database.NEVER || key.expiresAt() > now) {
        key.putInto(databases.apply(key.database()), now);
      }
    }
  }
}
