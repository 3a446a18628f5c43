package io.fakeredis.core.control;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Database;
import io.fakeredis.api.Doubles;
import io.fakeredis.api.Profile;
import io.fakeredis.api.StringValue;
import io.fakeredis.core.value.HashValue;
import io.fakeredis.core.value.ListValue;
import io.fakeredis.core.value.SetValue;
import io.fakeredis.core.value.SortedSetValue;
import io.fakeredis.core.value.StreamEntry;
import io.fakeredis.core.value.StreamId;
import io.fakeredis.core.value.StreamValue;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A signature of data, as DEBUG DIGEST computes it: equal data gives equal digests, on whatever
 * server. Where order means something, digests are chained; where it does not, they are XORed.
 */
final class DataDigest {
  private static final int LENGTH = 20;
  private static final int STRING = 0;
  private static final int LIST = 1;
  private static final int SET = 2;
  private static final int SORTED_SET = 3;
  private static final int HASH = 4;
  private static final int MODULE = 5;
  private static final int STREAM = 6;

  private final Profile profile;
  private final byte[] digest = new byte[LENGTH];

  DataDigest(Profile profile) {
    this.profile = profile;
  }

  private static byte[] sha1(byte[] data) {
    try {
      return MessageDigest.getInstance("SHA-1").digest(data);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }

  /** Adds data whose place among the rest means nothing. */
  private void xor(byte[] data) {
    byte[] hash = sha1(data);
    for (int i = 0; i < LENGTH; i++) {
      digest[i] ^= hash[i];
    }
  }

  /** Adds data after what was added before. */
  private void mix(byte[] data) {
    xor(data);
    System.arraycopy(sha1(digest), 0, digest, 0, LENGTH);
  }

  private void mix(Bytes data) {
    mix(data.array());
  }

  private void mix(int number) {
    mix(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
  }

  private void mix(String text) {
    mix(text.getBytes(ISO_8859_1));
  }

  /** Adds all that a database holds; empty ones do not count. */
  void add(Database db) {
    if (db.size() == 0) {
      return;
    }
    mix(db.index());
    db.forEach(
        key -> {
          DataDigest entry = new DataDigest(profile);
          entry.mix(key);
          entry.add(db, key);
          xor(entry.digest);
        });
  }

  /** Adds the value of a key, and whether it expires; nothing if there is no such key. */
  void add(Database db, Bytes key) {
    Database.Stored stored = db.stored(key);
    if (stored == null) {
      return;
    }
    add(stored.value());
    if (stored.expiresAt() != Database.NEVER) {
      xor("!!expire!!".getBytes(ISO_8859_1));
    }
  }

  private void add(Object value) {
    if (value instanceof StringValue string) {
      mix(STRING);
      mix(string.bytes());
    } else if (value instanceof ListValue list) {
      mix(LIST);
      list.iterator().forEachRemaining(this::mix);
    } else if (value instanceof SetValue set) {
      mix(SET);
      set.iterator().forEachRemaining(member -> xor(member.array()));
    } else if (value instanceof SortedSetValue set) {
      mix(SORTED_SET);
      set.iterator().forEachRemaining(this::addMember);
    } else if (value instanceof HashValue hash) {
      mix(HASH);
      hash.iterator().forEachRemaining(this::addField);
    } else if (value instanceof StreamValue stream) {
      mix(STREAM);
      stream.range(StreamId.MIN, StreamId.MAX, Long.MAX_VALUE, false).forEach(this::addEntry);
    } else {
      mix(MODULE);
    }
  }

  private void addMember(SortedSetValue.Member member) {
    DataDigest pair = new DataDigest(profile);
    pair.mix(member.key());
    pair.mix(Doubles.text(member.score(), profile));
    xor(pair.digest);
  }

  private void addField(HashValue.Field field) {
    DataDigest pair = new DataDigest(profile);
    pair.mix(field.key());
    pair.mix(field.value());
    if (field.expires()) {
      pair.xor("!!hexpire!!".getBytes(ISO_8859_1));
    }
    xor(pair.digest);
  }

  private void addEntry(StreamEntry entry) {
    mix(Long.toUnsignedString(entry.id().ms()) + "." + Long.toUnsignedString(entry.id().seq()));
    entry.fields().forEach(this::mix);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(digest);
  }
}
