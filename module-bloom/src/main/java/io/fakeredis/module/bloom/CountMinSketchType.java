package io.fakeredis.module.bloom;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.ModuleCodec;
import io.fakeredis.api.Settings;
import io.fakeredis.api.ValueType;

/** Count-min sketches under keys. */
final class CountMinSketchType implements ValueType<CountMinSketch>, ModuleCodec<CountMinSketch> {
  static final CountMinSketchType TYPE = new CountMinSketchType();

  private CountMinSketchType() {}

  @Override
  public String name() {
    return "CMSk-TYPE";
  }

  @Override
  public CountMinSketch copy(CountMinSketch value) {
    throw BloomFilterType.notCopied();
  }

  @Override
  public long memory(CountMinSketch value) {
    return value.memory();
  }

  @Override
  public ModuleCodec<CountMinSketch> codec() {
    return this;
  }

  @Override
  public int version() {
    return 0;
  }

  @Override
  public void save(CountMinSketch sketch, Writer out) {
    out.unsigned(sketch.width());
    out.unsigned(sketch.depth());
    out.unsigned(sketch.total());
    out.string(
        LittleEndian.write(
            bytes -> {
              for (int counter : sketch.counters()) {
                bytes.writeInt(counter);
              }
            }));
  }

  @Override
  public CountMinSketch load(Reader in, int version, Settings settings) {
    long width = in.unsigned();
    long depth = in.unsigned();
    long total = in.unsigned();
    Bytes bytes = in.string();
    long counters = Math.multiplyExact(width, depth);
    if (version > 0
        || width < 1
        || depth < 1
        || counters != bytes.length() / Integer.BYTES
        || bytes.length() % Integer.BYTES != 0) {
      throw new IllegalArgumentException("not a count-min sketch");
    }
    int[] array =
        LittleEndian.read(
            bytes,
            data -> {
              int[] read = new int[(int) counters];
              for (int i = 0; i < read.length; i++) {
                read[i] = data.readInt();
              }
              return read;
            });
    return new CountMinSketch((int) width, (int) depth, array, total);
  }
}
