package io.fakeredis.core.script;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Doubles;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Profile;
import io.fakeredis.api.Reply;
import io.fakeredis.core.script.lua.LuaString;
import io.fakeredis.core.script.lua.LuaTable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes replies of what scripts return. */
final class ReplyReader {
  private static final Feature MORE_TYPES = Feature.since("LUA.big-number-and-verbatim", "7.0");
  private static final int FORMAT_LENGTH = 3;

  /** The real server's limit is nearly 8000, which would ask much of Java's stack. */
  private static final int MAX_DEPTH = 1000;

  private final Profile profile;
  private final Fields fields;
  private final boolean booleans;
  private int depth;

  /**
   * A reader.
   *
   * @param protocol what the script has chosen with setresp: from 3 on it can return booleans
   */
  ReplyReader(Profile profile, Fields fields, int protocol) {
    this.profile = profile;
    this.fields = fields;
    this.booleans = protocol == 3;
  }

  /** The reply for a value; too deep a table has an error in its depth. */
  Reply read(@Nullable Object value) {
    if (depth == MAX_DEPTH) {
      return Reply.error("ERR reached lua stack limit");
    }
    depth++;
    Reply reply = convert(value);
    depth--;
    return reply;
  }

  private Reply convert(@Nullable Object value) {
    if (value instanceof LuaString string) {
      return Reply.bulk(Bytes.wrap(string.bytes()));
    }
    if (value instanceof Double number) {
      return Reply.integer(integer(number));
    }
    if (value instanceof Boolean truth) {
      return truth(truth);
    }
    return value instanceof LuaTable table ? read(table) : Reply.NULL;
  }

  private Reply truth(boolean value) {
    if (booleans) {
      return Reply.bool(value);
    }
    return value ? Reply.ONE : Reply.NULL;
  }

  /** Cuts off what is behind the point, as x86 does: what does not fit is the least integer. */
  private static long integer(double number) {
    return number >= -0x1p63 && number < 0x1p63 ? (long) number : Long.MIN_VALUE;
  }

  private Reply read(LuaTable table) {
    if (table.get(fields.err) instanceof LuaString error) {
      boolean counted = table.get(fields.ignoresStatistics) != Boolean.TRUE;
      return new Reply.Error(line(error), counted);
    }
    if (table.get(fields.ok) instanceof LuaString status) {
      return Reply.simple(line(status));
    }
    if (table.get(fields.real) instanceof Double number) {
      return Reply.real(number, Doubles.text(number, profile));
    }
    if (table.get(fields.map) instanceof LuaTable entries) {
      return map(entries);
    }
    if (table.get(fields.set) instanceof LuaTable members) {
      return set(members);
    }
    Reply other = profile.has(MORE_TYPES) ? bigNumberOrVerbatim(table) : null;
    return other == null ? array(table) : other;
  }

  /** Status and error replies take one line. */
  private static String line(LuaString text) {
    return Bytes.wrap(text.bytes()).latin().replace('\r', ' ').replace('\n', ' ');
  }

  private @Nullable Reply bigNumberOrVerbatim(LuaTable table) {
    if (table.get(fields.bigNumber) instanceof LuaString digits) {
      return Reply.bigNumber(line(digits));
    }
    if (table.get(fields.verbatim) instanceof LuaTable parts
        && parts.get(fields.string) instanceof LuaString text
        && parts.get(fields.format) instanceof LuaString format) {
      String word = Bytes.wrap(format.bytes()).latin();
      String three = (word + "   ").substring(0, FORMAT_LENGTH);
      return Reply.verbatim(three, Bytes.wrap(text.bytes()));
    }
    return null;
  }

  private Reply map(LuaTable entries) {
    List<Reply> items = new ArrayList<>();
    for (int i = entries.advance(0); i >= 0; i = entries.advance(i + 1)) {
      items.add(read(entries.keyAt(i)));
      items.add(read(entries.valueAt(i)));
    }
    return Reply.map(items);
  }

  private Reply set(LuaTable members) {
    List<Reply> items = new ArrayList<>();
    for (int i = members.advance(0); i >= 0; i = members.advance(i + 1)) {
      items.add(read(members.keyAt(i)));
    }
    return Reply.set(items);
  }

  private Reply array(LuaTable table) {
    List<Reply> items = new ArrayList<>();
    Object item = table.get(1);
    while (item != null) {
      items.add(read(item));
      item = table.get(items.size() + 1);
    }
    return Reply.array(items);
  }
}
