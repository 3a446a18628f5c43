package io.fakeredis.core.replication;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Numbers;
import io.fakeredis.core.replication.Effects.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Calls about strings. */
final class StringEffects {
  private static final String EXPIRES_LAZILY = "lazyfree-lazy-expire";
  private static final List<String> TIMES = List.of("EX", "PX", "EXAT", "PXAT");

  private StringEffects() {}

  static void addTo(Map<String, Effect> effects) {
    effects.put("SET", StringEffects::set);
    effects.put("SETEX", done -> setex(done, "EX"));
    effects.put("PSETEX", done -> setex(done, "PX"));
    effects.put("GETSET", StringEffects::getset);
    effects.put("GETEX", KeyEffects::expiry);
    effects.put("INCRBYFLOAT", StringEffects::incrbyfloat);
    effects.put("MSETEX", StringEffects::msetex);
  }

  /** Where the option stands that gives a time to live; 0 if none does. */
  static int timeOption(Done done, int from) {
    for (String option : TIMES) {
      int at = done.position(option, from);
      if (at > 0) {
        return at;
      }
    }
    return 0;
  }

  private static List<Args> set(Done done) {
    if (!done.has(KeyEffects.ABSOLUTE_TIMES)) {
      return List.of(done.args());
    }
    int option = timeOption(done, 3);
    if (option > 0 && !done.database().holds(done.key())) {
      return List.of(Done.call(Effects.removal(done.engine(), EXPIRES_LAZILY), done.key()));
    }
    if (option > 0) {
      long at = done.at(done.args().text(option), done.word(option + 1));
      return List.of(Done.call(done.word(0), done.key(), done.word(2), "PXAT", at));
    }
    List<Bytes> words = new ArrayList<>(done.args().from(0));
    words.subList(3, words.size()).removeIf(word -> word.is("GET"));
    return List.of(Done.call(words));
  }

  private static List<Args> setex(Done done, String unit) {
    if (!done.has(KeyEffects.ABSOLUTE_TIMES)) {
      return List.of(done.args());
    }
    long at = done.at(unit, done.word(2));
    return List.of(Done.call("SET", done.key(), done.word(3), "PXAT", at));
  }

  private static List<Args> getset(Done done) {
    return List.of(
        done.has(KeyEffects.ABSOLUTE_TIMES)
            ? Done.call("SET", done.key(), done.word(2))
            : done.args());
  }

  /** Another machine might compute another last digit. */
  private static List<Args> incrbyfloat(Done done) {
    return List.of(Done.call("SET", done.key(), Done.text(done.reply()), "KEEPTTL"));
  }

  private static List<Args> msetex(Done done) {
    int pairs = (int) Numbers.toLong(done.word(1));
    return List.of(withAbsoluteTime(done, timeOption(done, 2 + 2 * pairs)));
  }

  /** The same with a point of time in place of a time to live. */
  static Args withAbsoluteTime(Done done, int option) {
    if (option == 0) {
      return done.args();
    }
    long at = done.at(done.args().text(option), done.word(option + 1));
    return done.with(option, "PXAT", at);
  }
}
