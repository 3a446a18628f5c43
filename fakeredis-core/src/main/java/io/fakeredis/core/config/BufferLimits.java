package io.fakeredis.core.config;

import io.fakeredis.api.Parameter.Check;
import io.fakeredis.api.Settings;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** The parameter {@code client-output-buffer-limit}: for each class of clients, three numbers. */
public final class BufferLimits {
  static final int WORDS = 4;

  private BufferLimits() {}

  /** When clients of a class are cut off: at so many bytes, or at so many for so long. */
  public record Limit(long hard, long soft, long softSeconds) {}

  /** The limit for {@code normal}, {@code slave} or {@code pubsub} clients. */
  public static Limit of(Settings settings, String clientClass) {
    String[] words = parse(settings.text("client-output-buffer-limit")).get(clientClass);
    if (words == null) {
      throw new IllegalArgumentException("no class of clients: " + clientClass);
    }
    return new Limit(Long.parseLong(words[1]), Long.parseLong(words[2]), Long.parseLong(words[3]));
  }

  /** What is not named stays as it is. */
  static String check(String value, Settings settings) {
    String[] words = Checks.words(value);
    if (words.length % WORDS != 0) {
      throw Checks.refusal(settings, "Wrong number of arguments in buffer limit configuration.");
    }
    Map<String, String[]> limits = parse(settings.text("client-output-buffer-limit"));
    for (int i = 0; i < words.length; i += WORDS) {
      String clientClass = clientClass(words[i], settings);
      limits.put(clientClass, limit(clientClass, words, i, settings));
    }
    StringJoiner all = new StringJoiner(" ");
    limits.values().forEach(limit -> all.add(String.join(" ", limit)));
    return all.toString();
  }

  private static Map<String, String[]> parse(String value) {
    Map<String, String[]> limits = new LinkedHashMap<>();
    String[] words = Checks.words(value);
    for (int i = 0; i < words.length; i += WORDS) {
      limits.put(words[i], java.util.Arrays.copyOfRange(words, i, i + WORDS));
    }
    return limits;
  }

  private static String clientClass(String word, Settings settings) {
    String name = word.toLowerCase(Locale.ROOT);
    return switch (name) {
      case "normal", "pubsub", "slave" -> name;
      case "replica" -> "slave";
      default ->
          throw Checks.refusal(
              settings, "Invalid client class specified in buffer limit configuration.");
    };
  }

  private static String[] limit(String clientClass, String[] words, int at, Settings settings) {
    try {
      return new String[] {
        clientClass,
        Check.memory(0).accept(words[at + 1], settings),
        Check.memory(0).accept(words[at + 2], settings),
        Check.number(0, Long.MAX_VALUE).accept(words[at + 3], settings)
      };
    } catch (IllegalArgumentException e) {
      throw Checks.refusal(
          settings, "Error in hard, soft or soft_seconds setting in buffer limit configuration.");
    }
  }
}
