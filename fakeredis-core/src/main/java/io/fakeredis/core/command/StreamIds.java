package io.fakeredis.core.command;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.CommandException;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.core.value.StreamId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** IDs of stream entries as arguments. */
final class StreamIds {
  private static final Feature EXCLUSIVE = Feature.since("XRANGE.exclusive", "6.2");
  private static final long LAST = -1;

  /** Longer words are no IDs, whatever they say. */
  private static final int MAX_LENGTH = 127;

  private StreamIds() {}

  /** An ID whose second half may be missing, and is 0 then. */
  static StreamId parse(Bytes word) {
    return complete(word, 0);
  }

  static List<StreamId> parse(List<Bytes> words) {
    List<StreamId> ids = new ArrayList<>(words.size());
    for (Bytes word : words) {
      ids.add(parse(word));
    }
    return ids;
  }

  /** As {@link #parse(Bytes)}, but null if it is no ID. */
  static @Nullable StreamId parseOrNull(Bytes word) {
    try {
      return parse(word);
    } catch (CommandException e) {
      return null;
    }
  }

  private static StreamId complete(Bytes word, long missingSeq) {
    String text = text(word);
    int dash = text.indexOf('-');
    String seq = dash < 0 ? "" : text.substring(dash + 1);
    return new StreamId(
        number(dash < 0 ? text : text.substring(0, dash)), dash < 0 ? missingSeq : number(seq));
  }

  /** The milliseconds of an ID such as {@code 5-*}; null if the word does not end so. */
  static @Nullable Long millisecondsOnly(Bytes word) {
    String text = text(word);
    int dash = text.indexOf('-');
    return dash >= 0 && text.substring(dash + 1).equals("*")
        ? Long.valueOf(number(text.substring(0, dash)))
        : null;
  }

  /** The lower end of a range: {@code -}, {@code +}, an ID, or one after a parenthesis. */
  static StreamId rangeStart(Call call, Bytes word) {
    if (isExclusive(call, word)) {
      return orElse(complete(word.slice(1, word.length()), 0).next(), "start");
    }
    return bound(word, 0);
  }

  /** The upper end of a range; without a second half it takes in all of the millisecond. */
  static StreamId rangeEnd(Call call, Bytes word) {
    if (isExclusive(call, word)) {
      return orElse(complete(word.slice(1, word.length()), LAST).previous(), "end");
    }
    return bound(word, LAST);
  }

  private static StreamId bound(Bytes word, long missingSeq) {
    if (word.is("-")) {
      return StreamId.MIN;
    }
    return word.is("+") ? StreamId.MAX : complete(word, missingSeq);
  }

  private static boolean isExclusive(Call call, Bytes word) {
    return call.has(EXCLUSIVE) && word.length() > 1 && word.at(0) == '(';
  }

  private static StreamId orElse(@Nullable StreamId id, String end) {
    if (id == null) {
      throw Errors.error("ERR invalid " + end + " ID for the interval");
    }
    return id;
  }

  /** The real server reads IDs as C strings, so that they end at a zero byte. */
  private static String text(Bytes word) {
    if (word.length() > MAX_LENGTH) {
      throw invalid();
    }
    String text = word.latin();
    int end = text.indexOf('\0');
    return end < 0 ? text : text.substring(0, end);
  }

  /**
   * As C's {@code strtoull} reads it, but for a minus sign: blanks, a plus sign, zeros in front.
   */
  private static long number(String text) {
    String digits = text.stripLeading();
    if (digits.startsWith("+")) {
      digits = digits.substring(1);
    }
    for (int i = 0; i < digits.length(); i++) {
      if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
        throw invalid();
      }
    }
    try {
      return Long.parseUnsignedLong(digits);
    } catch (NumberFormatException e) {
      throw invalid();
    }
  }

  static CommandException invalid() {
    return Errors.error("ERR Invalid stream ID specified as stream command argument");
  }
}
