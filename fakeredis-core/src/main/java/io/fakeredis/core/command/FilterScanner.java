package io.fakeredis.core.command;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.CommandException;
import io.fakeredis.api.Doubles;
import io.fakeredis.api.Errors;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts a filter into terms. */
final class FilterScanner {
  private static final String SYMBOLS = "+-*%/!()<>=|&";

  private final String text;
  private int at;
  private @Nullable FilterTerm last;

  FilterScanner(Bytes expression) {
    text = expression.latin();
  }

  /** The next term; null at the end. */
  @Nullable FilterTerm next() {
    skipBlanks();
    if (at == text.length()) {
      return null;
    }
    last = term();
    return last;
  }

  /** The error of an expression that is wrong as a whole. */
  CommandException wrong() {
    return error(text);
  }

  private CommandException wrongHere() {
    return error(at >= text.length() ? text : text.substring(at));
  }

  private static CommandException error(String near) {
    return Errors.error("ERR syntax error in FILTER expression near: " + near);
  }

  private FilterTerm term() {
    char c = text.charAt(at);
    if (isDigit(at) || (c == '-' && isSign())) {
      return new FilterTerm.Constant(number());
    }
    if (c == '"' || c == '\'') {
      return new FilterTerm.Constant(string());
    }
    if (c == '.' && (at + 1 == text.length() || isFieldChar(text.charAt(at + 1)))) {
      return field();
    }
    if (c == '[') {
      return new FilterTerm.Constant(tuple());
    }
    return word();
  }

  /** A minus belongs to the number behind it where no value stands in front of it. */
  private boolean isSign() {
    boolean first =
        last == null || (last instanceof FilterOperator && last != FilterOperator.CLOSE);
    return first && isDigit(at + 1);
  }

  private boolean isDigit(int index) {
    return index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
  }

  private FilterValue number() {
    int start = at;
    at++;
    while (isDigit(at) || (at < text.length() && ".eE".indexOf(text.charAt(at)) >= 0)) {
      at++;
    }
    double number = Doubles.strtod(Bytes.latin(text.substring(start, at)));
    if (Double.isNaN(number)) {
      at = start;
      throw wrongHere();
    }
    return FilterValue.number(number);
  }

  private FilterValue string() {
    int start = at;
    char quote = text.charAt(at++);
    while (at < text.length() && text.charAt(at) != quote) {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    if (at >= text.length()) {
      throw wrong();
    }
    at++;
    return new FilterValue.Text(Bytes.latin(text.substring(start + 1, at - 1)));
  }

  private FilterTerm field() {
    int start = ++at;
    while (at < text.length() && isFieldChar(text.charAt(at))) {
      at++;
    }
    return new FilterTerm.Field(Bytes.latin(text.substring(start, at)));
  }

  private static boolean isFieldChar(char c) {
    return isLetter(c) || (c >= '0' && c <= '9') || c == '_' || c == '-';
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private FilterValue tuple() {
    List<FilterValue> items = new ArrayList<>();
    at++;
    skipBlanks();
    while (at < text.length() && text.charAt(at) != ']') {
      items.add(item());
      skipBlanks();
      if (at < text.length() && text.charAt(at) == ',') {
        at++;
        skipBlanks();
      } else if (at < text.length() && text.charAt(at) != ']') {
        throw wrongHere();
      }
    }
    if (at == text.length()) {
      throw wrongHere();
    }
    at++;
    return new FilterValue.Tuple(List.copyOf(items));
  }

  private FilterValue item() {
    char c = text.charAt(at);
    if (isDigit(at) || (c == '-' && isDigit(at + 1))) {
      return number();
    }
    if (c == '"' || c == '\'') {
      return string();
    }
    throw wrongHere();
  }

  private FilterTerm word() {
    int start = at;
    while (at < text.length()
        && (isLetter(text.charAt(at)) || SYMBOLS.indexOf(text.charAt(at)) >= 0)) {
      at++;
    }
    String run = text.substring(start, at);
    if (run.equals("null")) {
      return new FilterTerm.Constant(FilterValue.NOTHING);
    }
    FilterOperator longest = null;
    for (FilterOperator operator : FilterOperator.values()) {
      if (run.startsWith(operator.symbol())
          && (longest == null || operator.symbol().length() > longest.symbol().length())) {
        longest = operator;
      }
    }
    if (longest == null) {
      throw wrongHere();
    }
    at = start + longest.symbol().length();
    return longest;
  }

  private void skipBlanks() {
    while (at < text.length() && isBlank(text.charAt(at))) {
      at++;
    }
  }

  private static boolean isBlank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }
}
