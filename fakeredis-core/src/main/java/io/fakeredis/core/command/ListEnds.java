package io.fakeredis.core.command;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Database;
import io.fakeredis.api.Errors;
import io.fakeredis.core.value.ListValue;
import io.fakeredis.core.value.ListValue.End;
import java.util.ArrayList;
import java.util.List;

/** What the commands share that take elements from an end of a list or add them there. */
final class ListEnds {
  private ListEnds() {}

  /** The end that the word LEFT or RIGHT names. */
  static End parse(Args args, int index) {
    if (args.is(index, "LEFT")) {
      return End.HEAD;
    }
    if (args.is(index, "RIGHT")) {
      return End.TAIL;
    }
    throw Errors.syntax();
  }

  /** Takes that many elements, or all if there are fewer, and tells of it. */
  static List<Bytes> pop(Database db, Bytes key, ListValue list, End end, long count) {
    int most = (int) Math.min(count, list.size());
    List<Bytes> popped = new ArrayList<>(most);
    for (int i = 0; i < most; i++) {
      popped.add(list.pop(end));
    }
    db.changed(key, popEvent(end), most);
    return popped;
  }

  static String pushEvent(End end) {
    return end == End.HEAD ? "lpush" : "rpush";
  }

  static String popEvent(End end) {
    return end == End.HEAD ? "lpop" : "rpop";
  }
}
