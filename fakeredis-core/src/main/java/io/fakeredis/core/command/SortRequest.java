package io.fakeredis.core.command;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What SORT is asked for. */
final class SortRequest {
  private static final Feature CHECKS_ACCESS = Feature.since("SORT.checks-access", "7.0");

  final Bytes key;
  private final boolean mayReadAnyKey;
  final List<Bytes> gets = new ArrayList<>();
  @Nullable Bytes by;
  @Nullable Bytes destination;
  boolean descending;
  boolean alphabetic;
  private boolean unsorted;
  long offset;
  long count = -1;

  private SortRequest(Bytes key, boolean mayReadAnyKey) {
    this.key = key;
    this.mayReadAnyKey = mayReadAnyKey;
  }

  static SortRequest parse(Call call, boolean mayStore) {
    Args args = call.args();
    SortRequest request = new SortRequest(args.bytes(1), mayReadAnyKey(call));
    int i = 2;
    while (i < args.count()) {
      i = request.parseOne(args, i, mayStore);
    }
    return request;
  }

  private static boolean mayReadAnyKey(Call call) {
    return !call.has(CHECKS_ACCESS) || call.mayReadAnyKey();
  }

  private int parseOne(Args args, int i, boolean mayStore) {
    int following = args.count() - i - 1;
    if (args.is(i, "ASC") || args.is(i, "DESC")) {
      descending = args.is(i, "DESC");
      return i + 1;
    }
    if (args.is(i, "ALPHA")) {
      alphabetic = true;
      return i + 1;
    }
    if (args.is(i, "LIMIT") && following >= 2) {
      offset = args.integer(i + 1);
      count = args.integer(i + 2);
      return i + 3;
    }
    if (following >= 1 && takeOperand(args, i, mayStore)) {
      return i + 2;
    }
    throw Errors.syntax();
  }

  /** Nobody can tell beforehand which keys a pattern will read. */
  private void checkAccess(String option, boolean readsNothing) {
    if (!mayReadAnyKey && !readsNothing) {
      throw Errors.error(
          "ERR " + option + " option of SORT denied due to insufficient ACL permissions.");
    }
  }

  private boolean takeOperand(Args args, int i, boolean mayStore) {
    Bytes operand = args.bytes(i + 1);
    if (args.is(i, "STORE") && mayStore) {
      destination = operand;
    } else if (args.is(i, "BY")) {
      by = operand;
      boolean constant = operand.latin().indexOf('*') < 0;
      unsorted |= constant;
      checkAccess("BY", constant);
    } else if (args.is(i, "GET")) {
      gets.add(operand);
      checkAccess("GET", false);
    } else {
      return false;
    }
    return true;
  }

  /** A BY pattern without a star means that there is nothing to sort by, whatever BY says later. */
  boolean sorts() {
    return !unsorted;
  }
}
