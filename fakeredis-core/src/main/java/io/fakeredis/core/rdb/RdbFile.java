package io.fakeredis.core.rdb;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Database;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Settings;
import io.fakeredis.api.ValueType;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * RDB files: what SAVE writes and a server reads when it starts.
 *
 * <pre>{@code
 * RdbFile file = new RdbFile(settings, valueTypes);
 * byte[] bytes = file.write(databases, libraries, now);
 * file.read(bytes).putInto(databases::get, now);
 * }</pre>
 */
public final class RdbFile {
  private static final long SECOND = 1000;
  private static final int BITS = 64;
  private static final Feature AOF_BASE = Feature.since("RDB.aof-base", "7.0");
  private static final Feature OWN_NAME = Feature.since("RDB.valkey-ver", "valkey 8.0");
  private static final Feature OWN_MAGIC = Feature.since("RDB.valkey-magic", "valkey 9.0");

  private final Settings settings;
  private final RdbValues values;
  private final MemberTimesFormat memberTimes;

  /**
   * The files of a server.
   *
   * @param types the types of value that plug-ins have brought
   */
  public RdbFile(Settings settings, Collection<ValueType<?>> types) {
    this.settings = settings;
    this.values = new RdbValues(settings, types);
    this.memberTimes = new MemberTimesFormat(settings);
  }

  /**
   * The file as a server of this version writes it.
   *
   * @param libraries the code of the function libraries
   * @param now milliseconds since 1970
   */
  public byte[] write(List<? extends Database> databases, List<Bytes> libraries, long now) {
    ByteSink sink = new ByteSink();
    RdbWriter out = RdbWriter.ofFile(sink, settings.enabled("rdbcompression"));
    sink.put(Bytes.latin(magic()));
    writeInformation(out, databases, now);
    for (Bytes library : libraries) {
      out.u8(RdbOpcode.FUNCTION2);
      out.string(library);
    }
    for (Database db : databases) {
      writeDatabase(out, db, now);
    }
    out.u8(RdbOpcode.END);
    boolean checked = settings.enabled("rdbchecksum");
    sink.putLittle(checked ? Crc64.of(sink.array(), sink.size()) : 0, Long.BYTES);
    return sink.toArray();
  }

  private String magic() {
    int version = RdbVersion.of(settings.profile());
    String format = settings.has(OWN_MAGIC) ? "VALKEY%03d" : "REDIS%04d";
    return String.format(Locale.ROOT, format, version);
  }

  private void writeInformation(RdbWriter out, List<? extends Database> databases, long now) {
    long memory = 0;
    for (Database db : databases) {
      memory += memory(db);
    }
    String version = settings.profile().version().toString();
    information(out, settings.has(OWN_NAME) ? "valkey-ver" : "redis-ver", Bytes.of(version));
    information(out, "redis-bits", Bytes.of(BITS));
    information(out, "ctime", Bytes.of(now / SECOND));
    information(out, "used-mem", Bytes.of(memory));
    information(out, settings.has(AOF_BASE) ? "aof-base" : "aof-preamble", Bytes.of(0));
  }

  private static long memory(Database db) {
    long[] memory = {0};
    db.forEach(key -> memory[0] += TypedValue.of(Objects.requireNonNull(db.stored(key))).memory());
    return memory[0];
  }

  private static void information(RdbWriter out, String name, Bytes value) {
    out.u8(RdbOpcode.AUX);
    out.string(Bytes.of(name));
    out.string(value);
  }

  private void writeDatabase(RdbWriter out, Database db, long now) {
    long[] counts = {0, 0};
    db.forEach(
        key -> {
          counts[0]++;
          counts[1] += db.expiresAt(key) == Database.NEVER ? 0 : 1;
        });
    if (counts[0] == 0) {
      return;
    }
    out.u8(RdbOpcode.SELECT_DB);
    out.length(db.index());
    out.u8(RdbOpcode.RESIZE_DB);
    out.length(counts[0]);
    out.length(counts[1]);
    db.forEach(key -> writeKey(out, key, Objects.requireNonNull(db.stored(key)), now));
  }

  private void writeKey(RdbWriter out, Bytes key, Database.Stored stored, long now) {
    if (stored.expiresAt() != Database.NEVER) {
      out.u8(RdbOpcode.EXPIRE_MILLIS);
      out.millis(stored.expiresAt());
    }
    String policy = settings.text("maxmemory-policy");
    if (policy.endsWith("lru")) {
      out.u8(RdbOpcode.IDLE);
      out.length(Math.max(0, now - stored.accessedAt()) / SECOND);
    } else if (policy.endsWith("lfu")) {
      out.u8(RdbOpcode.FREQUENCY);
      out.u8(stored.frequency(now, settings));
    }
    TypedValue<?> value = TypedValue.of(stored);
    out.u8(values.rdbType(value).number());
    out.string(key);
    values.write(value, out);
    memberTimes.write(stored.value(), out);
  }

  /** How many bytes the value of a key takes in a file. */
  public int serializedLength(Database.Stored stored) {
    ByteSink sink = new ByteSink();
    values.write(TypedValue.of(stored), new RdbWriter(sink, settings.enabled("rdbcompression")));
    return sink.size();
  }

  /**
   * Reads a file that any server of this version or an older one has written.
   *
   * @throws RdbException if it is no such file, or damaged
   */
  public RdbContents read(byte[] file) {
    return new RdbFileReader(settings, values).read(file);
  }
}
