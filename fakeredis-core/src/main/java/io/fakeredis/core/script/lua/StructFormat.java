package io.fakeredis.core.script.lua;

/** Reads the format strings of the struct library, and the values that they describe. */
final class StructFormat {

  private static final int MAX_INTEGER = 32;
  private static final int NATIVE_ALIGNMENT = 8;
  private static final int INT = 4;
  private static final int LONG = 8;

  private final CallFrame call;
  private final LuaString format;
  private int position;
  private int option;
  private int size;
  private int alignment = 1;
  private boolean bigEndian;

  StructFormat(CallFrame call) {
    this.call = call;
    format = call.checkString(1).untilNul();
  }

  /** Goes to the next option; false if there is none. */
  boolean next() {
    if (position == format.length()) {
      return false;
    }
    option = format.byteAt(position++);
    size = readSize();
    return true;
  }

  int option() {
    return option;
  }

  int size() {
    return size;
  }

  boolean isInteger() {
    return "bBhHlLTiI".indexOf(option) >= 0;
  }

  boolean isFloat() {
    return option == 'f' || option == 'd';
  }

  boolean isString() {
    return option == 'c' || option == 's';
  }

  private int readSize() {
    switch (option) {
      case 'b':
      case 'B':
      case 'x':
        return 1;
      case 'h':
      case 'H':
        return 2;
      case 'l':
      case 'L':
      case 'T':
      case 'd':
        return LONG;
      case 'f':
        return Float.BYTES;
      case 'c':
        return number(1);
      case 'i':
      case 'I':
        int bytes = number(INT);
        if (bytes > MAX_INTEGER) {
          throw call.error("integral size " + bytes + " is larger than limit of " + MAX_INTEGER);
        }
        return bytes;
      default:
        return 0;
    }
  }

  private int peek() {
    return position < format.length() ? format.byteAt(position) : 0;
  }

  private int number(int otherwise) {
    if (!Characters.isDigit(peek())) {
      return otherwise;
    }
    long value = 0;
    while (Characters.isDigit(peek())) {
      value = value * 10 + peek() - '0';
      if (value > Integer.MAX_VALUE) {
        throw call.error("integral size overflow");
      }
      position++;
    }
    return (int) value;
  }

  /** How many bytes lie between a position and the next aligned one for this option. */
  int padding(int at) {
    if (size == 0 || option == 'c') {
      return 0;
    }
    int unit = Math.min(size, alignment);
    return unit - (at & unit - 1) & unit - 1;
  }

  /** Takes an option that holds no value: byte order, alignment. */
  void control() {
    switch (option) {
      case ' ':
        break;
      case '>':
        bigEndian = true;
        break;
      case '<':
        bigEndian = false;
        break;
      case '!':
        int wanted = number(NATIVE_ALIGNMENT);
        if (wanted <= 0 || (wanted & wanted - 1) != 0) {
          throw call.error("alignment " + wanted + " is not a power of 2");
        }
        alignment = wanted;
        break;
      default:
        throw call.argumentError(1, "invalid format option '" + (char) option + "'");
    }
  }

  void controlUnlessPadding() {
    if (option != 'x') {
      control();
    }
  }

  // Values

  void append(ByteBuilder out, long bits) {
    if (bigEndian) {
      out.appendBigEndian(bits, size);
    } else {
      out.appendLittleEndian(bits, size);
    }
  }

  private long bits(byte[] data, int at) {
    long value = 0;
    for (int i = 0; i < size; i++) {
      int index = bigEndian ? at + i : at + size - 1 - i;
      value = value << 8 | (data[index] & 0xff);
    }
    return value;
  }

  double integer(byte[] data, int at) {
    long value = bits(data, at);
    if (!Characters.isLower(option)) {
      return NumberText.unsignedToDouble(value);
    }
    long mask = -1L << (size * 8 - 1);
    return (value & mask) != 0 ? value | mask : value;
  }

  double floating(byte[] data, int at) {
    long value = bits(data, at);
    return size == Float.BYTES ? Float.intBitsToFloat((int) value) : Double.longBitsToDouble(value);
  }
}
