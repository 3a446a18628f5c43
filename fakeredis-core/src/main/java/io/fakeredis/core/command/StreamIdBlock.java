package io.fakeredis.core.command;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Numbers;
import io.fakeredis.core.value.StreamId;
import io.fakeredis.core.value.StreamReferences;
import io.fakeredis.core.value.StreamValue;
import java.util.List;

/**
 * The arguments {@code [KEEPREF | DELREF | ACKED] IDS numids id ...} of XDELEX and XACKDEL.
 *
 * @param words the IDs, not yet parsed
 */
record StreamIdBlock(StreamReferences references, List<Bytes> words) {
  /** There is no such entry. */
  static final int MISSING = -1;

  static final int DELETED = 1;

  /** The entry stays because a group still needs it. */
  static final int KEPT = 2;

  /** Reads the arguments from that position on. */
  static StreamIdBlock parse(Args args, int from) {
    StreamReferences references = null;
    List<Bytes> words = null;
    int at = from;
    while (at < args.count()) {
      StreamReferences named = StreamOptions.references(args.bytes(at));
      if (named != null && references == null) {
        references = named;
        at++;
      } else if (args.is(at, "IDS") && words == null) {
        words = words(args, at + 1);
        at += 2 + words.size();
      } else {
        throw Errors.syntax();
      }
    }
    if (words == null) {
      throw Errors.syntax();
    }
    return new StreamIdBlock(references == null ? StreamReferences.KEEPREF : references, words);
  }

  /** The IDs behind a count at that position. */
  static List<Bytes> words(Args args, int at) {
    if (at >= args.count()) {
      throw Errors.syntax();
    }
    long count = Numbers.isLong(args.bytes(at)) ? args.integer(at) : 0;
    if (count <= 0) {
      throw Errors.error("ERR Number of IDs must be a positive integer");
    }
    if (count > args.count() - at - 1) {
      throw Errors.error("ERR The `numids` parameter must match the number of arguments");
    }
    return args.slice(at + 1, at + 1 + (int) count);
  }

  /** Deletes an entry as the policy has it, and tells what became of it. */
  int delete(StreamValue stream, StreamId id) {
    if (references == StreamReferences.DELREF) {
      stream.dropReferences(id);
    }
    if (references == StreamReferences.ACKED && stream.isNeeded(id)) {
      return KEPT; // the real server does not look first whether the entry exists
    }
    return stream.delete(id) ? DELETED : MISSING;
  }
}
