package io.fakeredis.core.acl;

/** A rule that is refused. */
public final class RuleException extends Exception {
  private static final long serialVersionUID = 1;

  private static final String UNKNOWN = "Unknown command or category name in ACL";

  private final String rule;
  private final String reason;

  RuleException(String rule, String reason) {
    super(rule + ": " + reason);
    this.rule = rule;
    this.reason = reason;
  }

  RuleException(String reason) {
    this("", reason);
  }

  /** The rule as it was given. */
  public String rule() {
    return rule;
  }

  /** The reason in the real server's words. */
  public String reason() {
    return reason;
  }

  RuleException in(String wholeRule) {
    return new RuleException(wholeRule, reason);
  }

  /** Whether the rule names a command or category that is not there. */
  boolean isUnknownCommand() {
    return reason.equals(UNKNOWN);
  }

  static RuleException syntax() {
    return new RuleException("Syntax error");
  }

  static RuleException unknownCommand() {
    return new RuleException(UNKNOWN);
  }
}
