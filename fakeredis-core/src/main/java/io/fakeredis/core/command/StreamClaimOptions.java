package io.fakeredis.core.command;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.CommandException;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Numbers;
import io.fakeredis.core.value.StreamId;
import org.jspecify.annotations.Nullable;

/**
 * How entries are to be claimed.
 *
 * @param minIdle for how long an entry must have been with its consumer
 * @param deliveredAt when the entries count as delivered
 * @param retryCount how often they count as delivered; null for once more
 * @param force whether entries that are not pending become so
 * @param justId whether only IDs are asked for, which does not count as a delivery
 * @param lastId an ID that the group must have reached at least; null for none
 */
record StreamClaimOptions(
    long minIdle,
    long deliveredAt,
    @Nullable Long retryCount,
    boolean force,
    boolean justId,
    @Nullable StreamId lastId) {

  /** The options of XAUTOCLAIM. */
  static StreamClaimOptions automatic(Call call, long minIdle, boolean justId) {
    return new StreamClaimOptions(minIdle, call.now(), null, false, justId, null);
  }

  /** Reads the options of XCLAIM, which follow the IDs. */
  static StreamClaimOptions parse(Call call, int from) {
    Args args = call.args();
    long minIdle = minIdle(args.bytes(4), "XCLAIM");
    long deliveredAt = call.now();
    Long retryCount = null;
    boolean force = false;
    boolean justId = false;
    StreamId lastId = null;
    for (int at = from; at < args.count(); at++) {
      boolean hasValue = at + 1 < args.count();
      if (args.is(at, "FORCE")) {
        force = true;
      } else if (args.is(at, "JUSTID")) {
        justId = true;
      } else if (hasValue && args.is(at, "IDLE")) {
        deliveredAt = call.now() - integer(args.bytes(++at), "IDLE");
      } else if (hasValue && args.is(at, "TIME")) {
        deliveredAt = integer(args.bytes(++at), "TIME");
      } else if (hasValue && args.is(at, "RETRYCOUNT")) {
        retryCount = retryCount(integer(args.bytes(++at), "RETRYCOUNT"));
      } else if (hasValue && args.is(at, "LASTID")) {
        lastId = StreamIds.parse(args.bytes(++at));
      } else {
        throw Errors.error("ERR Unrecognized XCLAIM option '" + args.text(at) + "'");
      }
    }
    boolean isPast = deliveredAt >= 0 && deliveredAt <= call.now();
    return new StreamClaimOptions(
        minIdle, isPast ? deliveredAt : call.now(), retryCount, force, justId, lastId);
  }

  /** A negative count is no count. */
  private static @Nullable Long retryCount(long count) {
    return count < 0 ? null : Long.valueOf(count);
  }

  static long minIdle(Bytes word, String command) {
    if (!Numbers.isLong(word)) {
      throw Errors.error("ERR Invalid min-idle-time argument for " + command);
    }
    return Math.max(Numbers.toLong(word), 0);
  }

  private static long integer(Bytes word, String option) {
    if (!Numbers.isLong(word)) {
      throw invalid(option);
    }
    return Numbers.toLong(word);
  }

  private static CommandException invalid(String option) {
    return Errors.error("ERR Invalid " + option + " option argument for XCLAIM");
  }
}
