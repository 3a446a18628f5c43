package io.fakeredis.core.rdb;

import io.fakeredis.api.Bytes;
import java.util.ArrayList;
import java.util.List;

/** The compact format of small hashes before 2.6, which every server still reads. */
final class Zipmap {
  private static final int END = 0xff;
  private static final int LONG_LENGTH = 0xfe;

  private Zipmap() {}

  /**
   * Fields and values in turn.
   *
   * @throws RdbException if the bytes are no sound zipmap
   */
  static List<Bytes> elements(Bytes zipmap) {
    ByteSource in = new ByteSource(zipmap.array());
    int count = in.u8();
    List<Bytes> elements = new ArrayList<>();
    while (in.peek() != END) {
      elements.add(in.takeBytes(length(in)));
      long length = length(in);
      int unused = in.u8();
      elements.add(in.takeBytes(length));
      in.skip(unused);
    }
    in.skip(1);
    RdbChecks.check(in.left() == 0, "bytes after a zipmap");
    RdbChecks.check(
        count >= LONG_LENGTH || count * 2 == elements.size(), "a zipmap of another count");
    return elements;
  }

  private static long length(ByteSource in) {
    int first = in.u8();
    RdbChecks.check(first != END, "a zipmap that ends after a field");
    return first == LONG_LENGTH ? in.little(4) : first;
  }
}
