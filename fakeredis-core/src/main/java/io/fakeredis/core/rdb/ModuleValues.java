package io.fakeredis.core.rdb;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.ModuleCodec;
import io.fakeredis.api.Settings;

/**
 * The values of modules: an identifier made of the type's name and its version, what the module
 * writes, each part behind a number that says of which kind it is, and a zero.
 */
final class ModuleValues {
  private static final String NAME_CHARS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  private static final int NAME_LENGTH = 9;
  private static final int CHAR_BITS = 6;
  private static final int VERSION_BITS = 10;

  private static final int END = 0;
  private static final int SIGNED = 1;
  private static final int UNSIGNED = 2;
  private static final int FLOAT = 3;
  private static final int DOUBLE = 4;
  private static final int STRING = 5;

  private ModuleValues() {}

  static <T> void write(ModuleCodec<T> codec, T value, RdbWriter out) {
    out.length(identifier(codec.name(), codec.version()));
    codec.save(value, new PartWriter(out));
    out.length(END);
  }

  static long identifier(String name, int version) {
    long identifier = 0;
    for (int i = 0; i < NAME_LENGTH; i++) {
      identifier = identifier << CHAR_BITS | NAME_CHARS.indexOf(name.charAt(i));
    }
    return identifier << VERSION_BITS | version;
  }

  static String name(long identifier) {
    char[] name = new char[NAME_LENGTH];
    for (int i = 0; i < NAME_LENGTH; i++) {
      int shift = VERSION_BITS + CHAR_BITS * (NAME_LENGTH - 1 - i);
      name[i] = NAME_CHARS.charAt((int) (identifier >>> shift) & 0x3f);
    }
    return new String(name);
  }

  static int version(long identifier) {
    return (int) identifier & (1 << VERSION_BITS) - 1;
  }

  /** Reads what stands behind the identifier. */
  static <T> T read(ModuleCodec<T> codec, int version, RdbReader in, Settings settings) {
    T value = codec.load(new PartReader(in), version, settings);
    RdbChecks.check(in.length() == END, "more of a module's value than the module read");
    return value;
  }

  /** Skips what a module has to say that is not about a key. */
  static void skip(RdbReader in) {
    in.length();
    long kind = in.length();
    while (kind != END) {
      skipPart((int) kind, in);
      kind = in.length();
    }
  }

  private static void skipPart(int kind, RdbReader in) {
    switch (kind) {
      case SIGNED, UNSIGNED -> in.length();
      case FLOAT -> in.source().skip(4);
      case DOUBLE -> in.source().skip(8);
      case STRING -> in.string();
      default -> throw new RdbException("a part of a module's data of no known kind");
    }
  }

  private record PartWriter(RdbWriter out) implements ModuleCodec.Writer {
    @Override
    public void unsigned(long value) {
      out.length(UNSIGNED);
      out.length(value);
    }

    @Override
    public void signed(long value) {
      unsigned(value); // the real server has a kind for these, too, but never uses it
    }

    @Override
    public void real(double value) {
      out.length(DOUBLE);
      out.real(value);
    }

    @Override
    public void single(float value) {
      out.length(FLOAT);
      out.sink().putLittle(Float.floatToRawIntBits(value), 4);
    }

    @Override
    public void string(Bytes value) {
      out.length(STRING);
      out.string(value);
    }

    @Override
    public boolean isFile() {
      return out.isFile();
    }
  }

  private record PartReader(RdbReader in) implements ModuleCodec.Reader {
    private void expect(int kind) {
      RdbChecks.check(in.length() == kind, "a part of a module's value of another kind");
    }

    @Override
    public long unsigned() {
      expect(UNSIGNED);
      return in.length();
    }

    @Override
    public long signed() {
      return unsigned();
    }

    @Override
    public double real() {
      expect(DOUBLE);
      return in.real();
    }

    @Override
    public float single() {
      expect(FLOAT);
      return Float.intBitsToFloat((int) in.source().little(4));
    }

    @Override
    public Bytes string() {
      expect(STRING);
      return in.string();
    }
  }
}
