package io.fakeredis.core.command;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Reply;
import io.fakeredis.core.value.ListValue;
import io.fakeredis.core.value.ListValue.End;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** LPOS: where in a list an element is. */
final class ListPosition {
  private static final Feature RANK_HINT = Feature.since("LPOS.hint-for-rank-zero", "7.0");
  private static final Feature RANK_RANGE = Feature.since("LPOS.checks-rank-range", "7.2");

  /** 6.0 tells a COUNT or MAXLEN that is no number from one that is negative. */
  private static final Feature ONE_ERROR = Feature.since("LPOS.one-error-for-counts", "6.2");

  /** The error for the one number that has no counterpart of the other sign. */
  static final String RANGE =
      "ERR value is out of range, value must between -9223372036854775807 and 9223372036854775807";

  private final Bytes element;
  private long rank = 1;
  private long count = 1;
  private boolean counted;
  private long maxlen;

  private ListPosition(Bytes element) {
    this.element = element;
  }

  static Reply lpos(Call call) {
    ListPosition request = parse(call);
    ListValue list = call.db().find(call.args().bytes(1), ListValue.TYPE);
    List<Reply> found = list == null ? List.of() : request.search(list);
    if (request.counted) {
      return Reply.array(found);
    }
    return found.isEmpty() ? Reply.NULL : found.get(0);
  }

  private static ListPosition parse(Call call) {
    Args args = call.args();
    ListPosition request = new ListPosition(args.bytes(2));
    for (int i = 3; i < args.count(); i += 2) {
      if (i + 1 == args.count()) {
        throw Errors.syntax();
      } else if (args.is(i, "RANK")) {
        request.rank = rank(call, i + 1);
      } else if (args.is(i, "COUNT")) {
        request.count = natural(call, i + 1, "ERR COUNT can't be negative");
        request.counted = true;
      } else if (args.is(i, "MAXLEN")) {
        request.maxlen = natural(call, i + 1, "ERR MAXLEN can't be negative");
      } else {
        throw Errors.syntax();
      }
    }
    return request;
  }

  private static long rank(Call call, int index) {
    long rank = call.args().integer(index);
    if (rank == Long.MIN_VALUE && call.has(RANK_RANGE)) {
      throw Errors.error(RANGE);
    }
    if (rank == 0) {
      throw Errors.error(
          "ERR RANK can't be zero: use 1 to start from the first match, 2 from the second"
              + (call.has(RANK_HINT)
                  ? " ... or use negative to start from the end of the list"
                  : ", ..."));
    }
    return rank;
  }

  private static long natural(Call call, int index, String message) {
    if (!call.has(ONE_ERROR)) {
      call.args().integer(index);
    }
    return call.args().integerFrom(0, index, message);
  }

  private List<Reply> search(ListValue list) {
    End from = rank > 0 ? End.HEAD : End.TAIL;
    long first = Math.abs(rank); // of Long.MIN_VALUE that is itself, which old servers let pass
    long matches = 0;
    List<Reply> found = new ArrayList<>();
    Iterator<Bytes> elements = list.iterator(from);
    for (int i = 0; elements.hasNext() && (maxlen == 0 || i < maxlen); i++) {
      if (!elements.next().equals(element) || ++matches < first) {
        continue;
      }
      found.add(Reply.integer(from == End.HEAD ? i : list.size() - 1 - i));
      if (found.size() == count) {
        break;
      }
    }
    return found;
  }
}
