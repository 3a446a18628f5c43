package io.fakeredis.core.rdb;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Membered;
import io.fakeredis.api.Numbers;
import io.fakeredis.api.Settings;
import org.jspecify.annotations.Nullable;

/**
 * How KeyDB's files tell when members vanish: two fields of information for each, behind the key
 * that has them.
 */
final class MemberTimesFormat {
  private static final Feature KNOWN = Feature.since("RDB.member-times", "keydb 6.3");
  private static final Bytes KEY = Bytes.latin("keydb-subexpire-key");
  private static final Bytes WHEN = Bytes.latin("keydb-subexpire-when");

  private final boolean known;
  private @Nullable Membered value;
  private Bytes member = Bytes.EMPTY;

  MemberTimesFormat(Settings settings) {
    this.known = settings.has(KNOWN);
  }

  /** Writes what there is to tell of the value that was just written. */
  void write(Object written, RdbWriter out) {
    if (known && written instanceof Membered membered) {
      membered
          .memberTimes()
          .forEach(
              (name, at) -> {
                field(out, KEY, name);
                field(out, WHEN, Bytes.of(at));
              });
    }
  }

  private static void field(RdbWriter out, Bytes name, Bytes value) {
    out.u8(RdbOpcode.AUX);
    out.string(name);
    out.string(value);
  }

  /** Takes what is told next for what belongs to that value. */
  void follows(Object read) {
    value = read instanceof Membered membered ? membered : null;
  }

  /** Whether the field is one of those, which is then read. */
  boolean reads(Bytes name, Bytes text) {
    if (!known) {
      return false;
    }
    if (name.equals(WHEN) && value != null) {
      value.memberTimes().set(member, Numbers.toLong(text));
    }
    member = text;
    return name.equals(KEY) || name.equals(WHEN);
  }
}
