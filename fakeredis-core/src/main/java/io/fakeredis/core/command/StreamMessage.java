package io.fakeredis.core.command;

import io.fakeredis.api.Bytes;
import io.fakeredis.core.value.StreamId;
import io.fakeredis.core.value.StreamProducers;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message that its producer may send again, and that is added once.
 *
 * @param producer who sends it
 * @param id how it is told from the producer's other messages
 */
record StreamMessage(Bytes producer, Bytes id) {

  /** The message that the options tell of; null if they do not. */
  static @Nullable StreamMessage of(StreamOptions options, List<Bytes> fields) {
    Bytes producer = options.producer();
    if (producer == null) {
      return null;
    }
    Bytes id = options.message();
    return new StreamMessage(producer, id == null ? digest(fields) : id);
  }

  /** Tells contents apart, without regard to the order of the fields. */
  private static Bytes digest(List<Bytes> fields) {
    List<Bytes> pairs = new ArrayList<>(fields.size() / 2);
    for (int i = 0; i < fields.size(); i += 2) {
      pairs.add(pair(fields.get(i), fields.get(i + 1)));
    }
    Collections.sort(pairs);
    MessageDigest digest = sha256();
    pairs.forEach(pair -> digest.update(pair.array()));
    return Bytes.wrap(digest.digest());
  }

  private static Bytes pair(Bytes field, Bytes value) {
    ByteBuffer pair =
        ByteBuffer.allocate(2 * Integer.BYTES + field.length() + value.length())
            .putInt(field.length())
            .put(field.array())
            .putInt(value.length())
            .put(value.array());
    return Bytes.wrap(pair.array());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The entry that the message became when it was sent before; null if it was not. */
  @Nullable StreamId find(StreamProducers known) {
    StreamId entry = known.find(producer, id);
    if (entry != null) {
      known.countDuplicate();
    }
    return entry;
  }

  void remember(StreamProducers known, StreamId entry, long now) {
    known.add(producer, id, entry, now);
  }
}
