package io.fakeredis.core.command;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.CommandException;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import java.util.List;

/**
 * {@code [options] FIELDS numfields field [field ...]} as Valkey reads it: FIELDS ends the options,
 * wherever it stands, its fields end the call, and all that is seen to before the key is.
 */
final class ValkeyFields {
  /** Valkey's commands for fields that expire have other errors, options and encodings. */
  static final Feature FORM = Feature.since("HEXPIRE.valkey-form", "valkey 9.0");

  private ValkeyFields() {}

  /** Where the word FIELDS stands, at the index or later. */
  static int find(Args args, int from) {
    for (int i = from; i < args.count() - 1; i++) {
      if (args.is(i, "FIELDS")) {
        return i;
      }
    }
    throw mismatch();
  }

  /** The words behind FIELDS and the number, so many a field. */
  static List<Bytes> words(Args args, int fields, int wordsPerField) {
    long count = args.integer(fields + 1);
    int words = args.count() - fields - 2;
    if (count < 1 || count > words || count * wordsPerField != words) {
      throw mismatch();
    }
    return args.from(fields + 2);
  }

  /** The fields of HTTL, HPERSIST and their like, where the clause has one place. */
  static List<Bytes> fixed(Call call, CommandException otherCount) {
    Args args = call.args();
    if (!args.is(2, "FIELDS")) {
      throw Errors.syntax();
    }
    if (args.integer(3) != args.count() - 4) {
      throw otherCount;
    }
    return args.from(4);
  }

  static CommandException mismatch() {
    return Errors.error(
        "ERR numfields should be greater than 0 and match the provided number of fields");
  }
}
