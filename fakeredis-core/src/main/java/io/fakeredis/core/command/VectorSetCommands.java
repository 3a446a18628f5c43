package io.fakeredis.core.command;

import static io.fakeredis.api.Flag.FAST;
import static io.fakeredis.api.Flag.MODULE;
import static io.fakeredis.api.Flag.READONLY;
import static io.fakeredis.api.Flag.flags;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Flag;
import io.fakeredis.api.Numbers;
import io.fakeredis.api.Reply;
import io.fakeredis.core.value.ByteVector;
import io.fakeredis.core.value.Projection;
import io.fakeredis.core.value.VectorElement;
import io.fakeredis.core.value.VectorSetValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The vector commands that look at sets and elements. */
final class VectorSetCommands implements CommandFamily {

  @Override
  public String group() {
    return "module";
  }

  @Override
  public List<Command> commands() {
    Set<Flag> reads = flags(READONLY, MODULE);
    Set<Flag> readsFast = flags(READONLY, FAST, MODULE);
    return new VectorRows()
        .add("VCARD", 2, readsFast, VectorSetCommands::vcard)
        .add("VDIM", 2, readsFast, VectorSetCommands::vdim)
        .add("VEMB", -3, readsFast, VectorSetCommands::vemb)
        .add("VGETATTR", 3, readsFast, VectorSetCommands::vgetattr)
        .add("VINFO", 2, readsFast, VectorSetCommands::vinfo)
        .add("VISMEMBER", 3, reads, VectorSetCommands::vismember)
        .add("VLINKS", -3, readsFast, VectorSetCommands::vlinks)
        .add("VRANDMEMBER", -2, reads, VectorSetCommands::vrandmember)
        .list();
  }

  private static @Nullable VectorSetValue set(Call call) {
    return call.db().find(call.args().bytes(1), VectorSetValue.TYPE);
  }

  private static @Nullable VectorElement element(Call call) {
    VectorSetValue set = set(call);
    return set == null ? null : set.get(call.args().bytes(2));
  }

  private static Reply vcard(Call call) {
    VectorSetValue set = set(call);
    return Reply.integer(set == null ? 0 : set.size());
  }

  private static Reply vdim(Call call) {
    VectorSetValue set = set(call);
    if (set == null) {
      throw Errors.error("ERR key does not exist");
    }
    return Reply.integer(set.dimension());
  }

  private static Reply vemb(Call call) {
    boolean raw = false;
    for (int at = 3; at < call.args().count(); at++) {
      if (!call.args().is(at, "RAW")) {
        throw Errors.error("ERR invalid option");
      }
      raw = true;
    }
    VectorSetValue set = set(call);
    VectorElement element = set == null ? null : set.get(call.args().bytes(2));
    if (set == null || element == null) {
      return Reply.NULL;
    }
    return raw ? raw(call, set, element) : values(call, set.original(element));
  }

  private static Reply values(Call call, float[] values) {
    List<Reply> items = new ArrayList<>(values.length);
    for (float value : values) {
      items.add(call.real(value));
    }
    return Reply.array(items);
  }

  private static Reply raw(Call call, VectorSetValue set, VectorElement element) {
    List<Reply> parts = new ArrayList<>();
    parts.add(Reply.simple(set.quantization().shown()));
    parts.add(Reply.bulk(element.vector().raw()));
    parts.add(call.real(element.length()));
    if (element.vector() instanceof ByteVector bytes) {
      parts.add(call.real(bytes.range()));
    }
    return Reply.array(parts);
  }

  private static Reply vgetattr(Call call) {
    VectorElement element = element(call);
    return Reply.bulkOrNull(element == null ? null : element.attributes());
  }

  private static Reply vinfo(Call call) {
    VectorSetValue set = set(call);
    if (set == null) {
      return Reply.NULL_ARRAY;
    }
    Projection projection = set.projection();
    return Reply.map(
        Reply.simple("quant-type"),
        Reply.simple(set.quantization().shown()),
        Reply.simple("hnsw-m"),
        Reply.integer(set.links()),
        Reply.simple("vector-dim"),
        Reply.integer(set.dimension()),
        Reply.simple("projection-input-dim"),
        Reply.integer(projection == null ? 0 : projection.inputs()),
        Reply.simple("size"),
        Reply.integer(set.size()),
        Reply.simple("max-level"),
        Reply.integer(set.level()),
        Reply.simple("attributes-count"),
        Reply.integer(set.attributed()),
        Reply.simple("vset-uid"),
        Reply.integer(set.uid()),
        Reply.simple("hnsw-max-node-uid"),
        Reply.integer(set.lastId()));
  }

  private static Reply vismember(Call call) {
    return Reply.bool(element(call) != null);
  }

  private static Reply vlinks(Call call) {
    Args args = call.args();
    boolean scores = args.is(3, "WITHSCORES");
    if (args.count() > (scores ? 4 : 3)) {
      throw Errors.arity(call.command());
    }
    VectorElement element = element(call);
    if (element == null) {
      return Reply.NULL;
    }
    List<Reply> levels = new ArrayList<>();
    for (int level = element.level(); level >= 0; level--) {
      levels.add(links(call, element, level, scores));
    }
    return Reply.array(levels);
  }

  private static Reply links(Call call, VectorElement element, int level, boolean scores) {
    List<Reply> items = new ArrayList<>();
    for (VectorElement linked : element.links(level)) {
      items.add(Reply.bulk(linked.name()));
      if (scores) {
        items.add(call.real(element.similarity(linked)));
      }
    }
    return scores ? Reply.map(items) : Reply.array(items);
  }

  private static Reply vrandmember(Call call) {
    Args args = call.args();
    if (args.count() > 3) {
      throw Errors.arity(call.command());
    }
    if (args.count() == 2) {
      VectorSetValue set = set(call);
      return set == null ? Reply.NULL : Reply.bulk(set.random(call.random()).name());
    }
    if (!Numbers.isLong(args.bytes(2))) {
      throw Errors.error("ERR COUNT value is not an integer");
    }
    long count = args.integer(2);
    VectorSetValue set = set(call);
    if (set == null || count == 0) {
      return Reply.EMPTY_ARRAY;
    }
    return Reply.bulks(count < 0 ? repeated(call, set, count) : distinct(call, set, count));
  }

  private static List<Bytes> repeated(Call call, VectorSetValue set, long count) {
    return RandomCount.repeated(count, () -> set.random(call.random()).name());
  }

  private static List<Bytes> distinct(Call call, VectorSetValue set, long count) {
    List<VectorElement> members = new ArrayList<>(set.members());
    int wanted = (int) Math.min(count, members.size());
    List<Bytes> names = new ArrayList<>(wanted);
    for (int i = 0; i < wanted; i++) {
      int chosen = call.random().nextInt(i, members.size());
      VectorElement element = members.get(chosen);
      members.set(chosen, members.get(i));
      names.add(element.name());
    }
    return names;
  }
}
