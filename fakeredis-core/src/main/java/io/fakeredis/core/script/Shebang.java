package io.fakeredis.core.script;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Profile;
import io.fakeredis.core.resp.InlineWords;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The first line of a script that says what it needs: {@code #!lua flags=no-writes}. */
final class Shebang {
  private static final Feature KNOWN = Feature.since("LUA.shebang", "7.0");
  private static final Feature MANY_ENGINES = Feature.since("SCRIPT.engines", "valkey 8.1");
  private static final String ENGINE = "lua";
  private static final String FLAGS = "flags=";

  private Shebang() {}

  /** Whether the text begins with such a line, on servers that know of it. */
  static boolean isThere(Bytes body, Profile profile) {
    return body.length() >= 2 && body.at(0) == '#' && body.at(1) == '!' && profile.has(KNOWN);
  }

  /** The flags of a script; null if it has no such line. */
  static @Nullable Set<ScriptFlag> flags(Bytes body, Profile profile) {
    if (!isThere(body, profile)) {
      return null;
    }
    byte[] text = body.array();
    if (body.latin().indexOf('\n') < 0) {
      throw Errors.error("ERR Invalid script shebang");
    }
    List<Bytes> words = InlineWords.split(text, 0, line(body).length());
    if (words == null || words.isEmpty()) {
      throw Errors.error("ERR Invalid engine in script shebang");
    }
    String engine = words.get(0).latin().substring(2);
    boolean many = profile.has(MANY_ENGINES);
    if (!many && !engine.equals(ENGINE)) {
      throw Errors.error("ERR Unexpected engine in script shebang: #!" + engine);
    }
    Set<ScriptFlag> flags = flags(words.subList(1, words.size()));
    if (many && !engine.equalsIgnoreCase(ENGINE)) {
      throw Errors.error("ERR Could not find scripting engine '" + engine + "'");
    }
    return flags;
  }

  private static Set<ScriptFlag> flags(List<Bytes> options) {
    Set<ScriptFlag> flags = EnumSet.noneOf(ScriptFlag.class);
    for (Bytes option : options) {
      String word = option.latin();
      if (!word.startsWith(FLAGS)) {
        throw Errors.error("ERR Unknown lua shebang option: " + word);
      }
      addFlags(word.substring(FLAGS.length()), flags);
    }
    return flags;
  }

  private static String line(Bytes body) {
    String text = body.latin();
    int end = text.indexOf('\n');
    return end < 0 ? text : text.substring(0, end);
  }

  private static void addFlags(String list, Set<ScriptFlag> flags) {
    if (list.isEmpty()) {
      return;
    }
    for (String word : list.split(",", -1)) {
      flags.add(flag(word));
    }
  }

  private static ScriptFlag flag(String word) {
    ScriptFlag flag = ScriptFlag.of(word);
    if (flag == null) {
      throw Errors.error("ERR Unexpected flag in script shebang: " + word);
    }
    return flag;
  }

  /** The script without the line, but with its line end, so that line numbers stay right. */
  static Bytes code(Bytes body, Profile profile) {
    return isThere(body, profile) ? body.slice(line(body).length(), body.length()) : body;
  }
}
