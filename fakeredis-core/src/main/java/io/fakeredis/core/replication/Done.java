package io.fakeredis.core.replication;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Numbers;
import io.fakeredis.api.Reply;
import io.fakeredis.core.engine.Engine;
import io.fakeredis.core.keyspace.KeyDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A call that has been made.
 *
 * @param number of the database in which it was made
 */
record Done(Engine engine, int number, Args args, Reply reply) {
  private static final long SECOND = 1000;

  KeyDatabase database() {
    return engine.keyspace().database(number);
  }

  boolean has(Feature feature) {
    return engine.profile().has(feature);
  }

  Bytes word(int index) {
    return args.bytes(index);
  }

  Bytes key() {
    return word(1);
  }

  /** The words as they were, but for those from a position on. */
  Args with(int from, Object... others) {
    return with(args, from, others);
  }

  static Args with(Args args, int from, Object... others) {
    Bytes[] words = args.from(0).toArray(Bytes[]::new);
    for (int i = 0; i < others.length; i++) {
      words[from + i] = bytes(others[i]);
    }
    return Args.of(words);
  }

  /** A call of these words. */
  static Args call(Object... words) {
    List<Bytes> all = new ArrayList<>();
    for (Object word : words) {
      if (word instanceof List<?> several) {
        several.forEach(one -> all.add(bytes(one)));
      } else {
        all.add(bytes(word));
      }
    }
    return Args.of(all.toArray(Bytes[]::new));
  }

  private static Bytes bytes(Object word) {
    return word instanceof Bytes bytes ? bytes : Bytes.latin(String.valueOf(word));
  }

  /** Where the option stands, in whatever case; 0 if it does not. */
  int position(String option, int from) {
    for (int i = from; i < args.count(); i++) {
      if (args.is(i, option)) {
        return i;
      }
    }
    return 0;
  }

  /** The point of time in milliseconds since 1970 that an option such as EX means with its word. */
  long at(String option, Bytes time) {
    long number = Numbers.toLong(time);
    return switch (option.toUpperCase(Locale.ROOT)) {
      case "EX" -> engine.keyspace().now() + number * SECOND;
      case "PX" -> engine.keyspace().now() + number;
      case "EXAT" -> number * SECOND;
      default -> number;
    };
  }

  /** The items of the reply, as RESP2 has them. */
  List<Reply> items() {
    return items(reply);
  }

  static List<Reply> items(Reply reply) {
    if (reply instanceof Reply.ByProtocol both) {
      return items(both.resp2());
    }
    if (reply instanceof Reply.Array array) {
      return array.items();
    }
    if (reply instanceof Reply.Set set) {
      return set.items();
    }
    return List.of();
  }

  static Bytes text(Reply item) {
    return item instanceof Reply.Bulk bulk ? bulk.value() : Bytes.EMPTY;
  }

  static List<Bytes> texts(List<Reply> items) {
    return items.stream().map(Done::text).toList();
  }
}
