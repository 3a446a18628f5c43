package io.fakeredis.core.script;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Profile;
import io.fakeredis.api.Reply;
import io.fakeredis.core.script.lua.LuaState;
import io.fakeredis.core.script.lua.LuaString;
import io.fakeredis.core.script.lua.LuaTable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes Lua values of replies, in the form of one protocol. */
final class LuaReplies implements Reply.Visitor<Object> {
  /** A table of a known size keeps its length where a null leaves a hole. */
  private static final Feature SIZED_TABLES = Feature.since("LUA.sized-replies", "valkey 8.1");

  /** Stands for nil, which no visitor can return. */
  private static final Object NIL = new Object();

  private final LuaState state;
  private final Fields fields;
  private final boolean sized;
  private final boolean marksErrors;
  private boolean resp3;

  LuaReplies(LuaState state, Fields fields, Profile profile, Wording wording) {
    this.state = state;
    this.fields = fields;
    this.sized = profile.has(SIZED_TABLES);
    this.marksErrors = wording.hasCodes();
  }

  @Nullable Object value(Reply reply, int protocol) {
    resp3 = protocol == 3;
    return value(reply);
  }

  private @Nullable Object value(Reply reply) {
    Object value = reply.accept(this);
    return value == NIL ? null : value;
  }

  private static LuaString text(String latin) {
    return LuaString.of(latin.getBytes(StandardCharsets.ISO_8859_1));
  }

  private LuaTable single(LuaString field, @Nullable Object value) {
    LuaTable table = state.newTable();
    table.put(field, value);
    return table;
  }

  @Override
  public Object simple(String text) {
    return single(fields.ok, text(text));
  }

  @Override
  public Object error(String message) {
    LuaTable table = single(fields.err, text(message));
    if (marksErrors) {
      table.put(fields.ignoresStatistics, true);
    }
    return table;
  }

  @Override
  public Object integer(long value) {
    return (double) value;
  }

  @Override
  public Object bulk(Bytes value) {
    return LuaString.of(value.array());
  }

  @Override
  public Object nothing() {
    return resp3 ? NIL : false;
  }

  @Override
  public Object nullArray() {
    return nothing();
  }

  @Override
  public Object bool(boolean value) {
    if (resp3) {
      return value;
    }
    return value ? 1.0 : 0.0;
  }

  @Override
  public Object real(double value, String text) {
    return resp3 ? single(fields.real, value) : text(text);
  }

  @Override
  public Object bigNumber(String digits) {
    return resp3 ? single(fields.bigNumber, text(digits)) : text(digits);
  }

  @Override
  public Object verbatim(String format, Bytes text) {
    if (!resp3) {
      return bulk(text);
    }
    LuaTable parts = state.newTable();
    parts.put(fields.string, bulk(text));
    parts.put(fields.format, text(format));
    return single(fields.verbatim, parts);
  }

  @Override
  public Object array(List<Reply> items) {
    LuaTable table = sized ? state.newTable(items.size(), 0) : state.newTable();
    for (int i = 0; i < items.size(); i++) {
      table.set(i + 1, value(items.get(i)));
    }
    return table;
  }

  @Override
  public Object set(List<Reply> items) {
    if (!resp3) {
      return array(items);
    }
    LuaTable members = state.newTable();
    for (Reply item : items) {
      put(members, value(item), true);
    }
    return single(fields.set, members);
  }

  @Override
  public Object map(List<Reply> keysAndValues) {
    if (!resp3) {
      return array(keysAndValues);
    }
    LuaTable table = state.newTable();
    for (int i = 0; i + 1 < keysAndValues.size(); i += 2) {
      put(table, value(keysAndValues.get(i)), value(keysAndValues.get(i + 1)));
    }
    return single(fields.map, table);
  }

  private static void put(LuaTable table, @Nullable Object key, @Nullable Object value) {
    if (key != null) {
      table.put(key, value);
    }
  }

  @Override
  public Object push(List<Reply> items) {
    return array(items);
  }

  @Override
  public Object attributed(List<Reply> attributes, Reply reply) {
    return reply.accept(this);
  }

  @Override
  public Object byProtocol(Reply resp2, Reply other) {
    return (resp3 ? other : resp2).accept(this);
  }

  @Override
  public Object many(List<Reply> replies) {
    return replies.isEmpty() ? nothing() : replies.get(0).accept(this);
  }
}
