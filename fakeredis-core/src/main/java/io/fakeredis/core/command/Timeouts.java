package io.fakeredis.core.command;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.CommandException;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Numbers;
import io.fakeredis.core.value.LongDouble;
import java.math.BigInteger;
import java.math.RoundingMode;

/** The timeouts of the blocking commands. */
final class Timeouts {
  /** Before 7.0 the rest of a millisecond was cut, so that 0.001 means for ever. */
  private static final Feature ROUNDS_UP = Feature.since("TIMEOUT.rounds-up", "7.0");

  /**
   * Before 7.2 a time that does not fit into 64 bits of milliseconds was taken for negative, and
   * what it is from now on was not looked at.
   */
  private static final Feature CHECKS_RANGE = Feature.since("TIMEOUT.checks-range", "7.2");

  private Timeouts() {}

  /** The timeout in milliseconds that stands at the index; 0 for none. */
  static long milliseconds(Call call, int index) {
    Bytes word = call.args().bytes(index);
    if (!Numbers.isLong(word)) {
      throw Errors.error("ERR timeout is not an integer or out of range");
    }
    long millis = Numbers.toLong(word);
    if (millis < 0) {
      throw negative();
    }
    if (millis > Long.MAX_VALUE - call.now() && call.has(CHECKS_RANGE)) {
      throw tooLarge(call);
    }
    return millis;
  }

  /**
   * The timeout in seconds, with a fraction, that stands at the index; in milliseconds, 0 for none.
   */
  static long seconds(Call call, int index) {
    LongDouble seconds = LongDouble.parse(call.args().bytes(index));
    if (seconds == null) {
      throw Errors.error("ERR timeout is not a float or out of range");
    }
    if (!seconds.isFinite()) {
      throw seconds.isNegative() ? negative() : tooLarge(call);
    }
    RoundingMode rounding = call.has(ROUNDS_UP) ? RoundingMode.CEILING : RoundingMode.DOWN;
    BigInteger millis = seconds.times(1000).whole(rounding);
    if (millis.signum() < 0) {
      throw negative();
    }
    long now = call.has(CHECKS_RANGE) ? call.now() : 0;
    if (millis.compareTo(BigInteger.valueOf(Long.MAX_VALUE - now)) > 0) {
      throw tooLarge(call);
    }
    return millis.longValueExact();
  }

  private static CommandException negative() {
    return Errors.error("ERR timeout is negative");
  }

  private static CommandException tooLarge(Call call) {
    return call.has(CHECKS_RANGE) ? Errors.error("ERR timeout is out of range") : negative();
  }
}
