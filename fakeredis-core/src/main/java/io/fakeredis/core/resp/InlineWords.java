package io.fakeredis.core.resp;

import io.fakeredis.api.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Splits a line into words as redis-cli, redis.conf and inline commands do: {@code "..."} with
 * backslash escapes, {@code '...'} with only {@code \'}, anything else up to a space.
 */
public final class InlineWords {
  private final byte[] line;
  private final int end;
  private final boolean joinsQuotes;
  private int at;

  private InlineWords(byte[] line, int from, int to, boolean joinsQuotes) {
    this.line = line;
    this.at = from;
    this.end = to;
    this.joinsQuotes = joinsQuotes;
  }

  /** The words of a line, or null if its quotes do not balance. */
  public static @Nullable List<Bytes> split(byte[] line, int from, int to) {
    return split(line, from, to, false);
  }

  /** As the other one, but a word may go on behind a closing quote if quotes are joined. */
  static @Nullable List<Bytes> split(byte[] line, int from, int to, boolean joinsQuotes) {
    return new InlineWords(line, from, to, joinsQuotes).split();
  }

  private @Nullable List<Bytes> split() {
    List<Bytes> words = new ArrayList<>();
    while (skipSpaces()) {
      ByteArrayOutputStream word = new ByteArrayOutputStream();
      if (!readWord(word)) {
        return null;
      }
      words.add(Bytes.wrap(word.toByteArray()));
    }
    return words;
  }

  private boolean skipSpaces() {
    while (at < end && isSpace(line[at])) {
      at++;
    }
    return at < end && line[at] != 0;
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || (b >= '\t' && b <= '\r');
  }

  private boolean readWord(ByteArrayOutputStream word) {
    while (at < end && !isSpace(line[at]) && line[at] != 0) {
      byte b = line[at++];
      if (b != '"' && b != '\'') {
        word.write(b);
      } else if (!readQuoted(b, word)) {
        return false;
      } else if (!joinsQuotes) {
        return at == end || isSpace(line[at]);
      }
    }
    return true;
  }

  private boolean readQuoted(byte quote, ByteArrayOutputStream word) {
    while (at < end) {
      byte b = line[at++];
      if (b == quote) {
        return true;
      }
      if (b == '\\' && at < end && (quote == '"' || line[at] == '\'')) {
        word.write(quote == '"' ? escape() : line[at++]);
      } else {
        word.write(b);
      }
    }
    return false;
  }

  private int escape() {
    if (line[at] == 'x' && at + 2 < end && hex(line[at + 1]) >= 0 && hex(line[at + 2]) >= 0) {
      int value = hex(line[at + 1]) * 16 + hex(line[at + 2]);
      at += 3;
      return value;
    }
    byte b = line[at++];
    return switch (b) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'b' -> '\b';
      case 'a' -> 7;
      default -> b;
    };
  }

  private static int hex(byte b) {
    return Character.digit(b, 16);
  }
}
