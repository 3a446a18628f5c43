package io.fakeredis.module.json;

import static io.fakeredis.api.Flag.DENYOOM;
import static io.fakeredis.api.Flag.MODULE;
import static io.fakeredis.api.Flag.READONLY;
import static io.fakeredis.api.Flag.WRITE;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.module.json.JsonRow.row;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandException;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Flag;
import io.fakeredis.api.Numbers;
import io.fakeredis.api.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The commands of RedisJSON for arrays. */
final class JsonArrayCommands implements CommandFamily {
  private static final Set<Flag> WRITING = flags(WRITE, DENYOOM, MODULE);
  private static final Set<Flag> REMOVING = flags(WRITE, MODULE);
  private static final Set<Flag> READING = flags(READONLY, MODULE);
  private static final int MOST_INDEX_WORDS = 6;

  @Override
  public String group() {
    return "module";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        row("JSON.ARRAPPEND", 4, WRITING, JsonArrayCommands::arrappend),
        row("JSON.ARRINSERT", 5, WRITING, JsonArrayCommands::arrinsert),
        row("JSON.ARRPOP", 2, REMOVING, JsonArrayCommands::arrpop),
        row("JSON.ARRTRIM", 5, REMOVING, JsonArrayCommands::arrtrim),
        row("JSON.ARRLEN", 2, READING, JsonArrayCommands::arrlen),
        row("JSON.ARRINDEX", 4, READING, JsonArrayCommands::arrindex));
  }

  private static Reply arrappend(Call call) {
    PathArgument path = RedisJson.path(call, 2);
    List<Json> values = RedisJson.values(call, 3);
    return change(
        call,
        path,
        noArray(path.original()),
        array -> {
          values.forEach(value -> array.add(value.copy()));
          return Reply.integer(array.size());
        });
  }

  private static Reply arrinsert(Call call) {
    PathArgument path = RedisJson.path(call, 2);
    long index = RedisJson.integer(call.args().bytes(3));
    List<Json> values = RedisJson.values(call, 4);
    return change(
        call,
        path,
        noArray(path.path()),
        array -> {
          if (index > array.size() || index < -array.size()) {
            throw Errors.error("ERR index out of bounds");
          }
          int at = (int) (index < 0 ? index + array.size() : index);
          array.insert(at, values.stream().map(Json::copy).toList());
          return Reply.integer(array.size());
        });
  }

  private static Reply arrpop(Call call) {
    PathArgument path = RedisJson.path(call, 2);
    long index = -1;
    if (call.args().count() > 3 && Numbers.isLong(call.args().bytes(3))) {
      index = Numbers.toLong(call.args().bytes(3)); // what is no number is taken for the last
    }
    long place = index;
    return change(call, path, noArray(path.path()), array -> pop(array, place));
  }

  private static Reply pop(JsonArray array, long index) {
    return array.isEmpty()
        ? Reply.NULL
        : Reply.bulk(JsonWriter.text(array.remove(nearest(index, array))));
  }

  /** Where that is in an array that is not empty, or the item nearest to it. */
  private static int nearest(long index, JsonArray array) {
    long place = index < 0 ? Math.max(0, index + array.size()) : index;
    return (int) Math.min(place, array.size() - 1);
  }

  private static Reply arrtrim(Call call) {
    PathArgument path = RedisJson.path(call, 2);
    long start = RedisJson.integer(call.args().bytes(3));
    long stop = RedisJson.integer(call.args().bytes(4));
    return change(
        call,
        path,
        noArray(path.path()),
        array -> {
          int from = start(start, array);
          int to = stop(stop, array);
          array.keep(Math.min(from, to), to);
          return Reply.integer(array.size());
        });
  }

  private static int start(long index, JsonArray array) {
    long place = index < 0 ? Math.max(0, index + array.size()) : index;
    return (int) Math.min(place, array.size());
  }

  /** One more than where that is. */
  private static int stop(long index, JsonArray array) {
    long place = index < 0 ? Math.max(0, index + array.size()) : Math.min(index, array.size());
    return (int) Math.min(place + 1, array.size());
  }

  private static Reply change(
      Call call, PathArgument path, CommandException nothing, Function<JsonArray, Reply> change) {
    Document document = RedisJson.existing(call);
    List<@Nullable Reply> told =
        RedisJson.change(
            call,
            document,
            path,
            JsonArray.class::isInstance,
            (changed, node) -> {
              if (node.find(changed) instanceof JsonArray array) {
                return change.apply(array);
              }
              return gone(call);
            });
    return RedisJson.reply(path, told, nothing);
  }

  /** An earlier change has taken the array away. */
  private static Reply gone(Call call) {
    if (call.command().name().equals("JSON.ARRPOP")) {
      return Reply.NULL;
    }
    throw Errors.error("ERR Path does not exist");
  }

  private static CommandException noArray(Bytes path) {
    return RedisJson.error("ERR Path '" + path.latin() + "' does not exist or not an array");
  }

  private static Reply arrlen(Call call) {
    PathArgument path = RedisJson.path(call, 2);
    Document document = RedisJson.find(call);
    if (document == null) {
      if (path.isLegacy()) {
        return Reply.NULL;
      }
      throw RedisJson.noSuchKey();
    }
    List<Node> nodes = path.in(document);
    if (!path.isLegacy()) {
      List<Reply> lengths = new ArrayList<>();
      nodes.forEach(node -> lengths.add(length(node.value())));
      return Reply.array(lengths);
    }
    if (nodes.isEmpty()) {
      throw RedisJson.error("ERR Path '" + path.original().latin() + "' does not exist");
    }
    if (nodes.get(0).value() instanceof JsonArray array) {
      return Reply.integer(array.size());
    }
    throw noArray(path.original());
  }

  private static Reply length(Json value) {
    return value instanceof JsonArray array ? Reply.integer(array.size()) : Reply.NULL;
  }

  private static Reply arrindex(Call call) {
    Args args = call.args();
    PathArgument path = RedisJson.path(call, 2);
    Bytes sought = RedisJson.utf8(args.bytes(3));
    long start = args.count() > 4 ? RedisJson.integer(args.bytes(4)) : 0;
    long stop = args.count() > 5 ? RedisJson.integer(args.bytes(5)) : 0;
    if (args.count() > MOST_INDEX_WORDS) {
      throw Errors.arity("json.arrindex");
    }
    Json value = RedisJson.wholeValue(sought);
    Document document = RedisJson.find(call);
    if (document == null) {
      throw RedisJson.error("ERR Path '" + path.original().latin() + "' does not exist");
    }
    List<Node> nodes = path.in(document);
    if (path.isLegacy()) {
      if (nodes.isEmpty()) {
        throw path.missing();
      }
      return position(nodes.get(0).value(), value, start, stop);
    }
    List<Reply> positions = new ArrayList<>();
    for (Node node : nodes) {
      positions.add(
          node.value() instanceof JsonArray
              ? position(node.value(), value, start, stop)
              : Reply.NULL);
    }
    return Reply.array(positions);
  }

  private static Reply position(Json where, Json value, long start, long stop) {
    if (!(where instanceof JsonArray array)) {
      throw RedisJson.wrongKind("array", RedisJson.kind(where));
    }
    int from = start(start, array);
    long to = stop == 0 || stop > array.size() ? array.size() : stop;
    for (int i = from; i < (to < 0 ? to + array.size() : to); i++) {
      if (JsonOrder.areSame(array.get(i), value)) {
        return Reply.integer(i);
      }
    }
    return Reply.integer(-1);
  }
}
