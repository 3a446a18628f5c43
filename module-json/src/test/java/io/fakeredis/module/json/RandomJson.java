package io.fakeredis.module.json;

import io.fakeredis.api.Bytes;
import java.util.random.RandomGenerator;

/** Random values and texts, the same for the same seed. */
final class RandomJson {
  private static final int DEEPEST = 4;
  private static final String NAMES = "abc";

  private RandomJson() {}

  static Json value(RandomGenerator random) {
    return value(random, 0);
  }

  private static Json value(RandomGenerator random, int depth) {
    int kind = random.nextInt(depth == DEEPEST ? 5 : 8);
    return switch (kind) {
      case 0 -> Json.Literal.values()[random.nextInt(3)];
      case 1 -> new Json.Whole(random.nextInt(-3, 10));
      case 2 -> RustNumbers.real(random.nextInt(1000) / 8.0);
      case 3 -> new Json.Whole(random.nextLong());
      case 4 -> new Json.Text(Bytes.of(random.nextBoolean() ? "a\n\"\\é" : "b"));
      case 5, 6 -> object(random, depth + 1);
      default -> array(random, depth + 1);
    };
  }

  private static Json array(RandomGenerator random, int depth) {
    JsonArray array = new JsonArray();
    for (int i = random.nextInt(4); i > 0; i--) {
      array.add(value(random, depth));
    }
    return array;
  }

  private static Json object(RandomGenerator random, int depth) {
    JsonObject object = new JsonObject();
    for (int i = random.nextInt(4); i > 0; i--) {
      int name = random.nextInt(NAMES.length());
      object.put(Bytes.of(NAMES.substring(name, name + 1)), value(random, depth));
    }
    return object;
  }

  /** Some of the words, one behind the other. */
  static Bytes text(RandomGenerator random, String... words) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      text.append(words[random.nextInt(words.length)]);
    }
    return Bytes.latin(text.toString());
  }
}
