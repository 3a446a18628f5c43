package io.fakeredis.core.value;

import java.util.List;

/** A place on the earth, in degrees. */
public record GeoPoint(double longitude, double latitude) {
  public static final double MAX_LONGITUDE = 180;

  /** Beyond that the Web Mercator projection, on which the cells lie, has nothing. */
  public static final double MAX_LATITUDE = 85.05112878;

  private static final double EARTH_RADIUS = 6372797.560856;
  private static final double RADIANS_PER_DEGREE = Math.PI / 180;

  /** Whether the cells cover the place. */
  public boolean isValid() {
    return Math.abs(longitude) <= MAX_LONGITUDE && Math.abs(latitude) <= MAX_LATITUDE;
  }

  /** The place towards which the sum of the vectors from the middle of the earth points. */
  static GeoPoint middle(List<GeoPoint> places) {
    double x = 0;
    double y = 0;
    double z = 0;
    for (GeoPoint place : places) {
      double longitude = radians(place.longitude);
      double latitude = radians(place.latitude);
      x += Trigonometry.cos(latitude) * Trigonometry.cos(longitude);
      y += Trigonometry.cos(latitude) * Trigonometry.sin(longitude);
      z += Trigonometry.sin(latitude);
    }
    double longitude = StrictMath.atan2(y, x);
    double latitude = StrictMath.atan2(z, StrictMath.sqrt(x * x + y * y));
    return new GeoPoint(longitude / RADIANS_PER_DEGREE, latitude / RADIANS_PER_DEGREE);
  }

  static double radians(double degrees) {
    return degrees * RADIANS_PER_DEGREE;
  }

  /** How many degrees an arc of so many metres has. */
  static double degrees(double metres) {
    return metres / EARTH_RADIUS / RADIANS_PER_DEGREE;
  }

  /** The distance on the surface in metres, by the haversine formula. */
  public double distance(GeoPoint other) {
    double v = Trigonometry.sin((radians(other.longitude) - radians(longitude)) / 2);
    if (v == 0) {
      return latitudeDistance(other);
    }
    double from = radians(latitude);
    double to = radians(other.latitude);
    double u = Trigonometry.sin((to - from) / 2);
    double a = u * u + Trigonometry.cos(from) * Trigonometry.cos(to) * v * v;
    return 2.0 * EARTH_RADIUS * Trigonometry.asin(StrictMath.sqrt(a));
  }

  /** The distance in metres if both were on one meridian. */
  double latitudeDistance(GeoPoint other) {
    return EARTH_RADIUS * Math.abs(radians(other.latitude) - radians(latitude));
  }
}
