package io.fakeredis.core.command;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Reply;
import io.fakeredis.core.value.GeoCell;
import io.fakeredis.core.value.GeoPoint;
import io.fakeredis.core.value.SortedSetValue;
import io.fakeredis.core.value.SortedSetValue.Member;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Places and distances as the geo commands take and reply them. */
final class GeoReplies {
  /** Up to 7.4 a coordinate was printed with 17 decimals. */
  private static final Feature SHORTEST = Feature.since("GEOPOS.shortest", "8.0");

  /** Since 7.2 a distance is multiplied by ten thousand and rounded rather than printed by C. */
  private static final Feature SCALES = Feature.since("GEODIST.scales", "7.2");

  private static final int COORDINATE_DECIMALS = 17;
  private static final int DISTANCE_DECIMALS = 4;
  private static final double DISTANCE_SCALE = 10000;

  private GeoReplies() {}

  /** The place whose longitude and latitude stand at the index and behind it. */
  static GeoPoint parse(Call call, int index) {
    GeoPoint point = new GeoPoint(call.realArg(index), call.realArg(index + 1));
    if (!point.isValid()) {
      throw Errors.error(
          "ERR invalid longitude,latitude pair "
              + sixDecimals(point.longitude())
              + ","
              + sixDecimals(point.latitude()));
    }
    return point;
  }

  private static String sixDecimals(double value) {
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    return String.format(Locale.ROOT, "%.6f", new BigDecimal(value));
  }

  /** The place of a member; null if it is not there. */
  static @Nullable GeoPoint find(@Nullable SortedSetValue set, Bytes name) {
    Member member = set == null ? null : set.get(name);
    return member == null ? null : GeoCell.ofScore(member.score()).middle();
  }

  static Reply place(Call call, GeoPoint point) {
    return Reply.array(coordinate(call, point.longitude()), coordinate(call, point.latitude()));
  }

  private static Reply coordinate(Call call, double value) {
    if (call.has(SHORTEST)) {
      return call.real(value);
    }
    BigDecimal rounded =
        new BigDecimal(value).setScale(COORDINATE_DECIMALS, RoundingMode.HALF_EVEN);
    return Reply.real(value, rounded.stripTrailingZeros().toPlainString());
  }

  /** A distance with four decimals. */
  static Reply distance(Call call, double distance) {
    BigDecimal rounded =
        call.has(SCALES)
            ? BigDecimal.valueOf((long) Math.rint(distance * DISTANCE_SCALE), DISTANCE_DECIMALS)
            : new BigDecimal(distance).setScale(DISTANCE_DECIMALS, RoundingMode.HALF_EVEN);
    return Reply.bulk(rounded.toPlainString());
  }
}
