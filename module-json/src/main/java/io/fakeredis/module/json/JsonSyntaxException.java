package io.fakeredis.module.json;

/** A text is no JSON, for a reason that tells where. */
final class JsonSyntaxException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final boolean tooDeep;

  JsonSyntaxException(String message, boolean tooDeep) {
    super(message, null, false, false);
    this.tooDeep = tooDeep;
  }

  /** What is wrong, as RedisJSON says it. */
  String reason() {
    return String.valueOf(getMessage());
  }

  /** Whether the nesting alone was too much. */
  boolean isTooDeep() {
    return tooDeep;
  }
}
