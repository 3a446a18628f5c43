package io.fakeredis.core.config;

import java.util.List;

/**
 * A line of redis.conf, or an option of the command line with its values.
 *
 * @param where for messages: {@code "redis.conf, line 3: 'port abc'"}
 */
public record Directive(String name, List<String> words, String where) {

  public Directive {
    words = List.copyOf(words);
  }

  boolean is(String word) {
    return name.equalsIgnoreCase(word);
  }
}
