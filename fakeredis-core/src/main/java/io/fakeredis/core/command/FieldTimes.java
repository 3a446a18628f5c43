package io.fakeredis.core.command;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.CommandException;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Numbers;

/** The times at which fields of a hash expire. */
final class FieldTimes {
  /** Redis keeps 46 bits of milliseconds. */
  private static final long LATEST = (1L << 46) - 1;

  private static final long SECOND = 1000;

  private FieldTimes() {}

  /**
   * The point of time in milliseconds since 1970 that the word means.
   *
   * @param seconds whether it is in seconds rather than milliseconds
   * @param absolute whether it counts from 1970 rather than from now
   */
  static long parse(Call call, Bytes word, boolean seconds, boolean absolute) {
    long time = Numbers.parseLong(word);
    boolean valkey = call.has(ValkeyFields.FORM);
    if (time < 0 && valkey) {
      throw invalid(call);
    }
    if (time < 0) {
      throw Errors.error("ERR invalid expire time, must be >= 0");
    }
    long unit = seconds ? SECOND : 1;
    long base = absolute ? 0 : call.now();
    long latest = valkey ? Long.MAX_VALUE : LATEST;
    if (time > latest / unit || time * unit > latest - base) {
      throw invalid(call);
    }
    return time * unit + base;
  }

  private static CommandException invalid(Call call) {
    return Errors.error("ERR invalid expire time in '" + call.command().fullName() + "' command");
  }
}
