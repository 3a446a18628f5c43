package io.fakeredis.core.acl;

/** A selector that is opened and never closed. */
public final class UnmatchedParenthesisException extends Exception {
  private static final long serialVersionUID = 1;

  private final String word;

  UnmatchedParenthesisException(String word) {
    super("Unmatched parenthesis");
    this.word = word;
  }

  /** The word that opens the selector. */
  public String word() {
    return word;
  }
}
