package io.fakeredis.module.timeseries;

import io.fakeredis.api.Command;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Flag;
import io.fakeredis.api.Handler;
import io.fakeredis.api.Keys;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;

/** Rows of the command table as RedisTimeSeries registers its commands. */
final class SeriesRow {
  /** The version of the server whose module has the newest commands. */
  static final String SINCE_8_10 = "8.10";

  private SeriesRow() {}

  /** A command with its key behind its name. */
  static Command row(
      String name, int least, int most, Set<Flag> flags, Handler handler, String... categories) {
    return row(name, Command.ALWAYS, least, most, Keys.key(1), flags, handler, categories);
  }

  /**
   * A command.
   *
   * @param since the version that brought it
   * @param least the least number of words, which the module counts when the command runs: the
   *     server knows of no arity, so that MULTI queues a call that has too few
   * @param most the highest number of words
   */
  static Command row(
      String name,
      String since,
      int least,
      int most,
      Keys keys,
      Set<Flag> flags,
      Handler handler,
      String... categories) {
    Handler counting =
        call -> {
          int count = call.args().count();
          if (count < least || count > most) {
            throw Errors.arity(name);
          }
          return handler.handle(call);
        };
    return Command.command(name, since, -1, keys, flags, counting)
        .categories(
            Stream.concat(Arrays.stream(categories), Stream.of("timeseries"))
                .toArray(String[]::new));
  }
}
