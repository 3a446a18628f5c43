package io.fakeredis.core.control;

import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Command.container;
import static io.fakeredis.api.Flag.DENYOOM;
import static io.fakeredis.api.Flag.WRITE;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.api.Keys.NONE;
import static io.fakeredis.api.Keys.key;
import static io.fakeredis.core.engine.ServerCall.server;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Reply;
import io.fakeredis.core.engine.ServerCall;
import io.fakeredis.core.engine.Session;
import io.fakeredis.core.value.HashValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** HIMPORT: many hashes with the same fields, whose names a client says once. */
final class HashImportCommands implements CommandFamily {

  @Override
  public String group() {
    return "hash";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        container(
            "HIMPORT",
            "8.10",
            row("HIMPORT DISCARD", 3, HashImportCommands::discard),
            row("HIMPORT DISCARDALL", 2, HashImportCommands::discardall),
            row("HIMPORT PREPARE", -4, HashImportCommands::prepare),
            command(
                "HIMPORT SET",
                "8.10",
                -5,
                key(2),
                flags(WRITE, DENYOOM),
                server(HashImportCommands::set))));
  }

  private static Command row(String name, int arity, ServerCall.ServerHandler handler) {
    return command(name, "8.10", arity, NONE, flags(), server(handler));
  }

  /** The names of fields that a client has prepared, and those of its script if one is running. */
  private static final class Fieldsets {
    private final Map<Bytes, List<Bytes>> ofClient = new HashMap<>();
    private Map<Bytes, List<Bytes>> ofScript = Map.of();
    private @Nullable Args script;

    /** Scripts start without any, and those that they prepare end with them. */
    static Map<Bytes, List<Bytes>> of(ServerCall call) {
      Session session = call.session();
      Fieldsets fieldsets = session.part(Fieldsets.class, s -> new Fieldsets());
      if (!call.isFromScript()) {
        return fieldsets.ofClient;
      }
      if (fieldsets.script != session.runningCall()) {
        fieldsets.script = session.runningCall();
        fieldsets.ofScript = new HashMap<>();
      }
      return fieldsets.ofScript;
    }
  }

  /** What RESET does. */
  static void forget(Session session) {
    session.dropPart(Fieldsets.class);
  }

  private static Reply prepare(ServerCall call) {
    List<Bytes> fields = List.copyOf(call.args().from(3));
    if (new HashSet<>(fields).size() < fields.size()) {
      throw Errors.error("ERR duplicate field name in fieldset");
    }
    Fieldsets.of(call).put(call.args().bytes(2), fields);
    return Reply.OK;
  }

  private static Reply discard(ServerCall call) {
    return Reply.integer(Fieldsets.of(call).remove(call.args().bytes(2)) != null);
  }

  private static Reply discardall(ServerCall call) {
    Map<Bytes, List<Bytes>> fieldsets = Fieldsets.of(call);
    int count = fieldsets.size();
    fieldsets.clear();
    return Reply.integer(count);
  }

  private static Reply set(ServerCall call) {
    Bytes key = call.args().bytes(2);
    call.db().find(key, HashValue.TYPE); // which refuses other types
    List<Bytes> fields = Fieldsets.of(call).get(call.args().bytes(3));
    if (fields == null) {
      throw Errors.error("ERR no such fieldset");
    }
    List<Bytes> values = call.args().from(4);
    if (values.size() != fields.size()) {
      throw Errors.error("ERR value count does not match fieldset field count");
    }
    HashValue hash = HashValue.TYPE.create(call.settings());
    hash.useTemplate(call.settings());
    for (int i = 0; i < fields.size(); i++) {
      hash.put(fields.get(i), values.get(i), call.settings());
    }
    List<Bytes> ordered = new ArrayList<>(fields.size());
    hash.forEach(field -> ordered.add(field.key()));
    call.db().put(key, HashValue.TYPE, hash, null);
    call.db().event(key, "hset", ordered);
    return Reply.OK;
  }
}
