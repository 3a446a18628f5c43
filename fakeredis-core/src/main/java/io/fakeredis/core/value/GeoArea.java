package io.fakeredis.core.value;

/** A rectangle of longitudes and latitudes, in degrees. */
public record GeoArea(double west, double south, double east, double north) {

  /** Its middle, kept within the places that cells cover. */
  GeoPoint middle() {
    return new GeoPoint(
        clamp((west + east) / 2, GeoPoint.MAX_LONGITUDE),
        clamp((south + north) / 2, GeoPoint.MAX_LATITUDE));
  }

  private static double clamp(double value, double limit) {
    return Math.max(-limit, Math.min(limit, value));
  }
}
