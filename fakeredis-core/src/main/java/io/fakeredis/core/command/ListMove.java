package io.fakeredis.core.command;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Database;
import io.fakeredis.api.Errors;
import io.fakeredis.core.value.ListValue;
import io.fakeredis.core.value.ListValue.End;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Elements to be moved from one end of a list to one end of another, or of the same. */
record ListMove(Bytes source, End from, Bytes destination, End to, Amount amount) {

  /**
   * How many elements.
   *
   * @param count the number, or the largest one
   * @param exactly whether fewer will not do
   * @param bulk whether they keep their order rather than go one by one
   */
  record Amount(long count, boolean exactly, boolean bulk) {
    static final Amount ONE = new Amount(1, false, false);

    /** Reads {@code COUNT 2 BULK} or nothing. */
    static Amount parse(Args args, int from) {
      if (args.count() == from) {
        return ONE;
      }
      boolean exactly = args.is(from, "EXACTLY");
      if (args.count() != from + 3 || (!exactly && !args.is(from, "COUNT"))) {
        throw Errors.syntax();
      }
      long count = args.integerFrom(1, from + 1, "ERR count should be greater than 0");
      boolean bulk = args.is(from + 2, "BULK");
      if (!bulk && !args.is(from + 2, "OBO")) {
        throw Errors.syntax();
      }
      return new Amount(count, exactly, bulk);
    }
  }

  /** Reads a call whose words are the keys and the ends, as those of LMOVE. */
  static ListMove parse(Args args) {
    return new ListMove(
        args.bytes(1), ListEnds.parse(args, 3), args.bytes(2), ListEnds.parse(args, 4), Amount.ONE);
  }

  ListMove withAmount(Amount newAmount) {
    return new ListMove(source, from, destination, to, newAmount);
  }

  /** Moves the elements, and gives them back in the order of the destination; none if too few. */
  List<Bytes> run(Database db) {
    ListValue giver = db.find(source, ListValue.TYPE);
    if (giver == null || (amount.exactly() && giver.size() < amount.count())) {
      return List.of();
    }
    ListValue taker = db.create(destination, ListValue.TYPE);
    List<Bytes> moved = new ArrayList<>();
    for (int left = (int) Math.min(amount.count(), giver.size()); left > 0; left--) {
      moved.add(giver.pop(from));
    }
    if (amount.bulk() ? from == End.TAIL : to == End.HEAD) {
      Collections.reverse(moved);
    }
    taker.addAll(to == End.TAIL ? moved : reversed(moved), to);
    db.changed(destination, ListEnds.pushEvent(to));
    db.changed(source, ListEnds.popEvent(from), 0);
    return moved;
  }

  private static List<Bytes> reversed(List<Bytes> elements) {
    List<Bytes> reversed = new ArrayList<>(elements);
    Collections.reverse(reversed);
    return reversed;
  }
}
