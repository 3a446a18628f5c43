package io.fakeredis.core.command;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Errors;
import io.fakeredis.core.value.SortedSetValue.Member;

/** The members whose names are between two bounds, as ZRANGEBYLEX takes them. */
record LexRange(Bound min, Bound max) implements MemberRange {

  /** A name that is part of the range or just beyond it, or one of the two ends of all names. */
  record Bound(Kind kind, Bytes name) {

    enum Kind {
      LOWEST,
      INCLUSIVE,
      EXCLUSIVE,
      HIGHEST
    }

    static Bound parse(Bytes text) {
      char kind = text.isEmpty() ? 0 : (char) text.at(0);
      // the real server takes a zero byte for the end of the text
      boolean alone = text.length() == 1 || (text.length() > 1 && text.at(1) == 0);
      if (kind == '[' || kind == '(') {
        return new Bound(
            kind == '[' ? Kind.INCLUSIVE : Kind.EXCLUSIVE, text.slice(1, text.length()));
      }
      if (alone && (kind == '-' || kind == '+')) {
        return new Bound(kind == '-' ? Kind.LOWEST : Kind.HIGHEST, Bytes.EMPTY);
      }
      throw Errors.error("ERR min or max not valid string range item");
    }

    /** Whether the name is less (negative), equal or greater (positive). */
    int compare(Bytes other) {
      return switch (kind) {
        case LOWEST -> 1;
        case HIGHEST -> -1;
        case INCLUSIVE, EXCLUSIVE -> other.compareTo(name);
      };
    }
  }

  static LexRange parse(Bytes min, Bytes max) {
    return new LexRange(Bound.parse(min), Bound.parse(max));
  }

  @Override
  public boolean isBelow(Member member) {
    int order = min.compare(member.key());
    return min.kind == Bound.Kind.EXCLUSIVE ? order <= 0 : order < 0;
  }

  @Override
  public boolean isAbove(Member member) {
    int order = max.compare(member.key());
    return max.kind == Bound.Kind.EXCLUSIVE ? order >= 0 : order > 0;
  }

  @Override
  public boolean isEmpty() {
    if (min.kind == Bound.Kind.HIGHEST || max.kind == Bound.Kind.LOWEST) {
      return true;
    }
    if (min.kind == Bound.Kind.LOWEST || max.kind == Bound.Kind.HIGHEST) {
      return false;
    }
    int order = min.name.compareTo(max.name);
    return order > 0
        || (order == 0 && (min.kind == Bound.Kind.EXCLUSIVE || max.kind == Bound.Kind.EXCLUSIVE));
  }
}
