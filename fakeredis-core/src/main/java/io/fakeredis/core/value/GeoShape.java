package io.fakeredis.core.value;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;

/**
 * A circle or a rectangle around a place, or a polygon.
 *
 * @param width in metres; of a circle, its diameter
 * @param height in metres; of a circle, its diameter
 * @param vertices of a polygon; none for the others
 */
public record GeoShape(
    GeoPoint centre, double width, double height, boolean isCircle, List<GeoPoint> vertices) {
  /** How far the projection reaches from the equator and the prime meridian, in metres. */
  private static final double MERCATOR_LIMIT = 20037726.37;

  private static final double FAR_NORTH = 66;
  private static final double FARTHEST_NORTH = 80;

  public static GeoShape circle(GeoPoint centre, double radius) {
    return new GeoShape(centre, 2 * radius, 2 * radius, true, List.of());
  }

  public static GeoShape box(GeoPoint centre, double width, double height) {
    return new GeoShape(centre, width, height, false, List.of());
  }

  /** A polygon; distances count from the middle of its vertices on the sphere. */
  public static GeoShape polygon(List<GeoPoint> vertices) {
    GeoArea area = area(vertices);
    GeoPoint centre = GeoPoint.middle(vertices);
    double width =
        new GeoPoint(area.west(), centre.latitude())
            .distance(new GeoPoint(area.east(), centre.latitude()));
    double height =
        new GeoPoint(centre.longitude(), area.south())
            .distance(new GeoPoint(centre.longitude(), area.north()));
    return new GeoShape(centre, width, height, false, List.copyOf(vertices));
  }

  private static GeoArea area(List<GeoPoint> vertices) {
    DoubleSummaryStatistics longitudes =
        vertices.stream().mapToDouble(GeoPoint::longitude).summaryStatistics();
    DoubleSummaryStatistics latitudes =
        vertices.stream().mapToDouble(GeoPoint::latitude).summaryStatistics();
    return new GeoArea(
        longitudes.getMin(), latitudes.getMin(), longitudes.getMax(), latitudes.getMax());
  }

  private double radius() {
    return width / 2;
  }

  /** The distance of a place from the centre in metres; NaN if it is outside. */
  public double distance(GeoPoint place) {
    if (isCircle) {
      double distance = centre.distance(place);
      return distance > radius() ? Double.NaN : distance;
    }
    if (!vertices.isEmpty()) {
      return encloses(place) ? centre.distance(place) : Double.NaN;
    }
    GeoPoint beside = new GeoPoint(centre.longitude(), place.latitude());
    boolean outside =
        place.latitudeDistance(centre) > height / 2 || place.distance(beside) > width / 2;
    return outside ? Double.NaN : centre.distance(place);
  }

  /** Whether a ray from the place to the east crosses an odd number of sides. */
  private boolean encloses(GeoPoint place) {
    boolean inside = false;
    GeoPoint last = vertices.get(vertices.size() - 1);
    for (GeoPoint next : vertices) {
      boolean spans = next.latitude() > place.latitude() != last.latitude() > place.latitude();
      if (spans && place.longitude() < longitudeAt(place.latitude(), last, next)) {
        inside = !inside;
      }
      last = next;
    }
    return inside;
  }

  /** Where the line through both places crosses that latitude. */
  private static double longitudeAt(double latitude, GeoPoint one, GeoPoint other) {
    double share = (latitude - other.latitude()) / (one.latitude() - other.latitude());
    return other.longitude() + (one.longitude() - other.longitude()) * share;
  }

  /**
   * The cells in which the real server looks for places, in its order, on which that of its replies
   * depends: the centre's cell and those of its neighbours that the shape may touch.
   */
  public List<GeoCell> cells() {
    GeoArea bounds = bounds();
    int step = step();
    GeoCell middle = GeoCell.of(centre, step);
    if (step > 1 && !neighboursCover(middle, bounds)) {
      step--;
      middle = GeoCell.of(centre, step);
    }
    return withNeighbours(middle, bounds);
  }

  /** Towards the poles the sides are bent, so that the side nearer to the pole counts. */
  private GeoArea bounds() {
    if (!vertices.isEmpty()) {
      return area(vertices);
    }
    double vertical = GeoPoint.degrees(height / 2);
    double latitude = centre.latitude() + (centre.latitude() < 0 ? -vertical : vertical);
    double horizontal = GeoPoint.degrees(width / 2 / Trigonometry.cos(GeoPoint.radians(latitude)));
    return new GeoArea(
        centre.longitude() - horizontal,
        centre.latitude() - vertical,
        centre.longitude() + horizontal,
        centre.latitude() + vertical);
  }

  /** The finest step of which a cell and its neighbours probably cover the shape. */
  private int step() {
    double reach =
        isCircle ? radius() : Math.sqrt(width / 2 * (width / 2) + height / 2 * (height / 2));
    if (reach == 0) {
      return GeoCell.FINEST;
    }
    int step = -1;
    for (double covered = reach; covered < MERCATOR_LIMIT; covered *= 2) {
      step++;
    }
    double latitude = Math.abs(centre.latitude());
    if (latitude > FAR_NORTH) {
      step -= latitude > FARTHEST_NORTH ? 2 : 1;
    }
    return Math.max(1, Math.min(GeoCell.FINEST, step));
  }

  private static boolean neighboursCover(GeoCell middle, GeoArea bounds) {
    return middle.neighbour(0, 1).area().north() >= bounds.north()
        && middle.neighbour(0, -1).area().south() <= bounds.south()
        && middle.neighbour(1, 0).area().east() >= bounds.east()
        && middle.neighbour(-1, 0).area().west() <= bounds.west();
  }

  private static List<GeoCell> withNeighbours(GeoCell middle, GeoArea bounds) {
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
