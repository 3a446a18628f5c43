package io.fakeredis.core.rdb;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Numbers;
import io.fakeredis.api.Settings;
import io.fakeredis.api.ValueType;
import io.fakeredis.core.value.SetValue;
import io.fakeredis.core.value.SetValue.Encoding;
import java.util.ArrayList;
import java.util.List;

/** Sets. */
final class SetCodec implements ValueCodec<SetValue> {

  @Override
  public ValueType<SetValue> type() {
    return SetValue.TYPE;
  }

  @Override
  public RdbType rdbType(SetValue set, Settings settings) {
    return switch (set.encoding()) {
      case INTSET -> RdbType.SET_INTSET;
      case LISTPACK -> RdbType.SET_LISTPACK;
      case HASHTABLE -> RdbType.SET;
    };
  }

  @Override
  public void write(SetValue set, RdbType as, RdbWriter out, Settings settings) {
    switch (as) {
      case SET_INTSET -> out.string(Intset.of(integers(set), set.integerWidth()));
      case SET_LISTPACK -> out.string(Listpack.of(members(set)));
      default -> {
        out.length(set.size());
        set.forEach(out::string);
      }
    }
  }

  private static List<Long> integers(SetValue set) {
    List<Long> integers = new ArrayList<>(set.size());
    set.forEach(member -> integers.add(Numbers.toLong(member)));
    return integers;
  }

  private static List<Bytes> members(SetValue set) {
    List<Bytes> members = new ArrayList<>(set.size());
    set.forEach(members::add);
    return members;
  }

  @Override
  public SetValue read(RdbType as, RdbReader in, Settings settings) {
    Encoding encoding = as == RdbType.SET_LISTPACK ? Encoding.LISTPACK : Encoding.INTSET;
    SetValue set = SetValue.of(encoding, settings);
    switch (as) {
      case SET_INTSET -> Intset.integers(in.string()).forEach(n -> add(set, Bytes.of(n)));
      case SET_LISTPACK -> Listpack.elements(in.string()).forEach(member -> add(set, member));
      default -> {
        for (int left = in.count(); left > 0; left--) {
          add(set, in.string());
        }
      }
    }
    return set;
  }

  private static void add(SetValue set, Bytes member) {
    RdbChecks.check(set.add(member), "a member twice");
  }
}
