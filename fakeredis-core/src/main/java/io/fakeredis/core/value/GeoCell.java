package io.fakeredis.core.value;

/**
 * A cell of the grid that divides the world's longitudes and latitudes into two to the step parts
 * each. The bits of both numbers alternate, so that what is near is mostly near in number, too;
 * with the finest step that number is a member's score.
 *
 * @param x the number of its column, from west to east
 * @param y the number of its row, from south to north
 */
public record GeoCell(long x, long y, int step) {
  public static final int FINEST = 26;

  private static final double POLE = 90;
  private static final int HASH_CHARACTERS = 11;
  private static final int BITS_PER_CHARACTER = 5;
  private static final String ALPHABET = "0123456789bcdefghjkmnpqrstuvwxyz";

  /** The cell of a place. */
  public static GeoCell of(GeoPoint point, int step) {
    return of(point, step, GeoPoint.MAX_LATITUDE);
  }

  private static GeoCell of(GeoPoint point, int step, double maxLatitude) {
    double column = (point.longitude() + GeoPoint.MAX_LONGITUDE) / (2 * GeoPoint.MAX_LONGITUDE);
    double row = (point.latitude() + maxLatitude) / (2 * maxLatitude);
    long cells = 1L << step;
    return new GeoCell((long) (column * cells), (long) (row * cells), step);
  }

  /** The finest cell that the score of a member means. */
  public static GeoCell ofScore(double score) {
    long bits = unsigned(score);
    return new GeoCell(gather(bits >>> 1), gather(bits), FINEST);
  }

  /** As x86 converts, a negative number included, which is more than C promises. */
  private static long unsigned(double score) {
    if (score < 0x1p63) {
      return (long) score;
    }
    return score < 0x1p64 ? (long) (score - 0x1p63) ^ Long.MIN_VALUE : 0;
  }

  /** The number of a cell of the finest step. */
  public long score() {
    return bits() << (2 * (FINEST - step));
  }

  /** The number of the finest cell behind all those within this one. */
  public long scoreBehind() {
    return (bits() + 1) << (2 * (FINEST - step));
  }

  private long bits() {
    return (spread(x) << 1) | spread(y);
  }

  /** Puts a zero bit in front of each of 32 bits. */
  private static long spread(long number) {
    long bits = number & 0xffffffffL;
    bits = (bits | bits << 16) & 0x0000ffff0000ffffL;
    bits = (bits | bits << 8) & 0x00ff00ff00ff00ffL;
    bits = (bits | bits << 4) & 0x0f0f0f0f0f0f0f0fL;
    bits = (bits | bits << 2) & 0x3333333333333333L;
    return (bits | bits << 1) & 0x5555555555555555L;
  }

  /** Takes every other bit away. */
  private static long gather(long number) {
    long bits = number & 0x5555555555555555L;
    bits = (bits | bits >>> 1) & 0x3333333333333333L;
    bits = (bits | bits >>> 2) & 0x0f0f0f0f0f0f0f0fL;
    bits = (bits | bits >>> 4) & 0x00ff00ff00ff00ffL;
    bits = (bits | bits >>> 8) & 0x0000ffff0000ffffL;
    return (bits | bits >>> 16) & 0xffffffffL;
  }

  /**
   * The cell so many columns to the east and rows to the north; the world is round in both ways.
   */
  public GeoCell neighbour(int east, int north) {
    return new GeoCell(move(x, east), move(y, north), step);
  }

  /**
   * A number that lies just outside, as that of 180 degrees does, stays there if it is not moved.
   */
  private long move(long number, int by) {
    return by == 0 ? number : (number + by) & ((1L << step) - 1);
  }

  public GeoArea area() {
    return new GeoArea(
        edge(x, GeoPoint.MAX_LONGITUDE),
        edge(y, GeoPoint.MAX_LATITUDE),
        edge(x + 1, GeoPoint.MAX_LONGITUDE),
        edge(y + 1, GeoPoint.MAX_LATITUDE));
  }

  private double edge(long number, double limit) {
    return -limit + number * 1.0 / (1L << step) * (2 * limit);
  }

  /** The place that the cell stands for. */
  public GeoPoint middle() {
    return area().middle();
  }

  /** The text that other geohash software would give the place; its last character is padding. */
  public static String text(GeoPoint point) {
    long bits = of(point, FINEST, POLE).bits();
    StringBuilder text = new StringBuilder(HASH_CHARACTERS);
    for (int i = 1; i < HASH_CHARACTERS; i++) {
      text.append(ALPHABET.charAt((int) (bits >>> (2 * FINEST - i * BITS_PER_CHARACTER)) & 31));
    }
    return text.append(ALPHABET.charAt(0)).toString();
  }
}
