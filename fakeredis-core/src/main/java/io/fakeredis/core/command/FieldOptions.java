package io.fakeredis.core.command;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Database;
import io.fakeredis.api.Errors;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What HGETEX and HSETEX ask for: which fields, and what becomes of their times to live. */
final class FieldOptions {
  private static final String BAD_COUNT = "ERR invalid number of fields";

  private final Call call;
  private final Args args;
  private final boolean sets;

  private boolean ifMissing;
  private boolean ifPresent;
  private boolean keepsTime;
  private boolean persists;
  private long at = Database.NEVER;
  private @Nullable List<Bytes> words;

  private FieldOptions(Call call, boolean sets) {
    this.call = call;
    this.args = call.args();
    this.sets = sets;
  }

  /** Reads a call of HSETEX. */
  static FieldOptions ofHsetex(Call call) {
    FieldOptions options = new FieldOptions(call, true);
    if (call.has(ValkeyFields.FORM)) {
      options.take(ValkeyOptions.ofHsetex(call));
      return options;
    }
    options.parse(call.has(FieldCondition.FREE_ORDER));
    return options;
  }

  /** Reads a call of HGETEX. */
  static FieldOptions ofHgetex(Call call) {
    FieldOptions options = new FieldOptions(call, false);
    if (call.has(ValkeyFields.FORM)) {
      options.take(ValkeyOptions.ofHgetex(call));
    } else if (call.has(FieldCondition.FREE_ORDER)) {
      options.parse(true);
    } else {
      options.parseFixed();
    }
    return options;
  }

  /** Whether all fields have to be missing. */
  boolean ifMissing() {
    return ifMissing;
  }

  /** Whether all fields have to be there. */
  boolean ifPresent() {
    return ifPresent;
  }

  boolean keepsTime() {
    return keepsTime;
  }

  boolean persists() {
    return persists;
  }

  /** When the fields are to expire, or {@link Database#NEVER} if nothing was said. */
  long at() {
    return at;
  }

  /** The fields; for HSETEX each with its value. */
  List<Bytes> words() {
    return words == null ? List.of() : words;
  }

  private void take(ValkeyOptions options) {
    ifMissing = options.has("FNX");
    ifPresent = options.has("FXX");
    keepsTime = options.has("KEEPTTL");
    persists = options.has("PERSIST");
    words = options.words();
    at = options.at(call);
  }

  /** HGETEX up to 8.2 has its one option in front of the fields. */
  private void parseFixed() {
    int next = 2;
    if (args.is(2, "PERSIST")) {
      persists = true;
      next = 3;
    } else if (isTime(2)) {
      parseTime(2);
      next = 4;
    }
    if (args.count() <= next + 1) {
      throw Errors.arity(call.command().fullName());
    }
    words = FieldNames.at(args, next, FieldNames.NOT_POSITIVE);
  }

  private void parse(boolean freely) {
    int next = 2;
    while (next < args.count()) {
      next = parseOption(next, freely);
    }
    if (words == null) {
      throw Errors.arity(call.command().fullName());
    }
    if (sets ? persists : keepsTime || ifMissing || ifPresent) {
      throw Errors.error("ERR unknown argument");
    }
  }

  private int parseOption(int i, boolean freely) {
    if (args.is(i, "FNX") || args.is(i, "FXX")) {
      if (ifMissing || ifPresent) {
        throw Errors.error("ERR Only one of FXX or FNX arguments can be specified");
      }
      ifMissing = args.is(i, "FNX");
      ifPresent = !ifMissing;
    } else if (isTime(i)) {
      checkOnlyTime();
      parseTime(i);
      return i + 2;
    } else if (args.is(i, "KEEPTTL")) {
      checkOnlyTime();
      keepsTime = true;
    } else if (args.is(i, "PERSIST") && freely) {
      checkOnlyTime();
      persists = true;
    } else if (args.is(i, "FIELDS")) {
      return parseFields(i, freely);
    } else {
      throw FieldNames.unknown(args.text(i));
    }
    return i + 1;
  }

  private boolean isTime(int i) {
    return args.is(i, "EX") || args.is(i, "PX") || args.is(i, "EXAT") || args.is(i, "PXAT");
  }

  private void checkOnlyTime() {
    if (keepsTime || persists || at != Database.NEVER) {
      throw Errors.error(
          "ERR Only one of EX, PX, EXAT, PXAT or "
              + (sets ? "KEEPTTL" : "PERSIST")
              + " arguments can be specified");
    }
  }

  private void parseTime(int i) {
    if (i + 1 >= args.count()) {
      throw Errors.error("ERR missing expire time");
    }
    boolean seconds = args.is(i, "EX") || args.is(i, "EXAT");
    boolean absolute = args.bytes(i).length() > 2;
    at = FieldTimes.parse(call, args.bytes(i + 1), seconds, absolute);
  }

  private int parseFields(int i, boolean freely) {
    if (words != null) {
      throw FieldNames.repeated();
    }
    if (i + (freely ? 1 : 3) >= args.count()) {
      throw Errors.arity(call.command().fullName());
    }
    long count = args.integerFrom(1, i + 1, BAD_COUNT);
    if (count > Integer.MAX_VALUE) {
      throw Errors.error(BAD_COUNT);
    }
    long wanted = sets ? 2 * count : count;
    int left = args.count() - i - 2;
    if (!freely && wanted != left) {
      throw Errors.arity(call.command().fullName());
    }
    if (wanted > left) {
      throw FieldNames.tooFew();
    }
    int end = i + 2 + (int) wanted;
    words = args.slice(i + 2, end);
    return end;
  }
}
