package io.fakeredis.core.command;

import static io.fakeredis.api.Flag.MODULE;
import static io.fakeredis.api.Flag.READONLY;
import static io.fakeredis.api.Flag.flags;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Numbers;
import io.fakeredis.api.Reply;
import io.fakeredis.core.value.VectorSetValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** VRANGE: walks through the elements of a vector set in the order of their names. */
final class VectorRangeCommands implements CommandFamily {

  @Override
  public String group() {
    return "module";
  }

  @Override
  public List<Command> commands() {
    return new VectorRows()
        .addStrict("VRANGE", -4, flags(READONLY, MODULE), VectorRangeCommands::vrange)
        .list();
  }

  private static Reply vrange(Call call) {
    Args args = call.args();
    if (args.count() > 5) {
      throw Errors.arity(call.command());
    }
    long count = args.count() == 4 ? Long.MAX_VALUE : count(args.bytes(4));
    Limit start = Limit.parse(args.bytes(2), "ERR invalid start range format");
    Limit end = Limit.parse(args.bytes(3), "ERR invalid end range format");
    if (start.sign() == '+' || end.sign() == '-') {
      throw Errors.error("ERR '-' can only be used as first argument, '+' only as second");
    }
    VectorSetValue set = call.db().find(args.bytes(1), VectorSetValue.TYPE);
    List<Bytes> names = new ArrayList<>();
    if (set != null) {
      set.names(start.name(), start.sign() == '[', end.name(), end.sign() == '[').stream()
          .limit(count)
          .forEach(names::add);
    }
    return Reply.bulks(names);
  }

  private static long count(Bytes word) {
    if (!Numbers.isLong(word)) {
      throw Errors.error("ERR invalid COUNT value");
    }
    long count = Numbers.toLong(word);
    return count < 0 ? Long.MAX_VALUE : count;
  }

  /**
   * An end of a range.
   *
   * @param sign {@code -} or {@code +} for no limit, {@code [} or {@code (} in front of a name
   */
  private record Limit(char sign, @Nullable Bytes name) {
    static Limit parse(Bytes word, String message) {
      String text = word.latin();
      if (text.equals("-") || text.equals("+")) {
        return new Limit(text.charAt(0), null);
      }
      if (text.length() > 1 && (text.charAt(0) == '[' || text.charAt(0) == '(')) {
        return new Limit(text.charAt(0), word.slice(1, word.length()));
      }
      throw Errors.error(message);
    }
  }
}
