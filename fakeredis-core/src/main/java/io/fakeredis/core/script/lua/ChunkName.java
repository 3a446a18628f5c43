package io.fakeredis.core.script.lua;

/** How a chunk's name appears in messages. */
final class ChunkName {

  /** Room for the name in errors of a running script. */
  static final int RUN_TIME = 60;

  /** Room for the name in errors of the compiler. */
  static final int COMPILE_TIME = 80;

  private ChunkName() {}

  /** {@code =name} stays as it is, {@code @name} keeps its end, other names are source text. */
  static String display(LuaString source, int limit) {
    String text = source.untilNul().latin1();
    if (text.startsWith("=")) {
      return text.substring(1, Math.min(text.length(), limit));
    }
    if (text.startsWith("@")) {
      int room = limit - " '...' ".length() - 1;
      String file = text.substring(1);
      return file.length() > room ? "..." + file.substring(file.length() - room) : file;
    }
    return firstLine(text, limit);
  }

  private static String firstLine(String text, int limit) {
    int room = limit - " [string \"...\"] ".length() - 1;
    int end = 0;
    while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
      end++;
    }
    int shown = Math.min(end, room);
    boolean cut = shown < text.length();
    return "[string \"" + text.substring(0, shown) + (cut ? "..." : "") + "\"]";
  }
}
