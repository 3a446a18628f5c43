package io.fakeredis.core.rdb;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Settings;
import io.fakeredis.api.ValueType;
import java.util.Collection;

/** What DUMP replies: a value, the version of the format in two bytes, and a checksum in eight. */
final class DumpPayload {
  private static final int VERSION_SIZE = 2;
  private static final int CHECKSUM_SIZE = 8;
  static final int FOOTER = VERSION_SIZE + CHECKSUM_SIZE;
  private static final Feature ZERO_IS_ANY = Feature.since("RESTORE.accepts-zero-checksum", "8.6");

  /** KeyDB tells when the value was changed; it knows of no time for what no replica has seen. */
  private static final Feature TIMESTAMPS = Feature.since("DUMP.mvcc-tstamp", "keydb 6.3");

  private static final Bytes MVCC_NAME = Bytes.latin("mvcc-tstamp");
  private static final Bytes MVCC_NONE = Bytes.latin(Long.toUnsignedString(-1));

  private final Settings settings;
  private final RdbValues values;

  DumpPayload(Settings settings, Collection<ValueType<?>> types) {
    this.settings = settings;
    this.values = new RdbValues(settings, types);
  }

  Bytes write(TypedValue<?> value) {
    ByteSink sink = new ByteSink();
    RdbWriter out = new RdbWriter(sink, settings.enabled("rdbcompression"));
    out.u8(values.rdbType(value).number());
    values.write(value, out);
    if (settings.has(TIMESTAMPS)) {
      out.u8(RdbOpcode.AUX);
      out.string(MVCC_NAME);
      out.string(MVCC_NONE);
    }
    return sealed(sink, settings);
  }

  /** What was written, with the footer. */
  static Bytes sealed(ByteSink sink, Settings settings) {
    sink.putLittle(RdbVersion.of(settings.profile()), VERSION_SIZE);
    sink.putLittle(Crc64.of(sink.array(), sink.size()), CHECKSUM_SIZE);
    return Bytes.wrap(sink.toArray());
  }

  /** Whether the payload is no newer than the server and has the checksum that it should. */
  boolean isSound(Bytes payload) {
    return isSound(payload, settings);
  }

  static boolean isSound(Bytes payload, Settings settings) {
    if (payload.length() < FOOTER) {
      return false;
    }
    byte[] bytes = payload.array();
    ByteSource footer = new ByteSource(bytes, bytes.length - FOOTER, bytes.length);
    if (!RdbVersion.isReadBy(settings, (int) footer.little(VERSION_SIZE))) {
      return false;
    }
    long checksum = footer.little(CHECKSUM_SIZE);
    return checksum == Crc64.of(bytes, bytes.length - CHECKSUM_SIZE)
        || (checksum == 0 && settings.has(ZERO_IS_ANY));
  }

  /**
   * Reads the value of a payload that {@link #isSound}. Like the real server it does not mind bytes
   * after the value, nor a value that reaches into the footer.
   *
   * @throws RdbException if the value is unsound, or empty
   */
  TypedValue<?> read(Bytes payload) {
    RdbReader in = new RdbReader(new ByteSource(payload.array()));
    TypedValue<?> value = values.read(in.u8(), in);
    RdbChecks.check(!value.isEmpty(), "a value without elements");
    return value;
  }
}
