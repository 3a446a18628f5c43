package io.fakeredis.core.command;

import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Flag.DENYOOM;
import static io.fakeredis.api.Flag.FAST;
import static io.fakeredis.api.Flag.WRITE;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.api.Keys.key;
import static io.fakeredis.api.Option.flag;
import static io.fakeredis.api.Options.oneOf;
import static io.fakeredis.core.command.ExpiryOptions.EX;
import static io.fakeredis.core.command.ExpiryOptions.EXAT;
import static io.fakeredis.core.command.ExpiryOptions.PX;
import static io.fakeredis.core.command.ExpiryOptions.PXAT;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Database;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Option;
import io.fakeredis.api.OptionValues;
import io.fakeredis.api.Options;
import io.fakeredis.api.Reply;
import io.fakeredis.api.StringValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** SET and the other string commands that are about conditions and times to live. */
final class StringExpiryCommands implements CommandFamily {
  private static final Option NX = flag("NX", "2.6.12");
  private static final Option XX = flag("XX", "2.6.12");
  private static final Option GET = flag("GET", "6.2");
  private static final Option KEEPTTL = flag("KEEPTTL", "6.0");
  private static final Option PERSIST = flag("PERSIST", "6.2");

  private static final Options SET_OPTIONS =
      Options.from(
          3, oneOf(NX, XX), StringConditions.ALL, oneOf(GET), oneOf(EX, PX, EXAT, PXAT, KEEPTTL));
  private static final Options GETEX_OPTIONS = Options.from(2, oneOf(EX, PX, EXAT, PXAT, PERSIST));

  /** Since then GETEX looks at its options before it looks for the key. */
  private static final Feature CHECKS_FIRST =
      Feature.since("GETEX.checks-options-first", "valkey 9.0");

  /** Since then a key that is given a time in the past is not even set. */
  private static final Feature SETS_NOTHING_EXPIRED =
      Feature.since("SET.nothing-expired", "valkey 8.1");

  private static final Feature CONDITION_ALONE = Feature.since("SET.condition-alone", "valkey 8.1");

  private static final Feature NX_WITH_GET = Feature.since("SET.nx-with-get", "7.0");

  @Override
  public String group() {
    return "string";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        command("GETDEL", "6.2", 2, key(1), flags(WRITE, FAST), StringExpiryCommands::getdel),
        command("GETEX", "6.2", -2, key(1), flags(WRITE, FAST), StringExpiryCommands::getex)
            .options(GETEX_OPTIONS),
        command("PSETEX", "2.6", 4, key(1), flags(WRITE, DENYOOM), call -> setex(call, false)),
        command("SET", "1.0", -3, key(1), flags(WRITE, DENYOOM), StringExpiryCommands::set)
            .options(SET_OPTIONS),
        command("SETEX", "2.0", 4, key(1), flags(WRITE, DENYOOM), call -> setex(call, true)),
        command(
            "SETNX", "1.0", 3, key(1), flags(WRITE, DENYOOM, FAST), StringExpiryCommands::setnx));
  }

  private static Reply set(Call call) {
    OptionValues options = call.options();
    boolean get = options.has(GET);
    if (get && options.has(NX) && !call.has(NX_WITH_GET)) {
      throw Errors.syntax();
    }
    checkOrder(call, options);
    Bytes key = call.args().bytes(1);
    long expiry = ExpiryOptions.at(call, options);
    Bytes old = get ? call.db().string(key) : null;
    boolean met = conditionMet(call, key);
    if (met) {
      store(call, key, call.args().bytes(2), expiry, options.has(KEEPTTL));
    }
    if (get) {
      return Reply.bulkOrNull(old);
    }
    return met ? Reply.OK : Reply.NULL;
  }

  /**
   * NX and XX go together with a condition on the value, but only behind it; not on Valkey, which
   * takes a condition once.
   */
  private static void checkOrder(Call call, OptionValues options) {
    boolean existence = options.has(NX) || options.has(XX);
    for (Option condition : StringConditions.ALL) {
      boolean alone = !existence && !options.inOrder(condition, condition);
      if (options.has(condition) && !alone && call.has(CONDITION_ALONE)) {
        throw Errors.syntax();
      }
      if (options.inOrder(NX, condition) || options.inOrder(XX, condition)) {
        throw Errors.syntax();
      }
    }
  }

  private static boolean conditionMet(Call call, Bytes key) {
    OptionValues options = call.options();
    if (options.has(NX) && call.db().exists(key)) {
      return false;
    }
    if (options.has(XX) && !call.db().exists(key)) {
      return false;
    }
    return StringConditions.met(call, key, options);
  }

  private static void store(Call call, Bytes key, Bytes value, long expiry, boolean keepsTtl) {
    Database db = call.db();
    if (expiry != Database.NEVER
        && Expiries.hasPassed(call, expiry)
        && call.has(SETS_NOTHING_EXPIRED)) {
      db.remove(key, "expired");
      return;
    }
    StringValue stored = StringCommands.ofWord(call, value);
    if (keepsTtl) {
      db.replace(key, StringValue.TYPE, stored, "set");
    } else {
      db.put(key, StringValue.TYPE, stored, "set");
    }
    if (expiry != Database.NEVER) {
      db.expire(key, expiry);
      db.countChanges(-1); // the value and its time are one change
    }
  }

  private static Reply setex(Call call, boolean seconds) {
    Bytes key = call.args().bytes(1);
    long at = Expiries.positive(call, call.args().integer(2), seconds, false);
    store(call, key, call.args().bytes(3), at, false);
    return Reply.OK;
  }

  private static Reply setnx(Call call) {
    Bytes key = call.args().bytes(1);
    if (call.db().exists(key)) {
      return Reply.ZERO;
    }
    store(call, key, call.args().bytes(2), Database.NEVER, false);
    return Reply.ONE;
  }

  private static Reply getdel(Call call) {
    Bytes key = call.args().bytes(1);
    Bytes value = call.db().string(key);
    call.db().remove(key, "del");
    return Reply.bulkOrNull(value);
  }

  private static Reply getex(Call call) {
    Bytes key = call.args().bytes(1);
    OptionValues options = call.options();
    if (call.has(CHECKS_FIRST)) {
      ExpiryOptions.at(call, options);
    }
    @Nullable Bytes value = call.db().string(key);
    if (value == null) {
      return Reply.NULL;
    }
    long at = ExpiryOptions.at(call, options);
    if (at != Database.NEVER && Expiries.hasPassed(call, at)) {
      call.db().remove(key, ExpireCommands.pastEvent(call));
    } else if (at != Database.NEVER) {
      call.db().expire(key, at);
    } else if (options.has(PERSIST)) {
      call.db().persist(key);
    }
    return Reply.bulk(value);
  }
}
