package io.fakeredis.core.control;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.fakeredis.api.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.List;

/** The channels on which Redis 8.8 tells what parts of a value, its subkeys, an event is about. */
final class SubkeyChannels {
  private final boolean ofKey;
  private final boolean ofEvent;
  private final boolean ofItem;
  private final boolean ofEventAndKey;

  SubkeyChannels(String classes) {
    ofKey = classes.indexOf('S') >= 0;
    ofEvent = classes.indexOf('T') >= 0;
    ofItem = classes.indexOf('I') >= 0;
    ofEventAndKey = classes.indexOf('V') >= 0;
  }

  /**
   * Publishes on those that are on. Lengths tell where keys and subkeys end; where there is no
   * length, in channels and in front of a bar, a name that contains the delimiter is not told of.
   */
  void publish(PubSub pubSub, int database, Bytes event, Bytes key, List<Bytes> subkeys) {
    boolean clear = !contains(event, '|');
    if (ofKey && clear) {
      Bytes channel = text("__subkeyspace@", database, key);
      pubSub.publish(channel, joined(event, Bytes.latin("|"), counted(subkeys)));
    }
    if (ofEvent) {
      Bytes channel = text("__subkeyevent@", database, event);
      pubSub.publish(channel, joined(counted(List.of(key)), Bytes.latin("|"), counted(subkeys)));
    }
    if (ofItem && !contains(key, '\n')) {
      Bytes prefix = text("__subkeyspaceitem@", database, key);
      subkeys.forEach(item -> pubSub.publish(joined(prefix, Bytes.latin("\n"), item), event));
    }
    if (ofEventAndKey && clear) {
      Bytes prefix = text("__subkeyspaceevent@", database, event);
      pubSub.publish(joined(prefix, Bytes.latin("|"), key), counted(subkeys));
    }
  }

  private static Bytes text(String prefix, int database, Bytes end) {
    return joined(Bytes.latin(prefix + database + "__:"), end);
  }

  /** Each with its length in front of it. */
  private static Bytes counted(List<Bytes> items) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Bytes item : items) {
      String separator = out.size() == 0 ? "" : ",";
      out.writeBytes((separator + item.length() + ":").getBytes(ISO_8859_1));
      out.writeBytes(item.array());
    }
    return Bytes.wrap(out.toByteArray());
  }

  private static boolean contains(Bytes name, char delimiter) {
    return new String(name.array(), ISO_8859_1).indexOf(delimiter) >= 0;
  }

  private static Bytes joined(Bytes... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Bytes part : parts) {
      out.writeBytes(part.array());
    }
    return Bytes.wrap(out.toByteArray());
  }
}
