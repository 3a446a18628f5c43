package io.fakeredis.core.config;

import io.fakeredis.api.Feature;
import io.fakeredis.api.Parameter.Check;
import io.fakeredis.api.Settings;

/**
 * The parameter {@code notify-keyspace-events}: which classes of events are published, and how.
 *
 * <p>{@code A} stands for most classes, and where they are all on, it is what CONFIG GET shows, in
 * place of them and of {@code n}, {@code o} and {@code c}, whether these are on or not.
 */
public final class EventClasses implements Check {
  private static final Feature MODULES = Feature.since("CONFIG.notify-modules", "6.2");
  private static final Feature NEW_KEYS = Feature.since("CONFIG.notify-new-keys", "7.0");
  private static final Feature ARRAYS = Feature.since("CONFIG.notify-arrays", "8.8");
  private static final Feature OVERWRITTEN = Feature.since("CONFIG.notify-overwritten", "8.2");
  private static final Feature SUBKEYS = Feature.since("CONFIG.notify-subkeys", "8.8");

  private static final String MOST = "g$lshzxet";
  private static final String HIDDEN_BY_A = "noc";
  private static final String ALWAYS_SHOWN = "KEm";

  EventClasses() {}

  /** Whether the value of the parameter tells to publish events of that class. */
  public static boolean includes(String value, char eventClass) {
    return value.indexOf(eventClass) >= 0;
  }

  private static String most(Settings settings) {
    return MOST + (settings.has(MODULES) ? "d" : "") + (settings.has(ARRAYS) ? "a" : "");
  }

  /** Keeps the letters of all that is on, with A spelt out. */
  @Override
  public String accept(String value, Settings settings) {
    String most = most(settings);
    String others =
        (settings.has(NEW_KEYS) ? "n" : "")
            + (settings.has(OVERWRITTEN) ? "oc" : "")
            + ALWAYS_SHOWN
            + (settings.has(SUBKEYS) ? "STIV" : "");
    String wanted = value.replace("A", most);
    StringBuilder kept = new StringBuilder();
    for (char letter : (most + others).toCharArray()) {
      if (wanted.indexOf(letter) >= 0) {
        kept.append(letter);
      }
    }
    if (!wanted.chars().allMatch(letter -> kept.indexOf(Character.toString(letter)) >= 0)) {
      throw Checks.refusal(settings, "Invalid event class character. Use 'Ag$lshzxeKEtmdn'.");
    }
    return kept.toString();
  }

  @Override
  public String shown(String value, Settings settings) {
    String most = most(settings);
    if (!value.startsWith(most)) {
      return value;
    }
    StringBuilder text = new StringBuilder("A");
    for (char letter : value.substring(most.length()).toCharArray()) {
      if (HIDDEN_BY_A.indexOf(letter) < 0) {
        text.append(letter);
      }
    }
    return text.toString();
  }
}
