package io.fakeredis.module.bloom;

import static io.fakeredis.api.Command.ALWAYS;
import static io.fakeredis.api.Flag.DENYOOM;
import static io.fakeredis.api.Flag.MODULE;
import static io.fakeredis.api.Flag.READONLY;
import static io.fakeredis.api.Flag.WRITE;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.module.bloom.ModuleRow.row;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Doubles;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Flag;
import io.fakeredis.api.Numbers;
import io.fakeredis.api.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The <a href="https://redis.io/commands/?group=topk">top-k commands</a>. */
final class TopKCommands implements CommandFamily {
  private static final Set<Flag> WRITING = flags(WRITE, DENYOOM, MODULE);
  private static final Set<Flag> READING = flags(READONLY, MODULE);

  private static final TopKType TYPE = TopKType.TYPE;
  private static final int DEFAULT_WIDTH = 8;
  private static final int DEFAULT_DEPTH = 7;
  private static final double DEFAULT_DECAY = 0.9;
  private static final long LARGEST_SIZE = 0xffffffffL;
  private static final long LARGEST_INCREMENT = 100_000;

  /** The run of spaces was an indentation in the module's source. */
  private static final Reply BAD_INCREMENT =
      Reply.error(
          "TopK: increment must be an integer greater or equal to 0"
              + "                            and smaller or equal to 100,000");

  @Override
  public String group() {
    return "module";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        row("TOPK.RESERVE", -3, WRITING, TopKCommands::reserve, "write", "fast", "topk"),
        row("TOPK.ADD", -3, WRITING, TopKCommands::add, "write", "topk"),
        row("TOPK.INCRBY", -4, WRITING, TopKCommands::incrby, "write", "topk"),
        row("TOPK.QUERY", -3, READING, TopKCommands::query, "read", "topk"),
        row("TOPK.COUNT", ALWAYS, -3, flags(WRITE, MODULE), TopKCommands::count),
        row("TOPK.COUNT", "8.0", -3, READING, TopKCommands::count, "read", "topk"),
        row("TOPK.LIST", -2, READING, TopKCommands::list, "read", "topk"),
        row("TOPK.INFO", 2, READING, TopKCommands::info, "read", "fast", "topk"));
  }

  private static Reply reserve(Call call) {
    Args args = call.args();
    boolean sized = args.count() == 6;
    if (args.count() != 3 && !sized) {
      throw Errors.arity("topk.reserve");
    }
    if (call.db().exists(args.bytes(1))) {
      throw Errors.error("TopK: key already exists");
    }
    TopK list =
        TopK.create(
            new TopK.Shape(
                size(args, 2, "k"),
                sized ? size(args, 3, "width") : DEFAULT_WIDTH,
                sized ? size(args, 4, "depth") : DEFAULT_DEPTH,
                sized ? decay(args.bytes(5)) : DEFAULT_DECAY));
    if (list == null) {
      throw Errors.error("ERR Insufficient memory to create topk data structure");
    }
    call.db().put(args.bytes(1), TYPE, list, null);
    return Reply.OK;
  }

  private static long size(Args args, int at, String name) {
    Bytes word = args.bytes(at);
    if (!Numbers.isLong(word) || Numbers.toLong(word) < 1 || Numbers.toLong(word) > LARGEST_SIZE) {
      throw Errors.error("TopK: invalid " + name);
    }
    return Numbers.toLong(word);
  }

  private static double decay(Bytes word) {
    double decay = Doubles.parse(word);
    if (decay > 0 && decay <= 1) {
      return decay;
    }
    throw Errors.error("TopK: invalid decay value. must be '<= 1' & '> 0'");
  }

  private static Reply add(Call call) {
    TopK list = existing(call);
    List<Reply> replies = new ArrayList<>();
    for (Bytes item : call.args().from(2)) {
      replies.add(item(list.add(item, 1, call.random())));
    }
    call.db().changed(call.args().bytes(1));
    return Reply.array(replies);
  }

  /** What follows on a bad increment is not looked at. */
  private static Reply incrby(Call call) {
    Args args = call.args();
    if (args.count() % 2 != 0) {
      throw Errors.arity("topk.incrby");
    }
    TopK list = existing(call);
    List<Reply> replies = new ArrayList<>();
    for (int i = 2; i < args.count(); i += 2) {
      if (!isIncrement(args.bytes(i + 1))) {
        replies.add(BAD_INCREMENT);
        break;
      }
      replies.add(item(list.add(args.bytes(i), (int) args.integer(i + 1), call.random())));
    }
    call.db().changed(args.bytes(1));
    return Reply.array(replies);
  }

  private static boolean isIncrement(Bytes word) {
    return Numbers.isLong(word)
        && Numbers.toLong(word) >= 0
        && Numbers.toLong(word) <= LARGEST_INCREMENT;
  }

  private static Reply item(@Nullable Bytes item) {
    return item == null ? Reply.NULL : Reply.bulk(Bytes.latin(cString(item)));
  }

  /** The item as replies have it: up to the first zero. */
  static String cString(Bytes item) {
    String text = item.latin();
    int end = text.indexOf('\0');
    return end < 0 ? text : text.substring(0, end);
  }

  private static Reply query(Call call) {
    TopK list = existing(call);
    List<Reply> replies = new ArrayList<>();
    for (Bytes item : call.args().from(2)) {
      replies.add(Reply.bool(list.isListed(item)));
    }
    return Reply.array(replies);
  }

  private static Reply count(Call call) {
    TopK list = existing(call);
    List<Reply> replies = new ArrayList<>();
    for (Bytes item : call.args().from(2)) {
      replies.add(Reply.integer(list.count(item)));
    }
    return Reply.array(replies);
  }

  private static Reply list(Call call) {
    Args args = call.args();
    if (args.count() > 3) {
      throw Errors.arity("topk.list");
    }
    boolean counting = args.count() == 3;
    // The module compares as many letters as there are, so that W and the empty word will do.
    if (counting && !"WITHCOUNT".startsWith(args.text(2).toUpperCase(Locale.ROOT))) {
      throw Errors.error("WITHCOUNT keyword expected");
    }
    List<Reply> replies = new ArrayList<>();
    for (TopK.Leader leader : existing(call).leaders()) {
      replies.add(item(leader.item()));
      if (counting) {
        replies.add(Reply.integer(leader.count()));
      }
    }
    return Reply.array(replies);
  }

  private static Reply info(Call call) {
    TopK.Shape shape = existing(call).shape();
    return Reply.map(
        Reply.simple("k"),
        Reply.integer(shape.k()),
        Reply.simple("width"),
        Reply.integer(shape.width()),
        Reply.simple("depth"),
        Reply.integer(shape.depth()),
        Reply.simple("decay"),
        call.real(shape.decay()));
  }

  private static TopK existing(Call call) {
    TopK list = call.db().find(call.args().bytes(1), TYPE);
    if (list == null) {
      throw Errors.error("TopK: key does not exist");
    }
    return list;
  }
}
