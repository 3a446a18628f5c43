package io.fakeredis.core.command;

import static io.fakeredis.api.Option.value;

import io.fakeredis.api.Call;
import io.fakeredis.api.Database;
import io.fakeredis.api.Option;
import io.fakeredis.api.OptionValues;
import java.util.List;

/** The options of SET, GETEX and their like that say when a key expires. */
final class ExpiryOptions {
  static final Option EX = value("EX", "2.6.12");
  static final Option PX = value("PX", "2.6.12");
  static final Option EXAT = value("EXAT", "6.2");
  static final Option PXAT = value("PXAT", "6.2");

  private ExpiryOptions() {}

  /** When the options say that the key is to expire; {@link Database#NEVER} if they do not. */
  static long at(Call call, OptionValues options) {
    for (Option option : List.of(EX, PX, EXAT, PXAT)) {
      if (options.has(option)) {
        boolean seconds = option.equals(EX) || option.equals(EXAT);
        boolean absolute = option.equals(EXAT) || option.equals(PXAT);
        return Expiries.positive(call, options.integer(option), seconds, absolute);
      }
    }
    return Database.NEVER;
  }
}
