package io.fakeredis.core.value;

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

  static GeoArea area(List<GeoPoint> vertices) {
    DoubleSummaryStatistics longitudes =
        vertices.stream().mapToDouble(GeoPoint::longitude).summaryStatistics();
    DoubleSummaryStatistics latitudes =
        vertices.stream().mapToDouble(GeoPoint::latitude).summaryStatistics();
    return new GeoArea(
        longitudes.getMin(), latitudes.getMin(), longitudes.getMax(), latitudes.getMax());
  }

  /** How far a place of the shape can be from the centre, in metres; a polygon counts as a box. */
  double reach() {
    return isCircle ? radius() : Math.sqrt(width / 2 * (width / 2) + height / 2 * (height / 2));
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
}
