package io.fakeredis.core.script;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.CommandException;
import io.fakeredis.api.Errors;
import io.fakeredis.core.resp.InlineWords;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the first line of a library says: {@code #!lua name=mylib}.
 *
 * @param body the code, beginning with the end of that line
 */
record LibraryHeader(String engine, String name, Bytes body) {
  private static final String NAME = "name=";

  /** Reads the line, and checks the name. */
  static LibraryHeader of(Bytes code) {
    String text = code.latin();
    if (!text.startsWith("#!")) {
      throw Errors.error("ERR Missing library metadata");
    }
    int end = text.indexOf('\n');
    if (end < 0) {
      throw invalid();
    }
    List<Bytes> words = InlineWords.split(code.array(), 0, end);
    if (words == null || words.isEmpty()) {
      throw invalid();
    }
    String name = name(words.subList(1, words.size()));
    if (name == null) {
      throw Errors.error("ERR Library name was not given");
    }
    checkName(name, "Library");
    return new LibraryHeader(
        words.get(0).latin().substring(2), name, code.slice(end, code.length()));
  }

  private static CommandException invalid() {
    return Errors.error("ERR Invalid library metadata");
  }

  private static @Nullable String name(List<Bytes> options) {
    String name = null;
    for (Bytes option : options) {
      String word = option.latin();
      if (!word.toLowerCase(Locale.ROOT).startsWith(NAME)) {
        throw Errors.error("ERR Invalid metadata value given: " + word);
      }
      if (name != null) {
        throw Errors.error("ERR Invalid metadata value, name argument was given multiple times");
      }
      name = word.substring(NAME.length());
    }
    return name;
  }

  /** Names are words, those of functions as well. */
  static void checkName(String name, String what) {
    if (!isName(name)) {
      throw Errors.error(
          "ERR "
              + what
              + " names can only contain letters, numbers, or underscores(_) and must be at least"
              + " one character long");
    }
  }

  static boolean isName(String name) {
    return name.matches("[A-Za-z0-9_]+");
  }
}
