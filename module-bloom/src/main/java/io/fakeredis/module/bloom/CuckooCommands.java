package io.fakeredis.module.bloom;

import static io.fakeredis.api.Flag.DENYOOM;
import static io.fakeredis.api.Flag.FAST;
import static io.fakeredis.api.Flag.MODULE;
import static io.fakeredis.api.Flag.READONLY;
import static io.fakeredis.api.Flag.WRITE;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.module.bloom.ModuleRow.row;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandException;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Database;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Flag;
import io.fakeredis.api.Numbers;
import io.fakeredis.api.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The <a href="https://redis.io/commands/?group=cf">cuckoo filter commands</a>. */
final class CuckooCommands implements CommandFamily {
  private static final Set<Flag> WRITING = flags(WRITE, DENYOOM, MODULE);
  private static final Set<Flag> SHRINKING = flags(WRITE, FAST, MODULE);
  private static final Set<Flag> READING = flags(READONLY, FAST, MODULE);

  private static final CuckooFilterType TYPE = CuckooFilterType.TYPE;
  private static final int FIRST_INSERT_OPTION = 2;

  @Override
  public String group() {
    return "module";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        row("CF.RESERVE", -3, WRITING, CuckooCommands::reserve, "write", "fast", "cuckoo"),
        row("CF.ADD", 3, WRITING, call -> add(call, false), "write", "cuckoo"),
        row("CF.ADDNX", 3, WRITING, call -> add(call, true), "write", "cuckoo"),
        row("CF.INSERT", -4, WRITING, call -> insert(call, false), "write", "cuckoo"),
        row("CF.INSERTNX", -4, WRITING, call -> insert(call, true), "write", "cuckoo"),
        row("CF.EXISTS", 3, READING, CuckooCommands::exists, "read", "cuckoo"),
        row("CF.MEXISTS", -3, READING, CuckooCommands::mexists, "read", "cuckoo"),
        row("CF.COUNT", 3, READING, CuckooCommands::count, "read", "cuckoo"),
        row("CF.DEL", 3, SHRINKING, CuckooCommands::del, "write", "cuckoo"),
        row("CF.COMPACT", 2, READING, CuckooCommands::compact, "read", "cuckoo"),
        row("CF.INFO", 2, READING, CuckooCommands::info, "read", "fast", "cuckoo"),
        row("CF.DEBUG", 2, READING, CuckooCommands::debug, "read", "cuckoo"),
        row("CF.SCANDUMP", 3, READING, CuckooCommands::scandump, "read", "cuckoo"),
        row("CF.LOADCHUNK", 4, WRITING, CuckooCommands::loadchunk, "write", "cuckoo"));
  }

  private static Reply reserve(Call call) {
    if (call.args().count() % 2 == 0) {
      throw Errors.arity("cf.reserve");
    }
    CuckooSizes sizes = CuckooSizes.reserved(call);
    Bytes key = call.args().bytes(1);
    if (call.db().find(key, TYPE) != null) {
      throw itemExists();
    }
    call.db().put(key, TYPE, sizes.filter(), null);
    return Reply.OK;
  }

  private static Reply add(Call call, boolean unique) {
    CuckooFilter filter = call.db().create(call.args().bytes(1), TYPE);
    checkExpansions(call, filter);
    CuckooFilter.Added added = filter.add(call.args().bytes(2), unique);
    call.db().changed(call.args().bytes(1));
    return switch (added) {
      case YES -> Reply.bool(true);
      case PRESENT -> Reply.bool(false);
      case FULL -> Reply.error("Filter is full");
      case FAILED -> Reply.error("Memory allocation failure");
    };
  }

  /** A call may add any number of layers, but the next call is refused then. */
  private static void checkExpansions(Call call, CuckooFilter filter) {
    if (filter.layers().size() >= Defaults.number(call.settings(), Defaults.CF_MAX_EXPANSIONS)) {
      throw Errors.error("Maximum expansions reached");
    }
  }

  private static Reply insert(Call call, boolean unique) {
    Insertion insertion = Insertion.of(call);
    Bytes key = call.args().bytes(1);
    CuckooFilter filter = call.db().find(key, TYPE);
    if (filter == null) {
      if (!insertion.creating()) {
        throw notFound();
      }
      filter = insertion.sizes().filter();
      call.db().put(key, TYPE, filter, null);
    }
    checkExpansions(call, filter);
    List<Reply> replies = new ArrayList<>(insertion.items().size());
    for (Bytes item : insertion.items()) {
      CuckooFilter.Added added = filter.add(item, unique);
      replies.add(unique ? insertedUnique(added) : inserted(added));
    }
    call.db().changed(key);
    return Reply.array(replies);
  }

  private static Reply inserted(CuckooFilter.Added added) {
    return switch (added) {
      case YES -> Reply.bool(true);
      case PRESENT -> Reply.bool(false);
      case FULL -> Reply.byProtocol(Reply.integer(-1), Reply.bool(false));
      case FAILED -> Reply.error("Memory allocation failure");
    };
  }

  private static Reply insertedUnique(CuckooFilter.Added added) {
    return switch (added) {
      case YES -> Reply.ONE;
      case PRESENT -> Reply.ZERO;
      case FULL -> Reply.integer(-1);
      case FAILED -> Reply.error("Memory allocation failure");
    };
  }

  /** What CF.INSERT is told. */
  private record Insertion(boolean creating, CuckooSizes sizes, List<Bytes> items) {

    /** RedisBloom tells options by their first letter, and takes any word that has it. */
    static Insertion of(Call call) {
      Args args = call.args();
      boolean creating = true;
      CuckooSizes sizes = CuckooSizes.defaults(call.settings());
      for (int at = FIRST_INSERT_OPTION; at < args.count(); at++) {
        boolean last = at + 1 == args.count();
        switch (BloomInsertion.letter(args.bytes(at), 0)) {
          case 'i' -> {
            List<Bytes> items = args.from(at + 1);
            if (!items.isEmpty()) {
              return new Insertion(creating, sizes, items);
            }
          }
          case 'c' -> sizes = last ? sizes : sizes.withCapacity(call, args.bytes(++at));
          case 'n' -> creating = false;
          default -> throw Errors.error("Unknown argument received");
        }
      }
      throw Errors.arity(call.command().fullName());
    }
  }

  private static Reply exists(Call call) {
    CuckooFilter filter = peek(call);
    return Reply.bool(filter != null && filter.contains(call.args().bytes(2)));
  }

  private static Reply mexists(Call call) {
    CuckooFilter filter = peek(call);
    List<Reply> replies = new ArrayList<>();
    for (Bytes item : call.args().from(2)) {
      replies.add(Reply.bool(filter != null && filter.contains(item)));
    }
    return Reply.array(replies);
  }

  private static Reply count(Call call) {
    CuckooFilter filter = peek(call);
    return Reply.integer(filter == null ? 0 : filter.count(call.args().bytes(2)));
  }

  private static Reply del(Call call) {
    CuckooFilter filter = peek(call);
    if (filter == null) {
      throw Errors.error("Not found");
    }
    boolean removed = filter.remove(call.args().bytes(2));
    call.db().changed(call.args().bytes(1));
    return Reply.bool(removed);
  }

  private static Reply compact(Call call) {
    CuckooFilter filter = peek(call);
    if (filter == null) {
      throw Errors.error("Cuckoo filter was not found");
    }
    filter.compact(true);
    call.db().changed(call.args().bytes(1));
    return Reply.OK;
  }

  /** The filter, if that is what the key holds; these commands take all else for a missing one. */
  private static @Nullable CuckooFilter peek(Call call) {
    Database.Stored stored = call.db().stored(call.args().bytes(1));
    boolean isFilter = stored != null && stored.type() == TYPE;
    return isFilter ? call.db().find(call.args().bytes(1), TYPE) : null;
  }

  private static Reply info(Call call) {
    CuckooFilter filter = existing(call);
    CuckooFilter.Shape shape = filter.shape();
    return Reply.map(
        Reply.simple("Size"),
        Reply.integer(filter.memory()),
        Reply.simple("Number of buckets"),
        Reply.integer(shape.buckets()),
        Reply.simple("Number of filters"),
        Reply.integer(filter.layers().size()),
        Reply.simple("Number of items inserted"),
        Reply.integer(filter.items()),
        Reply.simple("Number of items deleted"),
        Reply.integer(filter.deletes()),
        Reply.simple("Bucket size"),
        Reply.integer(shape.bucketSize()),
        Reply.simple("Expansion rate"),
        Reply.integer(shape.expansion()),
        Reply.simple("Max iterations"),
        Reply.integer(shape.maxIterations()));
  }

  private static Reply debug(Call call) {
    CuckooFilter filter = existing(call);
    CuckooFilter.Shape shape = filter.shape();
    return Reply.bulk(
        "bktsize:"
            + shape.bucketSize()
            + " buckets:"
            + shape.buckets()
            + " items:"
            + filter.items()
            + " deletes:"
            + filter.deletes()
            + " filters:"
            + filter.layers().size()
            + " max_iterations:"
            + shape.maxIterations()
            + " expansion:"
            + shape.expansion());
  }

  private static Reply scandump(Call call) {
    Bytes word = call.args().bytes(2);
    if (!Numbers.isLong(word) || Numbers.toLong(word) < 0) {
      throw invalidPosition();
    }
    long position = Numbers.toLong(word);
    CuckooFilter filter = existing(call);
    if (filter.items() == 0) {
      return Reply.array(Reply.ZERO, Reply.NULL);
    }
    if (position == 0) {
      return Reply.array(Reply.integer(CuckooDump.HEADER), Reply.bulk(CuckooDump.header(filter)));
    }
    CuckooDump.Chunk chunk = CuckooDump.chunk(filter, position);
    return chunk == null
        ? Reply.array(Reply.ZERO, Reply.NULL)
        : Reply.array(Reply.integer(chunk.next()), Reply.bulk(chunk.data()));
  }

  private static Reply loadchunk(Call call) {
    Bytes key = call.args().bytes(1);
    Bytes word = call.args().bytes(2);
    if (!Numbers.isLong(word) || Numbers.toLong(word) == 0) {
      throw invalidPosition();
    }
    long position = Numbers.toLong(word);
    Bytes data = call.args().bytes(3);
    if (position == CuckooDump.HEADER) {
      if (call.db().find(key, TYPE) != null) {
        throw itemExists();
      }
      call.db().put(key, TYPE, CuckooDump.fromHeader(data), null);
      return Reply.OK;
    }
    CuckooDump.load(existing(call), position, data);
    call.db().changed(key);
    return Reply.OK;
  }

  private static CuckooFilter existing(Call call) {
    CuckooFilter filter = call.db().find(call.args().bytes(1), TYPE);
    if (filter == null) {
      throw notFound();
    }
    return filter;
  }

  private static CommandException invalidPosition() {
    return Errors.error("Invalid position");
  }

  private static CommandException itemExists() {
    return Errors.error("ERR item exists");
  }

  private static CommandException notFound() {
    return Errors.error("ERR not found");
  }
}
