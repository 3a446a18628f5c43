package io.fakeredis.module.json;

import static io.fakeredis.api.Flag.DENYOOM;
import static io.fakeredis.api.Flag.FAST;
import static io.fakeredis.api.Flag.MODULE;
import static io.fakeredis.api.Flag.READONLY;
import static io.fakeredis.api.Flag.WRITE;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.module.json.ValkeyJson.row;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Flag;
import io.fakeredis.api.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The commands of valkey-json for arrays. */
final class ValkeyArrayCommands implements CommandFamily {
  private static final Set<Flag> WRITING = flags(WRITE, DENYOOM, MODULE, FAST);
  private static final Set<Flag> REMOVING = flags(WRITE, MODULE, FAST);
  private static final Set<Flag> READING = flags(READONLY, MODULE, FAST);

  @Override
  public String group() {
    return "module";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        row("JSON.ARRAPPEND", -4, WRITING, ValkeyArrayCommands::arrappend).access("RW", "insert"),
        row("JSON.ARRINSERT", -5, WRITING, ValkeyArrayCommands::arrinsert).access("RW", "insert"),
        row("JSON.ARRPOP", -2, REMOVING, ValkeyArrayCommands::arrpop)
            .access("RW", "access", "delete"),
        row("JSON.ARRTRIM", 5, REMOVING, ValkeyArrayCommands::arrtrim).access("RW", "delete"),
        row("JSON.ARRLEN", -2, READING, ValkeyArrayCommands::arrlen).access("RO"),
        row("JSON.ARRINDEX", -4, READING, ValkeyArrayCommands::arrindex).access("RO", "access"));
  }

  private static Reply arrappend(Call call) {
    Document document = ValkeyJson.existing(call);
    ValkeySelector arrays = arrays(document, call.args().bytes(2));
    List<Json> values = values(call, 3, arrays.deepest());
    return change(
        call,
        arrays,
        array -> {
          values.forEach(value -> array.add(value.copy()));
          return Reply.integer(array.size());
        });
  }

  private static ValkeySelector arrays(Document document, Bytes path) {
    ValkeySelector selector = ValkeyJson.change(document, path);
    ValkeyJson.require(selector, JsonArray.class::isInstance, ValkeyProblem.NO_ARRAY);
    return selector;
  }

  private static List<Json> values(Call call, int from, int depth) {
    return call.args().from(from).stream().map(text -> ValkeyJson.parsed(text, depth)).toList();
  }

  private static Reply change(Call call, ValkeySelector arrays, Function<JsonArray, Reply> change) {
    List<@Nullable Reply> replies = new ArrayList<>();
    for (Node node : arrays.unique()) {
      replies.add(node.value() instanceof JsonArray array ? change.apply(array) : null);
    }
    ValkeyJson.changed(call, call.args().bytes(1));
    return ValkeyJson.first(arrays, replies);
  }

  private static Reply arrinsert(Call call) {
    long index = ValkeyJson.integer(call.args().bytes(3));
    Document document = ValkeyJson.existing(call);
    ValkeySelector arrays = arrays(document, call.args().bytes(2));
    List<Json> values = values(call, 4, arrays.deepest());
    return change(call, arrays, array -> insert(array, index, values));
  }

  private static Reply insert(JsonArray array, long index, List<Json> values) {
    long place = index;
    if (index < 0) {
      place = array.isEmpty() ? 0 : index + array.size();
    }
    if (place < 0 || place > array.size()) {
      throw ValkeyProblem.OUT_OF_BOUNDS.failure();
    }
    array.insert((int) place, values.stream().map(Json::copy).toList());
    return Reply.integer(array.size());
  }

  private static Reply arrpop(Call call) {
    ValkeyJson.atMost(call, 4);
    Args args = call.args();
    long index = args.count() > 3 ? ValkeyJson.integer(args.bytes(3)) : -1;
    Document document = ValkeyJson.existing(call);
    return change(call, arrays(document, ValkeyJson.path(call, 2)), array -> pop(array, index));
  }

  private static Reply pop(JsonArray array, long index) {
    if (array.isEmpty()) {
      return Reply.NULL;
    }
    long place = index < 0 ? Math.max(0, index + array.size()) : index;
    Json popped = array.remove((int) Math.min(place, array.size() - 1));
    return Reply.bulk(JsonWriter.text(popped, JsonLayout.VALKEY));
  }

  private static Reply arrtrim(Call call) {
    long start = ValkeyJson.integer(call.args().bytes(3));
    long stop = ValkeyJson.integer(call.args().bytes(4));
    Document document = ValkeyJson.existing(call);
    return change(
        call,
        arrays(document, call.args().bytes(2)),
        array -> {
          long from = Math.max(0, start);
          long to = Math.min(stop, array.size() - 1L) + 1;
          if (from < to) {
            array.keep((int) from, (int) to);
          } else {
            array.keep(0, 0);
          }
          return Reply.integer(array.size());
        });
  }

  private static Reply arrlen(Call call) {
    ValkeyJson.atMost(call, 3);
    Document document = ValkeyJson.find(call, call.args().bytes(1));
    if (document == null) {
      return Reply.NULL;
    }
    return ValkeyJson.tell(
        document,
        ValkeyJson.path(call, 2),
        JsonArray.class::isInstance,
        ValkeyProblem.NO_ARRAY,
        value -> Reply.integer(((JsonArray) value).size()));
  }

  private static Reply arrindex(Call call) {
    ValkeyJson.atMost(call, 6);
    Args args = call.args();
    long start = args.count() > 4 ? Math.max(0, ValkeyJson.integer(args.bytes(4))) : 0;
    long stop = args.count() > 5 ? ValkeyJson.integer(args.bytes(5)) : 0;
    Document document = ValkeyJson.existing(call);
    ValkeySelector selector = ValkeyJson.read(document, args.bytes(2));
    ValkeyJson.require(selector, JsonArray.class::isInstance, ValkeyProblem.NO_ARRAY);
    Json value = ValkeyJson.parsed(args.bytes(3));
    List<@Nullable Reply> replies = new ArrayList<>();
    for (Node node : selector.found()) {
      replies.add(
          node.value() instanceof JsonArray array
              ? Reply.integer(position(array, value, start, stop))
              : null);
    }
    return ValkeyJson.first(selector, replies);
  }

  private static long position(JsonArray array, Json value, long start, long stop) {
    long to = stop == 0 || stop == -1 ? array.size() : Math.min(stop, array.size());
    for (long i = start; i < to; i++) {
      if (JsonOrder.areEqual(array.get((int) i), value)) {
        return i;
      }
    }
    return -1;
  }
}
