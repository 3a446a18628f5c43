package io.fakeredis.module.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Numbers;
import java.io.ByteArrayOutputStream;
import java.util.List;

/** Writes values as JSON. */
final class JsonWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final JsonLayout layout;
  private int level;

  JsonWriter(JsonLayout layout) {
    this.layout = layout;
  }

  /** A value without any space. */
  static Bytes text(Json value) {
    return text(value, JsonLayout.COMPACT);
  }

  static Bytes text(Json value, JsonLayout layout) {
    JsonWriter writer = new JsonWriter(layout);
    writer.value(value);
    return writer.bytes();
  }

  /** What has been written. */
  Bytes bytes() {
    return Bytes.wrap(out.toByteArray());
  }

  void value(Json value) {
    if (value instanceof Json.Literal literal) {
      ascii(literal.word());
    } else if (value instanceof Json.Text text) {
      string(text.value());
    } else if (value instanceof Json.Whole whole) {
      out.writeBytes(Numbers.text(whole.value()));
    } else if (value instanceof Json.Real real) {
      ascii(real.text());
    } else if (value instanceof JsonArray array) {
      array(array);
    } else {
      object((JsonObject) value);
    }
  }

  /** The values as an array. */
  void values(Iterable<Json> values) {
    open('[');
    boolean first = true;
    for (Json value : values) {
      item(first);
      first = false;
      value(value);
    }
    close(first, ']');
  }

  private void array(JsonArray array) {
    values(array);
  }

  private void object(JsonObject object) {
    List<JsonObject.Member> members = object.members();
    open('{');
    for (int i = 0; i < members.size(); i++) {
      name(i == 0, members.get(i).name());
      value(members.get(i).value());
    }
    close(members.isEmpty(), '}');
  }

  /** Begins an array or an object. */
  void open(char sign) {
    out.write(sign);
    level++;
  }

  /** Begins a member; its value is to be written next. */
  void name(boolean first, Bytes name) {
    item(first);
    string(name);
    out.write(':');
    put(layout.space());
  }

  /** Ends an array or an object. */
  void close(boolean empty, char sign) {
    level--;
    if (!empty) {
      startLine();
    }
    out.write(sign);
  }

  private void item(boolean first) {
    if (!first) {
      out.write(',');
    }
    startLine();
  }

  private void startLine() {
    put(layout.newline());
    for (int i = 0; i < level; i++) {
      put(layout.indent());
    }
  }

  private void put(Bytes bytes) {
    out.writeBytes(bytes.array());
  }

  private void ascii(String text) {
    out.writeBytes(text.getBytes(ISO_8859_1));
  }

  private void string(Bytes value) {
    byte[] bytes = value.array();
    out.write('"');
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      byte b = bytes[i];
      if ((b >= 0 && b < ' ') || b == '"' || b == '\\') {
        out.write(bytes, start, i - start);
        escape(b);
        start = i + 1;
      }
    }
    out.write(bytes, start, bytes.length - start);
    out.write('"');
  }

  private void escape(byte b) {
    switch (b) {
      case '"', '\\' -> ascii("\\" + (char) b);
      case '\b' -> ascii("\\b");
      case '\f' -> ascii("\\f");
      case '\n' -> ascii("\\n");
      case '\r' -> ascii("\\r");
      case '\t' -> ascii("\\t");
      default -> ascii("\\u00" + layout.digits().charAt(b >> 4) + layout.digits().charAt(b & 0xF));
    }
  }
}
