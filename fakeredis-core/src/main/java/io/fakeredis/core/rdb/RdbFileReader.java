package io.fakeredis.core.rdb;

import static io.fakeredis.core.rdb.RdbChecks.check;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Database;
import io.fakeredis.api.Settings;
import io.fakeredis.core.rdb.RdbContents.StoredKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads one RDB file. */
final class RdbFileReader {
  private static final int MAGIC_SIZE = 9;
  private static final int FIRST_WITH_CHECKSUM = 5;
  private static final long SECOND = 1000;

  private final Settings settings;
  private final RdbValues values;
  private final MemberTimesFormat memberTimes;
  private final Map<Bytes, Bytes> information = new LinkedHashMap<>();
  private final List<Bytes> libraries = new ArrayList<>();
  private final List<StoredKey> keys = new ArrayList<>();

  private int database;
  private long expiresAt = Database.NEVER;
  private long idleSeconds = RdbContents.UNTOLD;
  private int frequency = RdbContents.UNTOLD;

  RdbFileReader(Settings settings, RdbValues values) {
    this.settings = settings;
    this.values = values;
    this.memberTimes = new MemberTimesFormat(settings);
  }

  RdbContents read(byte[] file) {
    ByteSource source = new ByteSource(file);
    int version = version(source.takeBytes(MAGIC_SIZE).latin());
    RdbReader in = new RdbReader(source);
    int opcode = in.u8();
    while (opcode != RdbOpcode.END) {
      readPart(opcode, in);
      opcode = in.u8();
    }
    if (version >= FIRST_WITH_CHECKSUM) {
      long sum = Crc64.of(file, source.position());
      long told = source.little(Long.BYTES);
      check(told == 0 || told == sum, "a file of another checksum");
    }
    return new RdbContents(information, libraries, keys);
  }

  private int version(String magic) {
    boolean known = magic.matches("REDIS\\d{4}|VALKEY\\d{3}");
    check(known, "a file that does not begin as RDB files do");
    int version = Integer.parseInt(magic.replaceAll("\\D", ""));
    boolean readable = version >= 1 && RdbVersion.isReadBy(settings, version);
    check(readable, "a file of version " + version);
    return version;
  }

  private void readPart(int opcode, RdbReader in) {
    switch (opcode) {
      case RdbOpcode.AUX -> readInformation(in.string(), in.string());
      case RdbOpcode.FUNCTION2 -> libraries.add(in.string());
      case RdbOpcode.SELECT_DB -> selectDatabase(in.length());
      case RdbOpcode.RESIZE_DB -> skipLengths(in, 2);
      case RdbOpcode.SLOT_INFO -> skipLengths(in, 3);
      case RdbOpcode.MODULE_AUX -> ModuleValues.skip(in);
      case RdbOpcode.EXPIRE_SECONDS -> expiresAt = in.source().signedLittle(4) * SECOND;
      case RdbOpcode.EXPIRE_MILLIS -> expiresAt = in.millis();
      case RdbOpcode.IDLE -> idleSeconds = in.length();
      case RdbOpcode.FREQUENCY -> frequency = in.u8();
      default -> readKey(opcode, in);
    }
  }

  private void readInformation(Bytes name, Bytes text) {
    if (!memberTimes.reads(name, text)) {
      information.put(name, text);
    }
  }

  private void selectDatabase(long index) {
    check(index >= 0 && index < settings.number("databases"), "a database that does not exist");
    database = (int) index;
  }

  private static void skipLengths(RdbReader in, int count) {
    for (int i = 0; i < count; i++) {
      in.length();
    }
  }

  /** Reads a key, to which what was said before it applies. The real server drops empty values. */
  private void readKey(int type, RdbReader in) {
    Bytes key = in.string();
    TypedValue<?> value = values.read(type, in);
    memberTimes.follows(value.value());
    if (!value.isEmpty()) {
      keys.add(new StoredKey(database, key, value, expiresAt, idleSeconds, frequency));
    }
    expiresAt = Database.NEVER;
    idleSeconds = RdbContents.UNTOLD;
    frequency = RdbContents.UNTOLD;
  }
}
