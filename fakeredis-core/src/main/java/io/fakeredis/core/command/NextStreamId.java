package io.fakeredis.core.command;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.CommandException;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.core.value.StreamId;

/** The ID that a new entry gets: one that was given, or one that is yet to be made. */
sealed interface NextStreamId {
  Feature AUTO_SEQUENCE = Feature.since("XADD.auto-sequence", "7.0");

  /** Before, a millisecond without a sequence number left got an error about something else. */
  Feature TELLS_EXHAUSTED = Feature.since("XADD.tells-exhausted-millisecond", "7.2");

  /**
   * The ID of an entry that follows the one with the last ID.
   *
   * @throws CommandException if it would not be higher
   */
  StreamId after(StreamId last);

  /** Reads the ID of XADD. */
  static NextStreamId parse(Call call, Bytes word) {
    if (word.is("*")) {
      return new Automatic(call.now());
    }
    Long ms = call.has(AUTO_SEQUENCE) ? StreamIds.millisecondsOnly(word) : null;
    return ms == null
        ? new Given(StreamIds.parse(word))
        : new AutomaticSequence(ms, call.has(TELLS_EXHAUSTED));
  }

  private static CommandException tooSmall() {
    return Errors.error(
        "ERR The ID specified in XADD is equal or smaller than the target stream top item");
  }

  /** {@code *}: the time, unless the last ID is of the future. */
  record Automatic(long now) implements NextStreamId {
    @Override
    public StreamId after(StreamId last) {
      return Long.compareUnsigned(now, last.ms()) > 0 ? new StreamId(now, 0) : next(last);
    }

    private static StreamId next(StreamId last) {
      StreamId next = last.next();
      if (next == null) {
        throw tooSmall();
      }
      return next;
    }
  }

  /** {@code 5-*}: the next one in that millisecond. */
  record AutomaticSequence(long ms, boolean tellsExhausted) implements NextStreamId {
    @Override
    public StreamId after(StreamId last) {
      int order = Long.compareUnsigned(ms, last.ms());
      if (order < 0) {
        throw tooSmall();
      }
      if (order > 0) {
        return new StreamId(ms, 0);
      }
      StreamId next = last.next();
      if (next == null || next.ms() != ms) {
        throw tellsExhausted ? tooSmall() : Errors.error("ERR Elements are too large to be stored");
      }
      return next;
    }
  }

  /** An ID that was given. */
  record Given(StreamId id) implements NextStreamId {
    @Override
    public StreamId after(StreamId last) {
      if (id.compareTo(last) <= 0) {
        throw tooSmall();
      }
      return id;
    }
  }
}
