package io.fakeredis.core.command;

import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Flag.DENYOOM;
import static io.fakeredis.api.Flag.READONLY;
import static io.fakeredis.api.Flag.WRITE;
import static io.fakeredis.api.Flag.flags;

import io.fakeredis.api.Args;
import io.fakeredis.api.Call;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Keys;
import io.fakeredis.api.Reply;
import java.util.ArrayList;
import java.util.List;

/** SORT and SORT_RO. */
final class SortCommands implements CommandFamily {
  private static final Keys SORT_KEYS = Keys.found(1, 1, 1, SortCommands::keys);

  @Override
  public String group() {
    return "generic";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        command("SORT", "1.0", -2, SORT_KEYS, flags(WRITE, DENYOOM), call -> sort(call, true)),
        command("SORT_RO", "7.0", -2, Keys.key(1), flags(READONLY), call -> sort(call, false)));
  }

  private static List<Integer> keys(Args args) {
    List<Integer> positions = new ArrayList<>(List.of(1));
    int i = 2;
    while (i < args.count()) {
      if (args.is(i, "STORE") && i + 1 < args.count()) {
        positions = new ArrayList<>(List.of(1, i + 1)); // the last one counts
      }
      i +=
          args.is(i, "LIMIT")
              ? 3
              : args.is(i, "BY") || args.is(i, "GET") || args.is(i, "STORE") ? 2 : 1;
    }
    return positions;
  }

  private static Reply sort(Call call, boolean mayStore) {
    SortRequest request = SortRequest.parse(call, mayStore);
    return new Sorting(call, request).run();
  }
}
