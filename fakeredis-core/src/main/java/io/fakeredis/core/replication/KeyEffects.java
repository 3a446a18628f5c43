package io.fakeredis.core.replication;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Database;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Numbers;
import io.fakeredis.core.replication.Effects.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Calls about keys of any type. */
final class KeyEffects {
  /** Up to 6.2 replicas hear of the times to live that clients give, and count them themselves. */
  static final Feature ABSOLUTE_TIMES = Feature.since("REPLICATION.absolute-times", "7.0");

  private KeyEffects() {}

  static void addTo(Map<String, Effect> effects) {
    for (String name : List.of("EXPIRE", "PEXPIRE", "EXPIREAT", "PEXPIREAT")) {
      effects.put(name, KeyEffects::expire);
    }
    effects.put("RESTORE", KeyEffects::restore);
    effects.put("RESTORE-ASKING", KeyEffects::restore);
    effects.put("MIGRATE", KeyEffects::migrate);
    effects.put("GETDEL", KeyEffects::delete);
    effects.put("DELEX", KeyEffects::delete);
    effects.put("DELIFEQ", KeyEffects::delete);
  }

  private static List<Args> expire(Done done) {
    boolean asItWas = !done.has(ABSOLUTE_TIMES) && done.database().holds(done.key());
    return asItWas ? List.of(done.args()) : expiry(done);
  }

  /** When the key expires now, or that it has. */
  static List<Args> expiry(Done done) {
    long at = done.database().expiresAt(done.key());
    if (at == Database.MISSING) {
      String removal = Effects.removal(done.engine(), "lazyfree-lazy-expire");
      return List.of(Done.call(removal, done.key()));
    }
    return at == Database.NEVER
        ? List.of(Done.call("PERSIST", done.key()))
        : List.of(Done.call("PEXPIREAT", done.key(), at));
  }

  private static List<Args> delete(Done done) {
    return List.of(Done.call("DEL", done.key()));
  }

  private static List<Args> restore(Done done) {
    long time = Numbers.toLong(done.word(2));
    if (time == 0 || done.position("ABSTTL", 4) > 0) {
      return List.of(done.args());
    }
    List<Bytes> words = new ArrayList<>(done.with(2, done.at("PX", done.word(2))).from(0));
    words.add(Bytes.of("ABSTTL"));
    return List.of(Done.call(words));
  }

  /** What was handed over is no longer here. */
  private static List<Args> migrate(Done done) {
    List<Bytes> gone = new ArrayList<>();
    int keys = done.position("KEYS", 6);
    for (Bytes key : keys > 0 ? done.args().from(keys + 1) : List.of(done.word(3))) {
      if (!done.database().holds(key)) {
        gone.add(key);
      }
    }
    return gone.isEmpty() ? List.of() : List.of(Done.call("DEL", gone));
  }
}
