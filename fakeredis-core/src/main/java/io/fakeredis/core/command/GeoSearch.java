package io.fakeredis.core.command;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Profile;
import io.fakeredis.core.value.GeoCell;
import io.fakeredis.core.value.GeoCover;
import io.fakeredis.core.value.GeoPoint;
import io.fakeredis.core.value.GeoShape;
import io.fakeredis.core.value.SortedSetValue;
import io.fakeredis.core.value.SortedSetValue.Member;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Looks for the members of a sorted set that lie within a shape. */
final class GeoSearch {
  private final SortedSetValue set;
  private final GeoShape shape;
  private final long enough;
  private final List<Found> found = new ArrayList<>();

  private GeoSearch(SortedSetValue set, GeoShape shape, long enough) {
    this.set = set;
    this.shape = shape;
    this.enough = enough;
  }

  /** A member within the shape, and how far in metres it is from the centre. */
  record Found(Bytes name, double score, GeoPoint place, double distance) {}

  /**
   * All members within the shape, in the order in which real servers come upon them.
   *
   * @param enough how many members suffice; 0 for all
   */
  static List<Found> find(SortedSetValue set, GeoShape shape, long enough, Profile profile) {
    GeoSearch search = new GeoSearch(set, shape, enough);
    for (GeoCell cell : GeoCover.cells(shape, profile)) {
      if (search.isDone()) {
        break;
      }
      search.look(cell);
    }
    return search.found;
  }

  private boolean isDone() {
    return enough > 0 && found.size() >= enough;
  }

  private void look(GeoCell cell) {
    long lowest = cell.score();
    long behind = cell.scoreBehind();
    Iterator<Member> members = set.upFrom(set.countWhile(other -> other.score() < lowest));
    while (members.hasNext() && !isDone()) {
      Member member = members.next();
      if (member.score() >= behind) {
        break;
      }
      GeoPoint place = GeoCell.ofScore(member.score()).middle();
      double distance = shape.distance(place);
      if (!Double.isNaN(distance)) {
        found.add(new Found(member.key(), member.score(), place, distance));
      }
    }
  }
}
