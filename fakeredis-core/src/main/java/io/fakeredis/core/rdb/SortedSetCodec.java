package io.fakeredis.core.rdb;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Doubles;
import io.fakeredis.api.Settings;
import io.fakeredis.api.ValueType;
import io.fakeredis.core.value.SortedSetValue;
import java.util.ArrayList;
import java.util.List;

/** Sorted sets: members and scores in order, or from the highest down if they are skip lists. */
final class SortedSetCodec implements ValueCodec<SortedSetValue> {

  @Override
  public ValueType<SortedSetValue> type() {
    return SortedSetValue.TYPE;
  }

  @Override
  public RdbType rdbType(SortedSetValue value, Settings settings) {
    if (!value.isListpack()) {
      return RdbType.ZSET_2;
    }
    return RdbType.ZSET_LISTPACK.isKnown(settings) ? RdbType.ZSET_LISTPACK : RdbType.ZSET_ZIPLIST;
  }

  @Override
  public void write(SortedSetValue value, RdbType as, RdbWriter out, Settings settings) {
    switch (as) {
      case ZSET_LISTPACK -> out.string(Listpack.of(elements(value, settings)));
      case ZSET_ZIPLIST -> out.string(Ziplist.of(elements(value, settings)));
      default -> writeDescending(value, out);
    }
  }

  private static List<Bytes> elements(SortedSetValue value, Settings settings) {
    List<Bytes> elements = new ArrayList<>(2 * value.size());
    for (SortedSetValue.Member member : value) {
      elements.add(member.key());
      elements.add(Bytes.latin(Doubles.text(member.score(), settings.profile())));
    }
    return elements;
  }

  private static void writeDescending(SortedSetValue value, RdbWriter out) {
    out.length(value.size());
    value
        .downFrom(value.size() - 1)
        .forEachRemaining(
            member -> {
              out.string(member.key());
              out.real(member.score());
            });
  }

  @Override
  public SortedSetValue read(RdbType as, RdbReader in, Settings settings) {
    SortedSetValue value = SortedSetValue.unsettled(settings);
    switch (as) {
      case ZSET_LISTPACK -> putAll(value, Listpack.elements(in.string()), settings);
      case ZSET_ZIPLIST -> putAll(value, Ziplist.elements(in.string()), settings);
      default -> {
        for (int left = in.count(); left > 0; left--) {
          Bytes member = in.string();
          put(value, member, as == RdbType.ZSET_2 ? in.real() : in.textReal(), settings);
        }
      }
    }
    return value.settle(settings);
  }

  private static void putAll(SortedSetValue value, List<Bytes> elements, Settings settings) {
    RdbChecks.check(elements.size() % 2 == 0, "a member without a score");
    for (int i = 0; i < elements.size(); i += 2) {
      put(value, elements.get(i), Doubles.parse(elements.get(i + 1)), settings);
    }
  }

  private static void put(SortedSetValue value, Bytes member, double score, Settings settings) {
    RdbChecks.check(!Double.isNaN(score), "a score that is no number");
    RdbChecks.check(value.get(member) == null, "a member twice");
    value.put(member, score, settings);
  }
}
