package io.fakeredis.core.replication;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.core.replication.Effects.Effect;
import io.fakeredis.core.value.GeoCell;
import io.fakeredis.core.value.GeoPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Calls about places. */
final class GeoEffects {
  private static final int WORDS_OF_PLACE = 3;

  private GeoEffects() {}

  static void addTo(Map<String, Effect> effects) {
    effects.put("GEOADD", GeoEffects::geoadd);
  }

  /** Places are told as the scores that they are kept as. */
  private static List<Args> geoadd(Done done) {
    int first = 2;
    while (isOption(done, first)) {
      first++;
    }
    List<Object> words = new ArrayList<>(List.of("zadd"));
    words.addAll(done.args().slice(1, first));
    for (int i = first; i + 2 < done.args().count(); i += WORDS_OF_PLACE) {
      double longitude = Double.parseDouble(done.args().text(i));
      double latitude = Double.parseDouble(done.args().text(i + 1));
      words.add(GeoCell.of(new GeoPoint(longitude, latitude), GeoCell.FINEST).score());
      words.add(done.word(i + 2));
    }
    return List.of(Done.call(words));
  }

  private static boolean isOption(Done done, int index) {
    Bytes word = done.word(index);
    return word.is("NX") || word.is("XX") || word.is("CH");
  }
}
