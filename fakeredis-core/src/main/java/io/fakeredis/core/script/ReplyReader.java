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
  private static final LuaString ERR = LuaReplies.ERR;
  private static final LuaString OK = LuaString.shared("ok");
  private static final LuaString DOUBLE = LuaString.shared("double");
  private static final LuaString MAP = LuaString.shared("map");
  private static final LuaString SET = LuaString.shared("set");
  private static final LuaString BIG_NUMBER = LuaString.shared("big_number");
  private static final LuaString VERBATIM = LuaString.shared("verbatim_string");
  private static final LuaString STRING = LuaString.shared("string");
  private static final LuaString FORMAT = LuaString.shared("format");
  private static final Feature MORE_TYPES = Feature.since("LUA.big-number-and-verbatim", "7.0");
  private static final int FORMAT_LENGTH = 3;

  private final Profile profile;
  private final boolean booleans;

  /**
   * A reader.
   *
   * @param protocol what the script has chosen with setresp: from 3 on it can return booleans
   */
  ReplyReader(Profile profile, int protocol) {
    this.profile = profile;
    this.booleans = protocol == 3;
  }

  Reply read(@Nullable Object value) {
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
    if (table.get(ERR) instanceof LuaString error) {
      boolean counted = table.get(LuaReplies.IGNORES_STATISTICS) != Boolean.TRUE;
      return new Reply.Error(line(error), counted);
    }
    if (table.get(OK) instanceof LuaString status) {
      return Reply.simple(line(status));
    }
    if (table.get(DOUBLE) instanceof Double number) {
      return Reply.real(number, Doubles.text(number, profile));
    }
    if (table.get(MAP) instanceof LuaTable fields) {
      return map(fields);
    }
    if (table.get(SET) instanceof LuaTable members) {
      return set(members);
    }
    Reply other = profile.has(MORE_TYPES) ? bigNumberOrVerbatim(table) : null;
    return other == null ? array(table) : other;
  }

  /** Status and error replies take one line. */
  private static String line(LuaString text) {
    return Bytes.wrap(text.bytes()).latin().replace('\r', ' ').replace('\n', ' ');
  }

  private static @Nullable Reply bigNumberOrVerbatim(LuaTable table) {
    if (table.get(BIG_NUMBER) instanceof LuaString digits) {
      return Reply.bigNumber(line(digits));
    }
    if (table.get(VERBATIM) instanceof LuaTable parts
        && parts.get(STRING) instanceof LuaString text
        && parts.get(FORMAT) instanceof LuaString format) {
      String word = Bytes.wrap(format.bytes()).latin();
      String three = word.substring(0, Math.min(word.length(), FORMAT_LENGTH));
      return Reply.verbatim(three, Bytes.wrap(text.bytes()));
    }
    return null;
  }

  private Reply map(LuaTable fields) {
    List<Reply> items = new ArrayList<>();
    for (int i = fields.advance(0); i >= 0; i = fields.advance(i + 1)) {
      items.add(read(fields.keyAt(i)));
      items.add(read(fields.valueAt(i)));
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
