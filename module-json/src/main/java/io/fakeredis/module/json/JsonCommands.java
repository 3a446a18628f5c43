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
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Database;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Flag;
import io.fakeredis.api.Keys;
import io.fakeredis.api.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The commands of RedisJSON that write and read documents and all kinds of values in them. */
final class JsonCommands implements CommandFamily {
  private static final Set<Flag> WRITING = flags(WRITE, DENYOOM, MODULE);
  private static final Feature FPHA = Feature.since("JSON.SET.FPHA", "8.8");
  private static final Set<Flag> REMOVING = flags(WRITE, MODULE);
  private static final Set<Flag> READING = flags(READONLY, MODULE);

  @Override
  public String group() {
    return "module";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        row("JSON.SET", 4, WRITING, JsonCommands::set),
        row("JSON.MSET", 4, Keys.keys(1, -1, 3), WRITING, JsonCommands::mset),
        row("JSON.MERGE", 4, WRITING, JsonCommands::merge),
        row("JSON.GET", 2, READING, JsonGet::get),
        row("JSON.MGET", 3, READING, JsonGet::mget),
        row("JSON.RESP", 2, READING, JsonGet::resp),
        row("JSON.TYPE", 2, READING, JsonCommands::type),
        row("JSON.DEL", 2, REMOVING, JsonCommands::del),
        row("JSON.FORGET", 2, REMOVING, JsonCommands::del),
        row("JSON.CLEAR", 2, REMOVING, JsonCommands::clear),
        row("JSON.DEBUG", 2, Keys.key(2), READING, JsonCommands::debug));
  }

  private static Reply set(Call call) {
    PathArgument path = RedisJson.path(call, 2);
    Bytes text = RedisJson.utf8(call.args().bytes(3));
    SetOptions options = SetOptions.parse(call);
    Document document = RedisJson.find(call);
    FloatKind kind = options.kind();
    Json value = kind == null ? RedisJson.value(text) : RedisJson.value(text, kind);
    if (document == null) {
      if (options.condition() == JsonUpdate.Condition.XX) {
        return Reply.NULL;
      }
      requireRoot(path);
      call.db().put(call.args().bytes(1), DocumentType.TYPE, new Document(value), "json.set");
      return Reply.OK;
    }
    JsonUpdate update = JsonUpdate.of(document, path, options.condition());
    return finish(call, update.set(value));
  }

  /**
   * What JSON.SET says beside the value.
   *
   * @param condition when to set it
   * @param kind of the numbers in arrays that have nothing else; null for those that they are
   */
  private record SetOptions(JsonUpdate.Condition condition, @Nullable FloatKind kind) {
    static SetOptions parse(Call call) {
      Args args = call.args();
      JsonUpdate.Condition condition = JsonUpdate.Condition.NONE;
      FloatKind kind = null;
      for (int i = 4; i < args.count(); i++) {
        RedisJson.utf8(args.bytes(i));
        if (args.is(i, "NX") && condition == JsonUpdate.Condition.NONE) {
          condition = JsonUpdate.Condition.NX;
        } else if (args.is(i, "XX") && condition == JsonUpdate.Condition.NONE) {
          condition = JsonUpdate.Condition.XX;
        } else if (args.is(i, "FORMAT")) {
          format(args, ++i);
        } else if (args.is(i, "FPHA") && call.has(FPHA)) {
          kind = numberKind(args, ++i);
        } else {
          throw Errors.syntax();
        }
      }
      return new SetOptions(condition, kind);
    }
  }

  private static FloatKind numberKind(Args args, int index) {
    if (index == args.count()) {
      throw Errors.arity("json.set");
    }
    FloatKind kind = FloatKind.named(args.bytes(index));
    if (kind == null) {
      throw Errors.error("ERR invalid FPHA type");
    }
    return kind;
  }

  private static void format(Args args, int index) {
    if (index == args.count()) {
      throw Errors.arity("json.set");
    }
    if (!args.is(index, "JSON") && !args.is(index, "STRING")) {
      throw Errors.error("ERR wrong format");
    }
  }

  private static void requireRoot(PathArgument path) {
    if (!path.isRoot()) {
      throw Errors.error("ERR new objects must be created at the root");
    }
  }

  private static Reply finish(Call call, boolean changed) {
    if (!changed) {
      return Reply.NULL;
    }
    call.db().changed(call.args().bytes(1), RedisJson.event(call));
    return Reply.OK;
  }

  /** A document that MSET is to change, or to make if there is none. */
  private record Assignment(Bytes key, @Nullable JsonUpdate update, Json value) {
    void apply(Database db) {
      Document document = update == null ? null : db.find(key, DocumentType.TYPE);
      if (update == null || document == null) {
        db.replace(key, DocumentType.TYPE, new Document(value), "json.mset");
      } else if (update.set(value)) {
        db.changed(key, "json.mset");
      }
    }
  }

  private static Reply mset(Call call) {
    Args args = call.args();
    List<Assignment> assignments = new ArrayList<>();
    for (int i = 1; i < args.count(); i += 3) {
      if (i + 2 >= args.count()) {
        throw Errors.arity("json.mset");
      }
      PathArgument path = PathArgument.of(call, args.bytes(i + 1));
      Document document = RedisJson.find(call, args.bytes(i));
      JsonUpdate update = null;
      if (!path.isRoot()) {
        if (document == null) {
          requireRoot(path);
        } else {
          update = JsonUpdate.of(document, path, JsonUpdate.Condition.NONE);
        }
      }
      assignments.add(new Assignment(args.bytes(i), update, RedisJson.value(args.bytes(i + 2))));
    }
    assignments.forEach(assignment -> assignment.apply(call.db()));
    return Reply.OK;
  }

  private static Reply merge(Call call) {
    if (call.args().count() > 4) {
      throw Errors.syntax();
    }
    PathArgument path = RedisJson.path(call, 2);
    Document document = RedisJson.find(call);
    Json value = RedisJson.value(call.args().bytes(3));
    if (document == null) {
      requireRoot(path);
      call.db().put(call.args().bytes(1), DocumentType.TYPE, new Document(value), "json.merge");
      return Reply.OK;
    }
    return finish(call, JsonUpdate.of(document, path, JsonUpdate.Condition.NONE).merge(value));
  }

  private static Reply type(Call call) {
    PathArgument path = RedisJson.path(call, 2);
    Document document = RedisJson.find(call);
    Reply type = document == null ? Reply.NULL : type(document, path);
    return Reply.byProtocol(type, Reply.array(type));
  }

  private static Reply type(Document document, PathArgument path) {
    if (path.isLegacy()) {
      Json first = JsonGet.first(document, path);
      return first == null ? Reply.NULL : Reply.bulk(RedisJson.kind(first));
    }
    List<Reply> types = new ArrayList<>();
    path.in(document).forEach(node -> types.add(Reply.bulk(RedisJson.kind(node.value()))));
    return Reply.array(types);
  }

  private static Reply del(Call call) {
    PathArgument path = RedisJson.path(call, 2);
    Document document = RedisJson.find(call);
    if (document == null) {
      return Reply.ZERO;
    }
    Bytes key = call.args().bytes(1);
    if (path.isRoot()) {
      call.db().event(key, "json.del");
      call.db().remove(key, null);
      return Reply.ONE;
    }
    int removed = JsonUpdate.remove(document, path.in(document));
    if (removed > 0) {
      call.db().changed(key, "json.del");
    }
    return Reply.integer(removed);
  }

  private static Reply clear(Call call) {
    PathArgument path = RedisJson.path(call, 2);
    Document document = RedisJson.existing(call);
    int cleared = JsonUpdate.clear(document, path.in(document));
    if (cleared > 0) {
      call.db().changed(call.args().bytes(1), "json.clear");
    }
    return Reply.integer(cleared);
  }

  private static Reply debug(Call call) {
    if (call.args().is(1, "MEMORY")) {
      if (call.args().count() == 2) {
        throw Errors.arity("json.debug");
      }
      return memory(call);
    }
    if (call.args().is(1, "HELP")) {
      return Reply.array(
          Reply.bulk("MEMORY <key> [path] - reports memory usage"),
          Reply.bulk("HELP                - this message"));
    }
    throw Errors.error("ERR unknown subcommand - try `JSON.DEBUG HELP`");
  }

  private static Reply memory(Call call) {
    PathArgument path = RedisJson.path(call, 3);
    Document document = RedisJson.find(call, call.args().bytes(2));
    if (document == null) {
      return path.isLegacy() ? Reply.ZERO : Reply.EMPTY_ARRAY;
    }
    List<Reply> sizes = new ArrayList<>();
    path.in(document).forEach(node -> sizes.add(Reply.integer(JsonMemory.of(node.value()))));
    if (!path.isLegacy()) {
      return Reply.array(sizes);
    }
    if (sizes.isEmpty()) {
      throw path.missing();
    }
    return sizes.get(0);
  }
}
