package io.fakeredis.core.command;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.CommandException;
import io.fakeredis.api.Errors;
import java.util.List;

/** {@code FIELDS numfields field [field ...]} at the end of a call. */
final class FieldNames {
  static final String NOT_POSITIVE = "ERR Number of fields must be a positive integer";

  private FieldNames() {}

  /**
   * The fields of a clause that has to stand at the index.
   *
   * @param badCount the error for a number of fields that is no positive integer
   */
  static List<Bytes> at(Args args, int index, String badCount) {
    if (!args.is(index, "FIELDS")) {
      throw misplaced();
    }
    long count = args.integerFrom(1, index + 1, badCount);
    if (count != args.count() - index - 2) {
      throw Errors.error("ERR The `numfields` parameter must match the number of arguments");
    }
    return args.from(index + 2);
  }

  private static CommandException misplaced() {
    return Errors.error("ERR Mandatory argument FIELDS is missing or not at the right position");
  }

  static CommandException repeated() {
    return Errors.error("ERR FIELDS keyword specified multiple times");
  }

  static CommandException unknown(String word) {
    return Errors.error("ERR unknown argument: " + Errors.shown(word));
  }

  static CommandException tooFew() {
    return Errors.error("ERR wrong number of arguments");
  }
}
