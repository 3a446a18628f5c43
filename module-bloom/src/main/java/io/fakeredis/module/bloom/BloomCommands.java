package io.fakeredis.module.bloom;

import static io.fakeredis.api.Flag.DENYOOM;
import static io.fakeredis.api.Flag.FAST;
import static io.fakeredis.api.Flag.MODULE;
import static io.fakeredis.api.Flag.READONLY;
import static io.fakeredis.api.Flag.WRITE;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.module.bloom.ModuleRow.row;

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
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The <a href="https://redis.io/commands/?group=bf">bloom filter commands</a>. */
final class BloomCommands implements CommandFamily {
  private static final Set<Flag> WRITING = flags(WRITE, DENYOOM, MODULE);
  private static final Set<Flag> READING = flags(READONLY, FAST, MODULE);

  private static final BloomFilterType TYPE = BloomFilterType.TYPE;
  private static final int MOST_RESERVE_WORDS = 7;
  private static final int MOST_INFO_WORDS = 3;
  private static final MathContext SIX_DIGITS = new MathContext(6);

  @Override
  public String group() {
    return "module";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        row("BF.RESERVE", -4, WRITING, BloomCommands::reserve, "write", "fast", "bloom"),
        row("BF.ADD", 3, WRITING, BloomCommands::add, "write", "bloom"),
        row("BF.MADD", -3, WRITING, BloomCommands::madd, "write", "bloom"),
        row("BF.INSERT", -4, WRITING, BloomCommands::insert, "write", "bloom"),
        row("BF.EXISTS", 3, READING, BloomCommands::exists, "read", "bloom"),
        row("BF.MEXISTS", -3, READING, BloomCommands::mexists, "read", "bloom"),
        row("BF.INFO", -2, READING, BloomCommands::info, "read", "fast", "bloom"),
        row("BF.CARD", 2, READING, BloomCommands::card, "read", "fast", "bloom"),
        row("BF.DEBUG", 2, READING, BloomCommands::debug, "read", "bloom"),
        row("BF.SCANDUMP", 3, READING, BloomCommands::scandump, "read", "bloom"),
        row("BF.LOADCHUNK", 4, WRITING, BloomCommands::loadchunk, "write", "bloom"));
  }

  private static Reply reserve(Call call) {
    if (call.args().count() > MOST_RESERVE_WORDS) {
      throw Errors.arity("bf.reserve");
    }
    BloomSizes sizes = BloomSizes.reserved(call);
    Bytes key = call.args().bytes(1);
    if (call.db().find(key, TYPE) != null) {
      throw Errors.error("ERR item exists");
    }
    call.db().put(key, TYPE, sizes.filter(), null);
    return Reply.OK;
  }

  private static Reply add(Call call) {
    BloomFilter filter = call.db().create(call.args().bytes(1), TYPE);
    Reply reply = reply(filter.add(call.args().bytes(2)));
    call.db().changed(call.args().bytes(1));
    return reply;
  }

  private static Reply madd(Call call) {
    return addAll(call, call.db().create(call.args().bytes(1), TYPE), call.args().from(2));
  }

  private static Reply insert(Call call) {
    BloomInsertion insertion = BloomInsertion.of(call);
    Bytes key = call.args().bytes(1);
    BloomFilter filter = call.db().find(key, TYPE);
    if (filter == null) {
      if (!insertion.isCreating()) {
        throw notFound();
      }
      filter = insertion.sizes().filter();
      call.db().put(key, TYPE, filter, null);
    }
    return addAll(call, filter, insertion.items());
  }

  /** What follows on an item that a full filter refuses is not looked at, and gets no reply. */
  private static Reply addAll(Call call, BloomFilter filter, List<Bytes> items) {
    List<Reply> replies = new ArrayList<>(items.size());
    for (Bytes item : items) {
      BloomFilter.Added added = filter.add(item);
      replies.add(reply(added));
      if (added == BloomFilter.Added.FULL) {
        break;
      }
    }
    call.db().changed(call.args().bytes(1));
    return Reply.array(replies);
  }

  private static Reply reply(BloomFilter.Added added) {
    return switch (added) {
      case YES -> Reply.bool(true);
      case PRESENT -> Reply.bool(false);
      case FULL -> Reply.error("ERR non scaling filter is full");
      case FAILED -> Reply.error("ERR problem inserting into filter");
    };
  }

  private static Reply exists(Call call) {
    return Reply.bool(contains(peek(call), call.args().bytes(2)));
  }

  private static Reply mexists(Call call) {
    BloomFilter filter = peek(call);
    List<Reply> replies = new ArrayList<>();
    for (Bytes item : call.args().from(2)) {
      replies.add(Reply.bool(contains(filter, item)));
    }
    return Reply.array(replies);
  }

  private static boolean contains(@Nullable BloomFilter filter, Bytes item) {
    return filter != null && filter.contains(item);
  }

  /** The filter, if that is what the key holds; these commands take all else for an empty one. */
  private static @Nullable BloomFilter peek(Call call) {
    Database.Stored stored = call.db().stored(call.args().bytes(1));
    boolean isFilter = stored != null && stored.type() == TYPE;
    return isFilter ? call.db().find(call.args().bytes(1), TYPE) : null;
  }

  private static Reply card(Call call) {
    BloomFilter filter = call.db().find(call.args().bytes(1), TYPE);
    return Reply.integer(filter == null ? 0 : filter.size());
  }

  /** The fields of BF.INFO in their order; a call may name one by its constant. */
  private enum Field {
    CAPACITY("Capacity"),
    SIZE("Size"),
    FILTERS("Number of filters"),
    ITEMS("Number of items inserted"),
    EXPANSION("Expansion rate");

    private final String title;

    Field(String title) {
      this.title = title;
    }

    Reply value(BloomFilter filter) {
      return switch (this) {
        case CAPACITY -> Reply.integer(filter.capacity());
        case SIZE -> Reply.integer(filter.memory());
        case FILTERS -> Reply.integer(filter.layers().size());
        case ITEMS -> Reply.integer(filter.size());
        case EXPANSION -> filter.isScaling() ? Reply.integer(filter.growth()) : Reply.NULL;
      };
    }
  }

  private static Reply info(Call call) {
    if (call.args().count() > MOST_INFO_WORDS) {
      throw Errors.arity("bf.info");
    }
    BloomFilter filter = existing(call);
    if (call.args().count() == 2) {
      List<Reply> fields = new ArrayList<>();
      for (Field field : Field.values()) {
        fields.add(Reply.simple(field.title));
        fields.add(field.value(filter));
      }
      return Reply.map(fields);
    }
    for (Field field : Field.values()) {
      if (call.args().is(2, field.name())) {
        Reply value = field.value(filter);
        return Reply.byProtocol(Reply.array(value), Reply.map(Reply.simple(field.title), value));
      }
    }
    throw Errors.error("Invalid information value");
  }

  private static Reply debug(Call call) {
    BloomFilter filter = existing(call);
    List<Reply> lines = new ArrayList<>();
    lines.add(Reply.bulk("size:" + filter.size()));
    for (BloomLayer layer : filter.layers()) {
      BloomLayer.Shape shape = layer.shape();
      lines.add(
          Reply.bulk(
              String.format(
                  Locale.ROOT,
                  "bytes:%d bits:%d hashes:%d hashwidth:%d capacity:%d size:%d ratio:%s",
                  layer.bytes().length,
                  shape.bits(),
                  shape.hashes(),
                  filter.hashes64() ? 64 : 32,
                  shape.capacity(),
                  layer.size(),
                  general(shape.error()))));
    }
    return Reply.array(lines);
  }

  /** As C prints a number between 0 and 1 with {@code %g}. */
  private static String general(double value) {
    BigDecimal rounded = new BigDecimal(value).round(SIX_DIGITS).stripTrailingZeros();
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (exponent >= -4) {
      return rounded.toPlainString();
    }
    String mantissa = rounded.movePointLeft(exponent).toPlainString();
    return String.format(Locale.ROOT, "%se-%02d", mantissa, -exponent);
  }

  private static Reply scandump(Call call) {
    BloomFilter filter = existing(call);
    Bytes word = call.args().bytes(2);
    if (!Numbers.isLong(word)) {
      throw Errors.error("Second argument must be numeric");
    }
    long position = Numbers.toLong(word);
    if (position == 0) {
      return Reply.array(Reply.integer(BloomDump.HEADER), Reply.bulk(BloomDump.header(filter)));
    }
    Bytes chunk = BloomDump.chunk(filter, position);
    return chunk == null
        ? Reply.array(Reply.ZERO, Reply.EMPTY_BULK)
        : Reply.array(Reply.integer(position + chunk.length()), Reply.bulk(chunk));
  }

  private static Reply loadchunk(Call call) {
    Bytes word = call.args().bytes(2);
    if (!Numbers.isLong(word)) {
      throw Errors.error("ERR Second argument must be numeric");
    }
    long position = Numbers.toLong(word);
    Bytes key = call.args().bytes(1);
    Bytes data = call.args().bytes(3);
    BloomFilter filter = call.db().find(key, TYPE);
    if (filter == null && position == BloomDump.HEADER) {
      call.db().put(key, TYPE, BloomDump.fromHeader(data), null);
      return Reply.OK;
    }
    BloomDump.load(existing(call), position, data);
    call.db().changed(key);
    return Reply.OK;
  }

  private static BloomFilter existing(Call call) {
    BloomFilter filter = call.db().find(call.args().bytes(1), TYPE);
    if (filter == null) {
      throw notFound();
    }
    return filter;
  }

  private static CommandException notFound() {
    return Errors.error("ERR not found");
  }
}
