package io.fakeredis.core.rdb;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Database;
import io.fakeredis.api.Doubles;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Profile;
import io.fakeredis.api.StringValue;
import io.fakeredis.core.value.ArrayValue;
import io.fakeredis.core.value.HashValue;
import io.fakeredis.core.value.ListValue;
import io.fakeredis.core.value.SetValue;
import io.fakeredis.core.value.SortedSetValue;
import io.fakeredis.core.value.StreamEntry;
import io.fakeredis.core.value.StreamId;
import io.fakeredis.core.value.StreamValue;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * What DEBUG DIGEST and DEBUG DIGEST-VALUE tell: SHA-1 sums that are equal for equal data sets,
 * whatever their encodings and the order of what has none.
 */
public final class Digest {
  private static final int SIZE = 20;
  private static final byte[] EXPIRES = "!!expire!!".getBytes(US_ASCII);
  private static final byte[] FIELD_EXPIRES = "!!hexpire!!".getBytes(US_ASCII);

  private static final Feature FIELD_EXPIRY = Feature.since("DIGEST.field-expiry", "7.4");

  private static final int STRING = 0;
  private static final int LIST = 1;
  private static final int SET = 2;
  private static final int SORTED_SET = 3;
  private static final int HASH = 4;
  private static final int MODULE = 5;
  private static final int STREAM = 6;
  private static final int ARRAY = 8;

  private final Profile profile;
  private final boolean countsFieldExpiry;
  private final MessageDigest sha1;
  private byte[] digest = new byte[SIZE];

  private Digest(Profile profile) {
    this.profile = profile;
    countsFieldExpiry = profile.has(FIELD_EXPIRY);
    try {
      sha1 = MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }

  /** The digest of a value, 40 hexadecimal digits. */
  public static String ofValue(Database.Stored stored, Profile profile) {
    Digest digest = new Digest(profile);
    digest.addValue(stored);
    return digest.hex();
  }

  /** The digest of all keys of all databases. */
  public static String ofAll(List<? extends Database> databases, Profile profile) {
    Digest all = new Digest(profile);
    for (Database db : databases) {
      if (db.size() > 0) {
        all.mix(bigEndian(db.index()));
        db.forEach(
            key -> all.addUnordered(ofKey(key, Objects.requireNonNull(db.stored(key)), profile)));
      }
    }
    return all.hex();
  }

  private static byte[] ofKey(Bytes key, Database.Stored stored, Profile profile) {
    Digest digest = new Digest(profile);
    digest.mix(key);
    digest.addValue(stored);
    return digest.digest;
  }

  private static byte[] bigEndian(int number) {
    return new ByteSink().putBig(number, Integer.BYTES).toArray();
  }

  private String hex() {
    return HexFormat.of().formatHex(digest);
  }

  /** Adds something whose order matters. */
  private void mix(byte[] part) {
    digest = mix(digest, part);
  }

  private void mix(Bytes part) {
    mix(part.array());
  }

  /** Adds something whose order does not matter. */
  private void addUnordered(byte[] part) {
    digest = xor(digest, sha1.digest(part));
  }

  private byte[] mix(byte[] sum, byte[] part) {
    return sha1.digest(xor(sum, sha1.digest(part)));
  }

  private static byte[] xor(byte[] a, byte[] b) {
    byte[] both = new byte[SIZE];
    for (int i = 0; i < SIZE; i++) {
      both[i] = (byte) (a[i] ^ b[i]);
    }
    return both;
  }

  private void addValue(Database.Stored stored) {
    mix(bigEndian(number(stored)));
    if (stored.value() instanceof StringValue string) {
      mix(string.bytes());
    } else if (stored.value() instanceof ListValue list) {
      list.forEach(this::mix);
    } else if (stored.value() instanceof SetValue set) {
      set.forEach(member -> addUnordered(member.array()));
    } else if (stored.value() instanceof SortedSetValue sortedSet) {
      sortedSet.forEach(this::addMember);
    } else if (stored.value() instanceof HashValue hash) {
      hash.forEach(this::addField);
    } else if (stored.value() instanceof StreamValue stream) {
      stream.range(StreamId.MIN, StreamId.MAX, 0, false).forEach(this::addEntry);
    } else if (stored.value() instanceof ArrayValue array) {
      array.forEach(0, ArrayValue.NO_INDEX - 1, this::addElement);
    }
    if (stored.expiresAt() != Database.NEVER) {
      addUnordered(EXPIRES);
    }
  }

  /** How the real server counts its types. What modules say of their values is left out. */
  private static int number(Database.Stored stored) {
    return switch (stored.type().name()) {
      case "string" -> STRING;
      case "list" -> LIST;
      case "set" -> SET;
      case "zset" -> SORTED_SET;
      case "hash" -> HASH;
      case "stream" -> STREAM;
      case "array" -> ARRAY;
      default -> MODULE;
    };
  }

  private void addMember(SortedSetValue.Member member) {
    byte[] score = Doubles.text(member.score(), profile).getBytes(US_ASCII);
    addUnordered(mix(mix(new byte[SIZE], member.key().array()), score));
  }

  private void addField(HashValue.Field field) {
    byte[] pair = mix(mix(new byte[SIZE], field.key().array()), field.value().array());
    if (field.expires() && countsFieldExpiry) {
      pair = xor(pair, sha1.digest(FIELD_EXPIRES));
    }
    addUnordered(pair);
  }

  private boolean addElement(long index, Bytes element) {
    mix(Long.toUnsignedString(index).getBytes(US_ASCII));
    mix(element);
    return true;
  }

  private void addEntry(StreamEntry entry) {
    String id =
        Long.toUnsignedString(entry.id().ms()) + "." + Long.toUnsignedString(entry.id().seq());
    mix(id.getBytes(US_ASCII));
    entry.fields().forEach(this::mix);
  }
}
