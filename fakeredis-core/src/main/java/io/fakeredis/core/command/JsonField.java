package io.fakeredis.core.command;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Doubles;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a field in the attributes of an element. As in the real server, the text is read only
 * as far as the field, so that nobody notices what is wrong behind it.
 */
final class JsonField {
  private final String text;
  private int at;

  JsonField(Bytes json) {
    text = json.latin();
  }

  /** The value of the object's field; null if there is none, or none that a filter can use. */
  @Nullable FilterValue find(Bytes field) {
    if (!skips('{')) {
      return null;
    }
    skipBlanks();
    while (at < text.length() && text.charAt(at) == '"') {
      FilterValue key = string();
      if (key == null || !skips(':')) {
        return null;
      }
      skipBlanks();
      if (((FilterValue.Text) key).bytes().equals(field)) {
        return value();
      }
      if (!skipsValue() || !skips(',')) {
        return null;
      }
      skipBlanks();
    }
    return null;
  }

  private void skipBlanks() {
    while (at < text.length() && isBlank(text.charAt(at))) {
      at++;
    }
  }

  private static boolean isBlank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  /** Steps over the sign, and blanks in front of it, if it comes next. */
  private boolean skips(char sign) {
    skipBlanks();
    if (at == text.length() || text.charAt(at) != sign) {
      return false;
    }
    at++;
    return true;
  }

  private boolean skipsValue() {
    if (at < text.length() && text.charAt(at) == '{') {
      return skipsObject();
    }
    return skipsArray() || value() != null;
  }

  /** Steps over an object, whatever stands in it between balanced braces. */
  private boolean skipsObject() {
    int depth = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '"') {
        if (string() == null) {
          return false;
        }
        continue;
      }
      at++;
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (depth == 0) {
        return true;
      }
    }
    return false;
  }

  /** Steps over an array, whatever stands in it between balanced brackets. */
  private boolean skipsArray() {
    if (at == text.length() || text.charAt(at) != '[') {
      return false;
    }
    int depth = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '"') {
        if (string() == null) {
          return false;
        }
        continue;
      }
      at++;
      depth += c == '[' ? 1 : c == ']' ? -1 : 0;
      if (depth == 0) {
        return true;
      }
    }
    return false;
  }

  private @Nullable FilterValue value() {
    if (at == text.length()) {
      return null;
    }
    return switch (text.charAt(at)) {
      case '"' -> string();
      case '[' -> array();
      case 't' -> literal("true", FilterValue.truth(true));
      case 'f' -> literal("false", FilterValue.truth(false));
      case 'n' -> literal("null", FilterValue.NOTHING);
      default -> number();
    };
  }

  private @Nullable FilterValue literal(String word, FilterValue value) {
    if (!text.startsWith(word, at)) {
      return null;
    }
    at += word.length();
    return value;
  }

  private @Nullable FilterValue string() {
    StringBuilder decoded = new StringBuilder();
    for (at++; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"') {
        at++;
        return new FilterValue.Text(Bytes.latin(decoded.toString()));
      }
      if (c == '\\' && ++at == text.length()) {
        return null;
      }
      decoded.append(c == '\\' ? unescaped(text.charAt(at)) : c);
    }
    return null;
  }

  private static char unescaped(char c) {
    return switch (c) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> c;
    };
  }

  private @Nullable FilterValue number() {
    int start = at;
    while (at < text.length() && "0123456789+-.eE".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    double number = Doubles.strtod(Bytes.latin(text.substring(start, at)));
    char first = start < text.length() ? text.charAt(start) : ' ';
    boolean startsWell = first == '-' || first == '+' || (first >= '0' && first <= '9');
    return Double.isNaN(number) || !startsWell ? null : FilterValue.number(number);
  }

  private @Nullable FilterValue array() {
    List<FilterValue> items = new ArrayList<>();
    at++;
    skipBlanks();
    while (at < text.length() && text.charAt(at) != ']') {
      FilterValue item = value();
      if (item == null) {
        return null;
      }
      items.add(item);
      skipBlanks();
      if (at < text.length() && text.charAt(at) == ',') {
        at++;
        skipBlanks();
      } else if (at < text.length() && text.charAt(at) != ']') {
        return null;
      }
    }
    if (at == text.length()) {
      return null;
    }
    at++;
    return new FilterValue.Tuple(List.copyOf(items));
  }
}
