package io.fakeredis.core.command;

import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Flag.DENYOOM;
import static io.fakeredis.api.Flag.FAST;
import static io.fakeredis.api.Flag.WRITE;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.api.Keys.key;
import static io.fakeredis.api.Option.flag;
import static io.fakeredis.api.Option.value;
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
import io.fakeredis.api.Numbers;
import io.fakeredis.api.Option;
import io.fakeredis.api.OptionValues;
import io.fakeredis.api.Options;
import io.fakeredis.api.Reply;
import io.fakeredis.api.StringValue;
import io.fakeredis.core.value.LongDouble;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** INCREX: counts within bounds and lets the counter expire. */
final class BoundedIncrementCommands implements CommandFamily {
  private static final Option BYINT = value("BYINT", "8.8");
  private static final Option BYFLOAT = value("BYFLOAT", "8.8");
  private static final Option LBOUND = value("LBOUND", "8.8");
  private static final Option UBOUND = value("UBOUND", "8.8");
  private static final Option SATURATE = flag("SATURATE", "8.8");
  private static final Option PERSIST = flag("PERSIST", "8.8");
  private static final Option ENX = flag("ENX", "8.8");

  private static final Options OPTIONS =
      Options.from(
          2,
          oneOf(BYINT, BYFLOAT),
          oneOf(LBOUND),
          oneOf(UBOUND),
          oneOf(SATURATE),
          oneOf(EX, PX, EXAT, PXAT, PERSIST),
          oneOf(ENX));

  private static final Bytes ZERO = Bytes.of(0);

  @Override
  public String group() {
    return "string";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        command(
                "INCREX",
                "8.8",
                -2,
                key(1),
                flags(WRITE, DENYOOM, FAST),
                BoundedIncrementCommands::increx)
            .options(OPTIONS));
  }

  private static Reply increx(Call call) {
    OptionValues options = call.options();
    long expiry = ExpiryOptions.at(call, options);
    if (options.has(ENX) && expiry == Database.NEVER) {
      throw options.has(PERSIST)
          ? Errors.syntax()
          : Errors.error("ERR ENX flag requires an expiration");
    }
    return options.has(BYFLOAT) ? addFloat(call, expiry) : addInteger(call, expiry);
  }

  private static Reply addInteger(Call call, long expiry) {
    OptionValues options = call.options();
    long by = options.has(BYINT) ? options.integer(BYINT) : 1;
    long lower = options.has(LBOUND) ? options.integer(LBOUND) : Long.MIN_VALUE;
    long upper = options.has(UBOUND) ? options.integer(UBOUND) : Long.MAX_VALUE;
    checkBounds(lower > upper);
    long old = Numbers.parseLong(current(call));
    long sum = old + by;
    boolean overflows = ((old ^ sum) & (by ^ sum)) < 0;
    boolean above = overflows ? by > 0 : sum > upper;
    if ((overflows || sum < lower || sum > upper) && !options.has(SATURATE)) {
      return Reply.array(Reply.integer(old), Reply.ZERO);
    }
    long result = above ? upper : overflows || sum < lower ? lower : sum;
    long applied = result - old;
    if (((result ^ old) & (result ^ applied)) < 0) {
      throw Errors.error("ERR increment or decrement would overflow");
    }
    store(call, StringValue.of(Bytes.of(result)), "incrby", expiry);
    return Reply.array(Reply.integer(result), Reply.integer(applied));
  }

  private static Reply addFloat(Call call, long expiry) {
    LongDouble by = number(call.options().bytes(BYFLOAT));
    LongDouble lower = bound(call, LBOUND);
    LongDouble upper = bound(call, UBOUND);
    checkBounds(lower != null && upper != null && lower.isAbove(upper));
    LongDouble old = number(current(call));
    LongDouble sum = old.plus(by);
    LongDouble result = sum;
    if (upper != null && sum.isAbove(upper)) {
      result = upper;
    } else if (lower != null && lower.isAbove(sum)) {
      result = lower;
    }
    LongDouble applied = result.minus(old);
    if (!result.isFinite() || !applied.isFinite()) {
      throw Errors.error("ERR value or increment would produce Infinity");
    }
    if (result != sum && !call.options().has(SATURATE)) {
      return Reply.array(real(old.text()), real(ZERO));
    }
    store(call, StringValue.text(result.text()), "incrbyfloat", expiry);
    return Reply.array(real(result.text()), real(applied.text()));
  }

  private static void checkBounds(boolean crossed) {
    if (crossed) {
      throw Errors.error("ERR LBOUND can't be greater than UBOUND");
    }
  }

  private static Bytes current(Call call) {
    Bytes value = call.db().string(call.args().bytes(1));
    return value == null ? ZERO : value;
  }

  private static @Nullable LongDouble bound(Call call, Option option) {
    Bytes word = call.options().bytes(option);
    return word == null ? null : number(word);
  }

  private static LongDouble number(@Nullable Bytes text) {
    LongDouble number = text == null ? null : LongDouble.parse(text);
    if (number == null) {
      throw Errors.notAFloat();
    }
    return number;
  }

  private static Reply real(Bytes text) {
    return Reply.real(Double.parseDouble(text.latin()), text.latin());
  }

  private static void store(Call call, StringValue value, String event, long expiry) {
    Bytes key = call.args().bytes(1);
    Database db = call.db();
    db.replace(key, StringValue.TYPE, value, event);
    if (call.options().has(PERSIST)) {
      db.persist(key);
    }
    boolean expires = db.expiresAt(key) != Database.NEVER;
    if (expiry == Database.NEVER || (call.options().has(ENX) && expires)) {
      return;
    }
    if (Expiries.hasPassed(call, expiry)) {
      db.remove(key, "del");
    } else {
      db.expire(key, expiry);
    }
  }
}
