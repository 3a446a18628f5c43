package io.fakeredis.core.command;

import io.fakeredis.api.Args;
import io.fakeredis.api.Call;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.core.value.SortedSetValue.Member;
import org.jspecify.annotations.Nullable;

/** The options of ZADD and GEOADD: which members may get a new score, and what is replied. */
final class ScoreUpdate {
  /** ZINCRBY's: any member, by adding to its score. */
  static final ScoreUpdate ANY = new ScoreUpdate();

  private static final Feature COMPARES = Feature.since("ZADD.GT", "6.2");
  private static final Feature GEOADD_OPTIONS = Feature.since("GEOADD.NX", "6.2");

  private boolean nx;
  private boolean xx;
  private boolean gt;
  private boolean lt;
  private boolean changes;
  private boolean increments;
  private int first = 2;

  private ScoreUpdate() {}

  /** Reads a call of ZADD. */
  static ScoreUpdate ofZadd(Call call) {
    ScoreUpdate update = new ScoreUpdate();
    Args args = call.args();
    while (update.take(call, args, update.first)) {
      update.first++;
    }
    int words = args.count() - update.first;
    if (words == 0 || words % 2 != 0) {
      throw Errors.syntax();
    }
    update.check(words / 2);
    return update;
  }

  /** Reads a call of GEOADD, which has fewer options. */
  static ScoreUpdate ofGeoadd(Call call) {
    ScoreUpdate update = new ScoreUpdate();
    Args args = call.args();
    boolean takesOptions = call.has(GEOADD_OPTIONS);
    while (takesOptions && update.take(args, update.first)) {
      update.first++;
    }
    int words = args.count() - update.first;
    if (words == 0 || words % 3 != 0 || (update.nx && update.xx)) {
      throw takesOptions
          ? Errors.syntax()
          : Errors.error(
              "ERR syntax error. Try GEOADD key [x1] [y1] [name1] [x2] [y2] [name2] ... ");
    }
    return update;
  }

  private boolean take(Call call, Args args, int i) {
    if (args.is(i, "INCR")) {
      increments = true;
    } else if (args.is(i, "GT") && call.has(COMPARES)) {
      gt = true;
    } else if (args.is(i, "LT") && call.has(COMPARES)) {
      lt = true;
    } else {
      return take(args, i);
    }
    return true;
  }

  private boolean take(Args args, int i) {
    if (args.is(i, "NX")) {
      nx = true;
    } else if (args.is(i, "XX")) {
      xx = true;
    } else if (args.is(i, "CH")) {
      changes = true;
    } else {
      return false;
    }
    return true;
  }

  private void check(int pairs) {
    if (nx && xx) {
      throw Errors.error("ERR XX and NX options at the same time are not compatible");
    }
    if ((gt && nx) || (lt && nx) || (gt && lt)) {
      throw Errors.error("ERR GT, LT, and/or NX options at the same time are not compatible");
    }
    if (increments && pairs > 1) {
      throw Errors.error("ERR INCR option supports a single increment-element pair");
    }
  }

  /** Where the first score or longitude stands. */
  int first() {
    return first;
  }

  /** Whether the reply counts changed members along with the added ones. */
  boolean countsChanges() {
    return changes;
  }

  /** Whether the score is added to the one that the member has. */
  boolean increments() {
    return increments;
  }

  /** Whether the member, null if it is not there yet, may get a score at all. */
  boolean concerns(@Nullable Member member) {
    return member == null ? !xx : !nx;
  }

  /** Whether a member may get that score in the place of its own. */
  boolean allows(Member member, double score) {
    return !(gt && score <= member.score()) && !(lt && score >= member.score());
  }
}
