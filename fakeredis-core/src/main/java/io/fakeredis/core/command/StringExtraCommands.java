package io.fakeredis.core.command;

import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Flag.DENYOOM;
import static io.fakeredis.api.Flag.FAST;
import static io.fakeredis.api.Flag.READONLY;
import static io.fakeredis.api.Flag.WRITE;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.api.Keys.key;
import static io.fakeredis.api.Options.oneOf;
import static io.fakeredis.core.command.ExpiryOptions.EX;
import static io.fakeredis.core.command.ExpiryOptions.EXAT;
import static io.fakeredis.core.command.ExpiryOptions.PX;
import static io.fakeredis.core.command.ExpiryOptions.PXAT;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Database;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Keys;
import io.fakeredis.api.Numbers;
import io.fakeredis.api.Option;
import io.fakeredis.api.OptionValues;
import io.fakeredis.api.Options;
import io.fakeredis.api.Reply;
import io.fakeredis.api.StringValue;
import java.util.ArrayList;
import java.util.List;

/** Digests of strings, and what Redis 8.4 does in one call on conditions. */
final class StringExtraCommands implements CommandFamily {
  private static final Option NX = Option.flag("NX", "8.4");
  private static final Option XX = Option.flag("XX", "8.4");
  private static final Option KEEPTTL = Option.flag("KEEPTTL", "8.4");

  /** Without them DELEX compares whole values alone, as in Valkey. */
  private static final Feature DIGESTS = Feature.since("DIGEST", "8.4");

  private static final Feature VALKEY_ERRORS = Feature.since("MSETEX.other-errors", "valkey 9.1");

  @Override
  public String group() {
    return "string";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        command("DELEX", "8.4", -2, key(1), flags(WRITE, FAST), StringExtraCommands::delex),
        command("DIGEST", "8.4", 2, key(1), flags(READONLY, FAST), StringExtraCommands::digest),
        command(
            "MSETEX",
            "8.4",
            -4,
            Keys.found(0, 0, 0, StringExtraCommands::msetexKeys),
            flags(WRITE, DENYOOM),
            StringExtraCommands::msetex));
  }

  private static Reply digest(Call call) {
    Bytes value = call.db().string(call.args().bytes(1));
    return value == null ? Reply.NULL : Reply.bulk(StringConditions.digest(value));
  }

  private static Reply delex(Call call) {
    Args args = call.args();
    if (args.count() != 2 && args.count() != 4) {
      throw Errors.arity(call.command().fullName());
    }
    Bytes key = args.bytes(1);
    boolean met = args.count() == 2 || conditionMet(call, key);
    return Reply.integer(met && call.db().remove(key, "del"));
  }

  private static boolean conditionMet(Call call, Bytes key) {
    Database.Stored stored = call.db().stored(key);
    if (stored == null) {
      return false;
    }
    if (stored.type() != StringValue.TYPE) {
      throw Errors.error("ERR Key should be of string type if conditions are specified");
    }
    for (Option condition : StringConditions.ALL) {
      boolean known = call.has(DIGESTS) || !condition.word().contains("D");
      if (known && call.args().is(2, condition.word())) {
        return StringConditions.met(call, key, condition, call.args().bytes(3));
      }
    }
    throw Errors.error(
        call.has(DIGESTS)
            ? "ERR Invalid condition. Use IFEQ, IFNE, IFDEQ, or IFDNE"
            : "ERR syntax error");
  }

  private static List<Integer> msetexKeys(Args args) {
    List<Integer> positions = new ArrayList<>();
    int keys = Numbers.isLong(args.bytes(1)) ? pairsIn(args) : 0;
    for (int i = 0; i < keys; i++) {
      positions.add(2 + 2 * i);
    }
    return positions;
  }

  /** The number of pairs that the call announces; 0 if they are not all there. */
  private static int pairsIn(Args args) {
    long keys = args.integer(1);
    return keys > 0 && keys <= (args.count() - 2) / 2 ? (int) keys : 0;
  }

  private static Reply msetex(Call call) {
    Args args = call.args();
    long keys = Numbers.isLong(args.bytes(1)) ? args.integer(1) : 0;
    if (keys < 1 || keys > Integer.MAX_VALUE) {
      throw Errors.error(
          "ERR invalid numkeys value" + (call.has(VALKEY_ERRORS) ? " or out of range" : ""));
    }
    if (pairsIn(args) == 0) {
      throw call.has(VALKEY_ERRORS)
          ? Errors.syntax()
          : Errors.error("ERR wrong number of key-value pairs");
    }
    int end = 2 + 2 * (int) keys;
    OptionValues options =
        Options.from(end, oneOf(NX, XX), oneOf(EX, PX, EXAT, PXAT, KEEPTTL))
            .parse(args, call.profile());
    long expiry = ExpiryOptions.at(call, options);
    if (!conditionMet(call, end, options)) {
      return Reply.ZERO;
    }
    for (int i = 2; i < end; i += 2) {
      store(call, args.bytes(i), args.bytes(i + 1), expiry, options.has(KEEPTTL));
    }
    return Reply.ONE;
  }

  private static boolean conditionMet(Call call, int end, OptionValues options) {
    for (int i = 2; i < end; i += 2) {
      boolean exists = call.db().exists(call.args().bytes(i));
      if ((options.has(NX) && exists) || (options.has(XX) && !exists)) {
        return false;
      }
    }
    return true;
  }

  private static void store(Call call, Bytes key, Bytes value, long expiry, boolean keepsTtl) {
    Database db = call.db();
    StringValue stored = StringCommands.ofWord(call, value);
    if (keepsTtl) {
      db.replace(key, StringValue.TYPE, stored, null);
    } else {
      db.put(key, StringValue.TYPE, stored, null);
    }
    boolean expiresFirst = !call.has(VALKEY_ERRORS); // unlike SET, and unlike Valkey
    if (!expiresFirst) {
      db.event(key, "set");
    }
    if (expiry != Database.NEVER) {
      db.expireAt(key, expiry);
      db.genericEvent(key, "expire");
    }
    if (expiresFirst) {
      db.event(key, "set");
    }
  }
}
