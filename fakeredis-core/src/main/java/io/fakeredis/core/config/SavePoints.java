package io.fakeredis.core.config;

import io.fakeredis.api.Settings;
import java.util.ArrayList;
import java.util.List;

/** The parameter {@code save}: after how many seconds and changes a snapshot is taken. */
public record SavePoints(List<SavePoint> points) {

  /** At least so many changes in so many seconds. */
  public record SavePoint(long seconds, long changes) {}

  static String check(String value, Settings settings) {
    String[] words = Checks.words(value);
    boolean sound = words.length % 2 == 0;
    for (int i = 0; i + 1 < words.length && sound; i += 2) {
      sound = Checks.areNumbers(1, words[i]) && Checks.areNumbers(0, words[i + 1]);
    }
    if (!sound) {
      throw Checks.refusal(settings, "Invalid save parameters");
    }
    return String.join(" ", words);
  }

  /** The save points of a server. */
  public static SavePoints of(Settings settings) {
    String[] words = Checks.words(settings.text("save"));
    List<SavePoint> points = new ArrayList<>();
    for (int i = 0; i < words.length; i += 2) {
      points.add(new SavePoint(Long.parseLong(words[i]), Long.parseLong(words[i + 1])));
    }
    return new SavePoints(List.copyOf(points));
  }
}
