package io.fakeredis.core.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fakeredis.api.Profile;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class GeoShapeTest {
  /** Half the diagonal of the finest cell, at the equator, in metres. */
  private static final double CELL = 0.4;

  private static final Profile PROFILE = Profile.of("redis", "7.0.15");

  @Property(tries = 1000)
  void aPlaceIsFoundInItsCellAgain(@ForAll("places") GeoPoint place) {
    GeoCell cell = GeoCell.of(place, GeoCell.FINEST);
    assertThat(GeoCell.ofScore(cell.score())).isEqualTo(cell);
    assertThat(cell.score()).isBetween(0L, (1L << 52) - 1);
  }

  /** Whatever lies within the shape lies in one of the cells that a search looks through. */
  @Property(tries = 1000)
  void theCellsOfACircleCoverIt(
      @ForAll("places") GeoPoint centre,
      @ForAll("places") GeoPoint place,
      @ForAll @DoubleRange(min = 1, max = 3_000_000) double radius) {
    GeoShape circle = GeoShape.circle(centre, radius);
    double distance = centre.distance(place);
    if (distance < radius - CELL) {
      assertThat(circle.distance(place)).isCloseTo(distance, within(1e-6));
      assertThat(isCovered(circle, place)).isTrue();
    } else if (distance > radius) {
      assertThat(circle.distance(place)).isNaN();
    }
  }

  private static boolean isCovered(GeoShape shape, GeoPoint place) {
    long score = GeoCell.of(place, GeoCell.FINEST).score();
    return GeoCover.cells(shape, PROFILE).stream()
        .anyMatch(cell -> score >= cell.score() && score < cell.scoreBehind());
  }

  @Property(tries = 500)
  void distancesAreTheSameBothWays(@ForAll("places") GeoPoint one, @ForAll("places") GeoPoint two) {
    assertThat(one.distance(two)).isEqualTo(two.distance(one));
    assertThat(one.distance(one)).isZero();
  }

  @Test
  void distanceAsTheRealServerHasIt() {
    GeoPoint palermo = new GeoPoint(13.361389338970184, 38.1155563954963);
    GeoPoint catania = new GeoPoint(15.087267458438873, 37.50266842333162);
    assertThat(palermo.distance(catania)).isCloseTo(166274.1516, within(1e-4));
  }

  @Provide
  Arbitrary<GeoPoint> places() {
    return Combinators.combine(
            Arbitraries.doubles().between(-180, 179.99), Arbitraries.doubles().between(-80, 80))
        .as(GeoPoint::new);
  }
}
