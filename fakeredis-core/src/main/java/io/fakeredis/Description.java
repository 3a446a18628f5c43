package io.fakeredis;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Database;
import io.fakeredis.api.StringValue;
import io.fakeredis.core.engine.Engine;
import java.util.List;

/** The text that tells a person what a server holds. */
final class Description {
  private static final int SHOWN_KEYS = 50;
  private static final int SHOWN_CHARS = 60;

  private final Engine engine;
  private final StringBuilder text = new StringBuilder();

  Description(Engine engine) {
    this.engine = engine;
  }

  String text() {
    text.append("the fake server (").append(engine.profile()).append(") holds ");
    int start = text.length();
    for (int i = 0; i < engine.keyspace().count(); i++) {
      describe(engine.keyspace().database(i));
    }
    if (text.length() == start) {
      text.append("nothing");
    }
    return text.toString();
  }

  private void describe(Database database) {
    List<Bytes> keys = StoredKey.names(database);
    if (keys.isEmpty()) {
      return;
    }
    text.append("\n  in database ").append(database.index()).append(':');
    for (Bytes key : keys.subList(0, Math.min(keys.size(), SHOWN_KEYS))) {
      Database.Stored stored = database.stored(key);
      if (stored != null) {
        describe(key, stored);
      }
    }
    if (keys.size() > SHOWN_KEYS) {
      text.append("\n    and ").append(keys.size() - SHOWN_KEYS).append(" more keys");
    }
  }

  private void describe(Bytes key, Database.Stored stored) {
    text.append("\n    ").append(shown(key)).append(": ").append(stored.type().name());
    if (stored.value() instanceof StringValue string) {
      text.append(' ').append(shown(string.bytes()));
    }
    if (stored.expiresAt() != Database.NEVER) {
      long left = stored.expiresAt() - engine.keyspace().now();
      text.append(", expires in ").append(left).append(" ms");
    }
  }

  private static String shown(Bytes bytes) {
    String word = bytes.toString().replaceAll("\\p{Cntrl}", "?");
    return word.length() > SHOWN_CHARS ? word.substring(0, SHOWN_CHARS) + "..." : word;
  }
}
