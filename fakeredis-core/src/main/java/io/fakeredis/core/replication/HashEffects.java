package io.fakeredis.core.replication;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Numbers;
import io.fakeredis.api.Reply;
import io.fakeredis.core.replication.Effects.Effect;
import io.fakeredis.core.value.HashValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls about hashes, whose fields may expire. */
final class HashEffects {
  private static final Feature KEEPS_TIME = Feature.since("HSETEX", "8.0");

  /** Valkey tells of all fields that the client has named. */
  private static final Feature ALL_FIELDS = Feature.since("REPLICATION.all-fields", "valkey 9.0");

  private static final long SET = 1;
  private static final long GONE = 2;

  private HashEffects() {}

  static void addTo(Map<String, Effect> effects) {
    effects.put("HINCRBYFLOAT", HashEffects::hincrbyfloat);
    effects.put("HEXPIRE", done -> expire(done, "EX"));
    effects.put("HPEXPIRE", done -> expire(done, "PX"));
    effects.put("HEXPIREAT", done -> expire(done, "EXAT"));
    effects.put("HPEXPIREAT", done -> expire(done, "PXAT"));
    effects.put("HGETDEL", HashEffects::hgetdel);
    effects.put("HGETEX", HashEffects::hgetex);
    effects.put("HSETEX", HashEffects::hsetex);
  }

  private static List<Args> hincrbyfloat(Done done) {
    Bytes field = done.word(2);
    Bytes value = Done.text(done.reply());
    return List.of(
        done.has(KEEPS_TIME) && !done.has(ALL_FIELDS)
            ? Done.call("HSETEX", done.key(), "KEEPTTL", "FIELDS", 1, field, value)
            : Done.call("HSET", done.key(), field, value));
  }

  private static List<Args> expire(Done done, String unit) {
    int fields = done.position("FIELDS", 3);
    List<Bytes> set = new ArrayList<>();
    List<Bytes> gone = new ArrayList<>();
    List<Reply> outcomes = done.items();
    for (int i = 0; i < outcomes.size(); i++) {
      Bytes field = done.word(fields + 2 + i);
      if (is(outcomes.get(i), GONE)) {
        gone.add(field);
      } else if (is(outcomes.get(i), SET) || done.has(ALL_FIELDS)) {
        set.add(field);
      }
    }
    List<Args> calls = new ArrayList<>();
    if (!set.isEmpty()) {
      long at = done.at(unit, done.word(2));
      List<Bytes> condition = done.args().slice(3, fields);
      calls.add(Done.call("HPEXPIREAT", done.key(), at, condition, "FIELDS", set.size(), set));
    }
    if (!gone.isEmpty()) {
      calls.add(Done.call("HDEL", done.key(), gone));
    }
    return calls;
  }

  private static boolean is(Reply outcome, long code) {
    return outcome instanceof Reply.Int number && number.value() == code;
  }

  private static List<Args> hgetdel(Done done) {
    return List.of(
        done.has(ALL_FIELDS) ? done.args() : Done.call("HDEL", done.key(), fields(done)));
  }

  private static List<Bytes> fields(Done done) {
    int at = done.position("FIELDS", 2);
    return done.args().slice(at + 2, at + 2 + count(done));
  }

  private static List<Args> hgetex(Done done) {
    List<Bytes> fields = fields(done);
    if (done.position("PERSIST", 2) > 0) {
      return List.of(Done.call("HPERSIST", done.key(), "FIELDS", fields.size(), fields));
    }
    if (fields.stream().noneMatch(field -> holds(done, field))) {
      return List.of(Done.call("HDEL", done.key(), fields));
    }
    int option = StringEffects.timeOption(done, 2);
    long at = done.at(done.args().text(option), done.word(option + 1));
    return List.of(Done.call("HPEXPIREAT", done.key(), at, "FIELDS", fields.size(), fields));
  }

  private static boolean holds(Done done, Bytes field) {
    HashValue hash = hash(done);
    return hash != null && hash.hasMember(field);
  }

  private static @Nullable HashValue hash(Done done) {
    var stored = done.database().stored(done.key());
    return stored != null && stored.value() instanceof HashValue hash ? hash : null;
  }

  private static List<Args> hsetex(Done done) {
    List<Bytes> names = names(done);
    if (!holds(done, names.get(0))) {
      return List.of(Done.call("HDEL", done.key(), names));
    }
    return List.of(StringEffects.withAbsoluteTime(done, timeOutsideFields(done)));
  }

  private static List<Bytes> names(Done done) {
    List<Bytes> names = new ArrayList<>();
    List<Bytes> pairs = done.args().from(done.position("FIELDS", 2) + 2);
    for (int i = 0; i < 2 * count(done); i += 2) {
      names.add(pairs.get(i));
    }
    return names;
  }

  private static int count(Done done) {
    return (int) Numbers.toLong(done.word(done.position("FIELDS", 2) + 1));
  }

  /** A field may have the name of an option. */
  private static int timeOutsideFields(Done done) {
    int option = StringEffects.timeOption(done, 2);
    int fields = done.position("FIELDS", 2);
    return option < fields ? option : StringEffects.timeOption(done, fields + 2 + 2 * count(done));
  }
}
