package io.fakeredis.core.script.lua;

/** string.format. */
final class StringFormat {

  private static final String FLAGS = "-+ #0";

  /** Longer strings are taken as they are, unless there is a precision. */
  private static final int LONG_STRING = 100;

  private final CallFrame call;
  private final LuaString format;
  private final ByteBuilder result = new ByteBuilder();
  private int position;
  private int argument = 1;

  private StringFormat(CallFrame call) {
    this.call = call;
    format = call.checkString(1);
  }

  static int format(CallFrame call) {
    return call.result(new StringFormat(call).run());
  }

  private LuaString run() {
    while (position < format.length()) {
      int c = format.byteAt(position++);
      if (c != '%') {
        result.append(c);
      } else if (peek() == '%') {
        position++;
        result.append('%');
      } else {
        item();
      }
    }
    return result.toLuaString();
  }

  private int peek() {
    return position < format.length() ? format.byteAt(position) : 0;
  }

  private void item() {
    if (++argument > call.count()) {
      throw call.argumentError(argument, "no value");
    }
    Printf spec = specification();
    int conversion = peek();
    position++;
    switch (conversion) {
      case 'c':
        // C writes into a buffer and takes what comes before the first zero byte.
        byte[] character = spec.character((byte) Arithmetic.toInt(call.checkNumber(argument)));
        result.append(LuaString.of(character).untilNul());
        break;
      case 'd':
      case 'i':
        result.append(spec.signed(Arithmetic.toLong(call.checkNumber(argument))));
        break;
      case 'o':
      case 'u':
      case 'x':
      case 'X':
        long value = Arithmetic.toUnsigned(call.checkNumber(argument));
        result.append(spec.unsigned(value, (char) conversion));
        break;
      case 'e':
      case 'E':
      case 'f':
      case 'g':
      case 'G':
        result.append(spec.floating(call.checkNumber(argument), (char) conversion));
        break;
      case 'q':
        quote(call.checkString(argument));
        break;
      case 's':
        string(spec, call.checkString(argument));
        break;
      default:
        String shown = conversion == 0 ? "" : String.valueOf((char) conversion);
        throw call.error("invalid option '%" + shown + "' to 'format'");
    }
  }

  private Printf specification() {
    int start = position;
    while (peek() != 0 && FLAGS.indexOf(peek()) >= 0) {
      position++;
    }
    if (position - start > FLAGS.length()) {
      throw call.error("invalid format (repeated flags)");
    }
    String flags = LuaString.of(format.bytes, start, position).latin1();
    int width = Math.max(twoDigits(), 0);
    int precision = -1;
    if (peek() == '.') {
      position++;
      precision = Math.max(twoDigits(), 0);
    }
    if (Characters.isDigit(peek())) {
      throw call.error("invalid format (width or precision too long)");
    }
    return new Printf(flags, width, precision);
  }

  private int twoDigits() {
    int value = -1;
    for (int i = 0; i < 2 && Characters.isDigit(peek()); i++) {
      value = Math.max(value, 0) * 10 + peek() - '0';
      position++;
    }
    return value;
  }

  private void string(Printf spec, LuaString s) {
    if (!spec.hasPrecision() && s.length() >= LONG_STRING) {
      result.append(s);
    } else {
      result.append(spec.string(s.untilNul().bytes));
    }
  }

  private void quote(LuaString s) {
    result.append('"');
    for (byte b : s.bytes) {
      switch (b) {
        case '"':
        case '\\':
        case '\n':
          result.append('\\').append(b);
          break;
        case '\r':
          result.append("\\r");
          break;
        case 0:
          result.append("\\000");
          break;
        default:
          result.append(b);
          break;
      }
    }
    result.append('"');
  }
}
