package io.fakeredis.core.command;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.core.value.HashValue.Field;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What HEXPIRE asks for beside the time: which fields, and what must be true of each. */
record FieldCondition(Set<Kind> kinds, List<Bytes> names) {
  /** Since then options may stand in any order, behind the fields, too. */
  static final Feature FREE_ORDER = Feature.since("HEXPIRE.free-order", "8.6");

  private static final String BAD_COUNT = "ERR Parameter `numFields` should be greater than 0";

  enum Kind {
    NX,
    XX,
    GT,
    LT;

    static @Nullable Kind of(Bytes word) {
      for (Kind kind : values()) {
        if (word.is(kind.name())) {
          return kind;
        }
      }
      return null;
    }

    /** Whether the field may expire at that time. */
    private boolean allows(Field field, long at) {
      return switch (this) {
        case NX -> !field.expires();
        case XX -> field.expires();
        case GT -> field.expires() && at > field.expiresAt();
        case LT -> !field.expires() || at < field.expiresAt();
      };
    }
  }

  /** Reads a call of {@code HEXPIRE key time [NX | XX | GT | LT] FIELDS numfields field ...}. */
  static FieldCondition parse(Call call) {
    Args args = call.args();
    if (call.has(FREE_ORDER)) {
      return parseFree(args);
    }
    if (call.has(ValkeyFields.FORM)) {
      return parseValkey(args);
    }
    Kind kind = Kind.of(args.bytes(3));
    return kind == null
        ? new FieldCondition(Set.of(), FieldNames.at(args, 3, BAD_COUNT))
        : new FieldCondition(Set.of(kind), FieldNames.at(args, 4, BAD_COUNT));
  }

  private static FieldCondition parseFree(Args args) {
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    List<Bytes> names = null;
    int at = 3;
    while (at < args.count()) {
      Kind kind = Kind.of(args.bytes(at));
      if (kind != null) {
        kinds.add(kind);
        at++;
      } else if (args.is(at, "FIELDS")) {
        if (names != null) {
          throw FieldNames.repeated();
        }
        names = names(args, at);
        at += 2 + names.size();
      } else {
        throw FieldNames.unknown(args.text(at));
      }
    }
    if (names == null) {
      throw Errors.error("ERR missing FIELDS argument");
    }
    if (kinds.size() > 1) {
      throw Errors.error("ERR Multiple condition flags specified");
    }
    return new FieldCondition(kinds, names);
  }

  private static FieldCondition parseValkey(Args args) {
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    int fields = ValkeyFields.find(args, 3);
    for (int i = 3; i < fields; i++) {
      Kind kind = Kind.of(args.bytes(i));
      if (kind == null) {
        throw Errors.error("ERR Unsupported option " + args.text(i));
      }
      kinds.add(kind);
    }
    if (kinds.contains(Kind.NX) && kinds.size() > 1) {
      throw Errors.error("ERR NX and XX, GT or LT options at the same time are not compatible");
    }
    if (kinds.contains(Kind.GT) && kinds.contains(Kind.LT)) {
      throw Errors.error("ERR GT and LT options at the same time are not compatible");
    }
    return new FieldCondition(kinds, ValkeyFields.words(args, fields, 1));
  }

  private static List<Bytes> names(Args args, int fields) {
    if (fields + 2 >= args.count()) {
      throw Errors.error("ERR FIELDS requires at least numfields and one field argument");
    }
    long count = args.integerFrom(1, fields + 1, BAD_COUNT);
    if (count > Integer.MAX_VALUE) {
      throw Errors.error(BAD_COUNT);
    }
    if (count > args.count() - fields - 2) {
      throw FieldNames.tooFew();
    }
    return args.slice(fields + 2, fields + 2 + (int) count);
  }

  /** Whether the field may expire at that time. */
  boolean allows(Field field, long at) {
    return kinds.stream().allMatch(kind -> kind.allows(field, at));
  }
}
