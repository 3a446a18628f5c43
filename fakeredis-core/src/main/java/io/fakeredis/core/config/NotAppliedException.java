package io.fakeredis.core.config;

/** A value that is sound, but can't be put into effect. The message says why. */
public final class NotAppliedException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final String parameter;

  NotAppliedException(String parameter, IllegalArgumentException cause) {
    super(cause.getMessage(), cause);
    this.parameter = parameter;
  }

  /** Whose value it is. */
  public String parameter() {
    return parameter;
  }
}
