package io.fakeredis.core.value;

import io.fakeredis.api.Feature;
import io.fakeredis.api.Profile;
import java.util.ArrayList;
import java.util.List;

/**
 * The cells in which the real server looks for the places of a shape: that of the centre and those
 * of its neighbours that the shape may touch.
 */
public final class GeoCover {
  /** Before, a box took the latitude of its middle for that of all its places. */
  private static final Feature BENT_SIDES = Feature.since("GEOSEARCH.bent-sides", "6.2");

  /** Before, the neighbours had to reach as far as the shape did, in metres and to all sides. */
  private static final Feature COVERS_BOUNDS = Feature.since("GEOSEARCH.covers-bounds", "6.2");

  /** How far the projection reaches from the equator and the prime meridian, in metres. */
  private static final double MERCATOR_LIMIT = 20037726.37;

  private static final double FAR_NORTH = 66;
  private static final double FARTHEST_NORTH = 80;

  private final GeoShape shape;
  private final Profile profile;
  private final GeoArea bounds;

  private GeoCover(GeoShape shape, Profile profile) {
    this.shape = shape;
    this.profile = profile;
    this.bounds = bounds();
  }

  /** The cells in the server's order, on which that of its replies depends. */
  public static List<GeoCell> cells(GeoShape shape, Profile profile) {
    return new GeoCover(shape, profile).cells();
  }

  private List<GeoCell> cells() {
    int step = step();
    GeoCell middle = GeoCell.of(shape.centre(), step);
    if (step > 1 && !neighboursSuffice(middle)) {
      middle = GeoCell.of(shape.centre(), step - 1);
    }
    return withNeighbours(middle);
  }

  /** Towards the poles the sides are bent, so that the side nearer to the pole counts. */
  private GeoArea bounds() {
    if (!shape.vertices().isEmpty()) {
      return GeoShape.area(shape.vertices());
    }
    GeoPoint centre = shape.centre();
    double vertical = GeoPoint.degrees(shape.height() / 2);
    double latitude = centre.latitude();
    if (profile.has(BENT_SIDES)) {
      latitude += latitude < 0 ? -vertical : vertical;
    }
    double parallel = Trigonometry.cos(GeoPoint.radians(latitude));
    double horizontal = GeoPoint.degrees(shape.width() / 2 / parallel);
    return new GeoArea(
        centre.longitude() - horizontal,
        centre.latitude() - vertical,
        centre.longitude() + horizontal,
        centre.latitude() + vertical);
  }

  /** The finest step of which a cell and its neighbours probably cover the shape. */
  private int step() {
    double reach = shape.reach();
    if (reach == 0) {
      return GeoCell.FINEST;
    }
    int step = -1;
    for (double covered = reach; covered < MERCATOR_LIMIT; covered *= 2) {
      step++;
    }
    double latitude = Math.abs(shape.centre().latitude());
    if (latitude > FAR_NORTH) {
      step -= latitude > FARTHEST_NORTH ? 2 : 1;
    }
    return Math.max(1, Math.min(GeoCell.FINEST, step));
  }

  private boolean neighboursSuffice(GeoCell middle) {
    double north = middle.neighbour(0, 1).area().north();
    double south = middle.neighbour(0, -1).area().south();
    double east = middle.neighbour(1, 0).area().east();
    double west = middle.neighbour(-1, 0).area().west();
    if (profile.has(COVERS_BOUNDS)) {
      return north >= bounds.north()
          && south <= bounds.south()
          && east >= bounds.east()
          && west <= bounds.west();
    }
    GeoPoint centre = shape.centre();
    return isOutOfReach(new GeoPoint(centre.longitude(), north))
        && isOutOfReach(new GeoPoint(centre.longitude(), south))
        && isOutOfReach(new GeoPoint(east, centre.latitude()))
        && isOutOfReach(new GeoPoint(west, centre.latitude()));
  }

  private boolean isOutOfReach(GeoPoint place) {
    return shape.centre().distance(place) >= shape.reach();
  }

  private List<GeoCell> withNeighbours(GeoCell middle) {
    GeoArea area = middle.area();
    boolean prunes = middle.step() >= 2;
    boolean north = !(prunes && area.north() > bounds.north());
    boolean south = !(prunes && area.south() < bounds.south());
    boolean east = !(prunes && area.east() > bounds.east());
    boolean west = !(prunes && area.west() < bounds.west());
    List<GeoCell> cells = new ArrayList<>(9);
    cells.add(middle);
    add(cells, north, middle.neighbour(0, 1));
    add(cells, south, middle.neighbour(0, -1));
    add(cells, east, middle.neighbour(1, 0));
    add(cells, west, middle.neighbour(-1, 0));
    add(cells, north && east, middle.neighbour(1, 1));
    add(cells, north && west, middle.neighbour(-1, 1));
    add(cells, south && east, middle.neighbour(1, -1));
    add(cells, south && west, middle.neighbour(-1, -1));
    return cells;
  }

  /** A huge shape has few large cells, of which two neighbours in turn may be the same. */
  private static void add(List<GeoCell> cells, boolean wanted, GeoCell cell) {
    if (wanted && !cell.equals(cells.get(cells.size() - 1))) {
      cells.add(cell);
    }
  }
}
