package io.fakeredis.core.rdb;

import io.fakeredis.api.Settings;
import io.fakeredis.api.StringValue;
import io.fakeredis.api.ValueType;

/** Strings. */
final class StringCodec implements ValueCodec<StringValue> {

  @Override
  public ValueType<StringValue> type() {
    return StringValue.TYPE;
  }

  @Override
  public RdbType rdbType(StringValue value, Settings settings) {
    return RdbType.STRING;
  }

  @Override
  public void write(StringValue value, RdbType as, RdbWriter out, Settings settings) {
    out.string(value.bytes());
  }

  @Override
  public StringValue read(RdbType as, RdbReader in, Settings settings) {
    return StringValue.of(in.string());
  }
}
