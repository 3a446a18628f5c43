package io.fakeredis.module.json;

import io.fakeredis.api.Bytes;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Regular expressions of paths; what Rust's library does not understand finds nothing. */
final class RustPattern {
  /** What Java has beyond Rust's regular expressions, which refuse it. */
  private static final Pattern NOT_RUST = Pattern.compile("\\(\\?(?:[=!>]|<[=!])|\\\\[1-9]");

  private RustPattern() {}

  /** Whether the expression fits any part of the text. */
  static boolean finds(Bytes expression, Bytes text) {
    Matcher matcher = matcher(expression, text);
    return matcher != null && matcher.find();
  }

  /** Whether the expression fits all of the text. */
  static boolean matches(Bytes expression, Bytes text) {
    Matcher matcher = matcher(expression, text);
    return matcher != null && matcher.matches();
  }

  private static @Nullable Matcher matcher(Bytes expression, Bytes text) {
    String pattern = expression.toString();
    if (NOT_RUST.matcher(pattern).find()) {
      return null;
    }
    try {
      return Pattern.compile(pattern).matcher(text.toString());
    } catch (PatternSyntaxException e) {
      return null;
    }
  }
}
