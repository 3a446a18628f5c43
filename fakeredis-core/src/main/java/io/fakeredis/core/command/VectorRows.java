package io.fakeredis.core.command;

import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Keys.key;

import io.fakeredis.api.Command;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Flag;
import io.fakeredis.api.Handler;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Rows of the vector commands, which in the real server come from a module. */
final class VectorRows {
  private static final String STRICT = "8.4";
  private static final int ANY_ARITY = -1;

  private final List<Command> rows = new ArrayList<>();

  /** A command of 8.0. Before 8.4 only its handler checks the arity, so MULTI queues it anyway. */
  VectorRows add(String name, int arity, Set<Flag> flags, Handler handler) {
    Command strict = command(name, STRICT, arity, key(1), flags, handler).shownInCapitals();
    Handler checked =
        call -> {
          if (!strict.accepts(call.args().count())) {
            throw Errors.arity(strict);
          }
          return handler.handle(call);
        };
    rows.add(command(name, "8.0", ANY_ARITY, key(1), flags, checked).shownInCapitals());
    rows.add(strict);
    return this;
  }

  /** A command of 8.4. */
  VectorRows addStrict(String name, int arity, Set<Flag> flags, Handler handler) {
    rows.add(command(name, STRICT, arity, key(1), flags, handler).shownInCapitals());
    return this;
  }

  List<Command> list() {
    return List.copyOf(rows);
  }
}
