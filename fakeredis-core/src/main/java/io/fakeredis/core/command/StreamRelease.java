package io.fakeredis.core.command;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Errors;
import io.fakeredis.core.value.PendingEntry;
import io.fakeredis.core.value.StreamGroup;
import io.fakeredis.core.value.StreamId;
import io.fakeredis.core.value.StreamValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What XNACK is to do with pending entries.
 *
 * @param mode what becomes of their count of deliveries
 * @param ids which ones
 * @param retryCount the count of deliveries that they get whatever the mode; null for the mode's
 * @param force whether entries that are not pending become so
 */
record StreamRelease(Mode mode, List<StreamId> ids, @Nullable Long retryCount, boolean force) {

  /** What becomes of the count of deliveries. */
  enum Mode {
    /** The last one does not count. */
    SILENT {
      @Override
      long deliveries(long before) {
        return Math.max(before - 1, 0);
      }
    },

    /** It stays. */
    FAIL {
      @Override
      long deliveries(long before) {
        return before;
      }
    },

    /** It is as high as can be, so that nobody tries again. */
    FATAL {
      @Override
      long deliveries(long before) {
        return Long.MAX_VALUE;
      }
    };

    abstract long deliveries(long before);

    static Mode parse(Bytes word) {
      for (Mode mode : values()) {
        if (word.is(mode.name())) {
          return mode;
        }
      }
      throw Errors.syntax();
    }
  }

  /** Reads the arguments behind the group. */
  static StreamRelease parse(Args args) {
    Mode mode = Mode.parse(args.bytes(3));
    if (!args.is(4, "IDS")) {
      throw Errors.syntax();
    }
    List<Bytes> words = StreamIdBlock.words(args, 5);
    Long retryCount = null;
    boolean force = false;
    for (int at = 6 + words.size(); at < args.count(); at++) {
      if (args.is(at, "FORCE")) {
        force = true;
      } else if (args.is(at, "RETRYCOUNT") && at + 1 < args.count()) {
        at++;
        retryCount = args.integer(at);
      } else {
        throw Errors.syntax();
      }
    }
    return new StreamRelease(mode, StreamIds.parse(words), retryCount, force);
  }

  /** Releases an entry; false if it is not pending. */
  boolean apply(StreamValue stream, StreamGroup group, StreamId id) {
    PendingEntry entry = group.pending(id);
    if (entry == null && !(force && stream.find(id) != null)) {
      return false;
    }
    long count = mode.deliveries(entry == null ? 0 : entry.deliveries());
    group.release(id, retryCount == null ? count : retryCount);
    return true;
  }
}
