package io.fakeredis.module.json;

import io.fakeredis.api.Command;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Flag;
import io.fakeredis.api.Handler;
import io.fakeredis.api.Keys;
import java.util.Set;

/** Rows of the command table as RedisJSON registers its commands. */
final class JsonRow {
  private JsonRow() {}

  /** A command with its key behind its name. */
  static Command row(String name, int arity, Set<Flag> flags, Handler handler) {
    return row(name, arity, Keys.key(1), flags, handler);
  }

  /**
   * A command.
   *
   * @param arity the least number of words, which the module counts when the command runs: the
   *     server knows of no arity, so that MULTI queues a call that has too few
   */
  static Command row(String name, int arity, Keys keys, Set<Flag> flags, Handler handler) {
    Handler counting =
        call -> {
          if (call.args().count() < arity) {
            throw Errors.arity(name);
          }
          return handler.handle(call);
        };
    return Command.command(name, Command.ALWAYS, -1, keys, flags, counting)
        .categories(flags.contains(Flag.WRITE) ? "write" : "read", "json");
  }
}
