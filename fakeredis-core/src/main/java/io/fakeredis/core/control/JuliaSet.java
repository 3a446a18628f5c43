package io.fakeredis.core.control;

/**
 * The picture of Valkey's LOLWUT 9: how soon the points of the plane escape when they are squared
 * and moved by a constant again and again, in single precision.
 *
 * @param real of the constant
 * @param imaginary of the constant
 */
record JuliaSet(float real, float imaginary) {
  /** From points that escape at once to those that don't. */
  private static final String SHADES = " .:-=+*%#&@";

  private static final float WIDTH = 4;
  private static final float ESCAPED = 4;

  /** As many letters as that, the middle of the picture being the plane's origin. */
  String draw(int columns, int rows) {
    StringBuilder picture = new StringBuilder();
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        int steps = steps(coordinate(column, columns), -coordinate(row, rows));
        picture.append(SHADES.charAt(steps));
      }
      picture.append('\n');
    }
    return picture.toString();
  }

  private static float coordinate(int index, int count) {
    return WIDTH * (2 * index + 1) / (2 * count) - WIDTH / 2;
  }

  private int steps(float fromX, float fromY) {
    float x = fromX;
    float y = fromY;
    for (int i = 0; i < SHADES.length(); i++) {
      float nextX = x * x - y * y + real;
      y = 2 * x * y + imaginary;
      x = nextX;
      if (x * x + y * y > ESCAPED) {
        return i;
      }
    }
    return SHADES.length() - 1;
  }
}
