package io.fakeredis.core.rdb;

import static io.fakeredis.core.rdb.RdbChecks.check;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Numbers;
import io.fakeredis.api.Settings;
import io.fakeredis.api.ValueType;
import io.fakeredis.core.value.ArrayElement;
import io.fakeredis.core.value.ArrayElement.Kind;
import io.fakeredis.core.value.ArrayValue;

/** Arrays: their elements by index, each in the form in which the real server keeps it. */
final class ArrayCodec implements ValueCodec<ArrayValue> {
  private static final long LAST_INDEX = ArrayValue.NO_INDEX - 1;

  @Override
  public ValueType<ArrayValue> type() {
    return ArrayValue.TYPE;
  }

  @Override
  public RdbType rdbType(ArrayValue array, Settings settings) {
    return RdbType.ARRAY;
  }

  @Override
  public void write(ArrayValue array, RdbType as, RdbWriter out, Settings settings) {
    out.length(array.count());
    boolean inserted = array.lastInserted() != ArrayValue.NO_INDEX;
    out.length(inserted ? 1 : 0);
    if (inserted) {
      out.length(array.lastInserted());
    }
    array.forEach(
        0,
        LAST_INDEX,
        (index, element) -> {
          out.length(index);
          write(element, out);
          return true;
        });
  }

  private static void write(Bytes element, RdbWriter out) {
    Kind kind = ArrayElement.kind(element);
    out.length(kind.number());
    switch (kind) {
      case INTEGER -> out.sink().putLittle(Numbers.toLong(element), Long.BYTES);
      case REAL -> out.real(ArrayElement.real(element));
      case SHORT_STRING, LONG_STRING -> out.string(element);
    }
  }

  @Override
  public ArrayValue read(RdbType as, RdbReader in, Settings settings) {
    ArrayValue array = ArrayValue.TYPE.create(settings);
    int count = in.count();
    long inserted = in.length();
    check(inserted == 0 || inserted == 1, "neither a cursor nor none");
    long lastInserted = inserted == 1 ? in.length() : ArrayValue.NO_INDEX;
    for (int left = count; left > 0; left--) {
      long index = in.length();
      check(index != ArrayValue.NO_INDEX, "an index beyond the last one");
      array.set(index, readElement(in));
    }
    check(array.count() == count, "an index twice");
    array.seek(lastInserted + 1);
    return array;
  }

  private static Bytes readElement(RdbReader in) {
    Kind kind = Kind.of(in.length());
    if (kind == null) {
      throw new RdbException("an element of an unknown kind");
    }
    return switch (kind) {
      case INTEGER -> Bytes.of(in.source().little(Long.BYTES));
      case REAL -> Bytes.latin(ArrayElement.text(in.real()));
      case SHORT_STRING, LONG_STRING -> in.string();
    };
  }
}
