package io.fakeredis.core.command;

import io.fakeredis.api.Call;
import io.fakeredis.api.CommandException;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;

/** The times to live that SET, GETEX, EXPIRE and their like take. */
final class Expiries {
  /**
   * Since 6.2 a time that does not fit into 64 bits of milliseconds is refused; 6.0 wraps around.
   */
  static final Feature CHECKED = Feature.since("EXPIRE.checks-overflow", "6.2");

  /** KeyDB lets the times of EXPIRE wrap around and refuses those whose sign has changed. */
  private static final Feature WRAPS_AROUND = Feature.since("EXPIRE.wraps-around", "keydb 6.3");

  private static final Feature QUOTED = Feature.since("EXPIRE.quotes-command", "7.0");
  private static final long SECOND = 1000;

  private Expiries() {}

  /**
   * The point of time in milliseconds since 1970 that a positive time means.
   *
   * @param seconds whether the time is in seconds rather than milliseconds
   * @param absolute whether it counts from 1970 rather than from now
   */
  static long positive(Call call, long time, boolean seconds, boolean absolute) {
    if (time <= 0) {
      throw invalid(call);
    }
    return at(call, time, seconds, absolute, call.has(CHECKED));
  }

  /** As {@link #positive}, for a time that may have passed. */
  static long at(Call call, long time, boolean seconds, boolean absolute) {
    boolean wraps = call.has(WRAPS_AROUND);
    long at = at(call, time, seconds, absolute, call.has(CHECKED) && !wraps);
    long delay = at - (absolute ? 0 : call.now());
    if (wraps && (time < 0 ? delay > 0 : at < 0)) {
      throw invalid(call);
    }
    return at;
  }

  private static long at(Call call, long time, boolean seconds, boolean absolute, boolean checked) {
    long base = absolute ? 0 : call.now();
    if (!checked) {
      return time * (seconds ? SECOND : 1) + base;
    }
    if (seconds && (time > Long.MAX_VALUE / SECOND || time < Long.MIN_VALUE / SECOND)) {
      throw invalid(call);
    }
    long millis = seconds ? time * SECOND : time;
    if (millis > Long.MAX_VALUE - base) {
      throw invalid(call);
    }
    return millis + base;
  }

  /** Whether a key that is given that time is to go at once. */
  static boolean hasPassed(Call call, long at) {
    return at <= call.now() && !call.db().keepsExpired();
  }

  static CommandException invalid(Call call) {
    String name = call.command().fullName();
    return Errors.error(
        "ERR invalid expire time in " + (call.has(QUOTED) ? "'" + name + "' command" : name));
  }
}
