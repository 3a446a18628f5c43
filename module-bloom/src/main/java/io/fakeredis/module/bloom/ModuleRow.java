package io.fakeredis.module.bloom;

import io.fakeredis.api.Args;
import io.fakeredis.api.Command;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Flag;
import io.fakeredis.api.Handler;
import io.fakeredis.api.Keys;
import java.util.Set;

/** Rows of the command table as RedisBloom registers its commands. */
final class ModuleRow {
  private ModuleRow() {}

  /** A command that every version of the module has. */
  static Command row(
      String name, int arity, Set<Flag> flags, Handler handler, String... categories) {
    return row(name, Command.ALWAYS, arity, flags, handler, categories);
  }

  /**
   * A command.
   *
   * @param arity as {@link Command} has it, but unknown to the server: the module counts the words
   *     when the command runs, so that MULTI queues a call that has too few of them
   * @param categories all ACL categories; the flags imply none
   */
  static Command row(
      String name,
      String since,
      int arity,
      Set<Flag> flags,
      Handler handler,
      String... categories) {
    Handler counting =
        call -> {
          if (!accepts(arity, call.args())) {
            throw Errors.arity(name);
          }
          return handler.handle(call);
        };
    return Command.command(name, since, -1, Keys.key(1), flags, counting).categories(categories);
  }

  private static boolean accepts(int arity, Args args) {
    return arity >= 0 ? args.count() == arity : args.count() >= -arity;
  }

  /**
   * Where a word stands among the arguments from the index on, in whatever case; -1 if nowhere.
   * RedisBloom looks everywhere, so that a key with the name of an option is taken for the option.
   */
  static int find(Args args, int from, String word) {
    for (int i = from; i < args.count(); i++) {
      if (args.is(i, word)) {
        return i;
      }
    }
    return -1;
  }
}
