package io.fakeredis.core.control;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The picture of LOLWUT 5, after a work of Georg Nees: rows of squares, in order at the top and
 * more and more out of it below. Drawn with dots of Braille, two wide and four high a letter.
 */
final class Schotter {
  private static final int COLUMNS = 66;
  private static final int SQUARES = 8;
  private static final int ROWS = 12;
  private static final int MOST_COLUMNS = 1000;
  private static final int MOST_SQUARES = 200;
  private static final int MARGIN = 4;
  private static final int DOTS_WIDE = 2;
  private static final int DOTS_HIGH = 4;
  private static final int EMPTY_LETTER = 0x2800;
  private static final int[][] DOT_BITS = {{0, 3}, {1, 4}, {2, 5}, {6, 7}};

  private final boolean[][] dots;

  private Schotter(int width, int height) {
    this.dots = new boolean[height][width];
  }

  /**
   * Draws the picture.
   *
   * @param sizes columns of the screen, squares a row, rows of squares, each if given
   */
  static String draw(List<Long> sizes, RandomGenerator random) {
    int columns = size(sizes, 0, COLUMNS, MOST_COLUMNS);
    int squares = size(sizes, 1, SQUARES, MOST_SQUARES);
    int rows = size(sizes, 2, ROWS, MOST_SQUARES);
    int width = columns * DOTS_WIDE;
    double side = Math.max(1, (width - MARGIN) / (double) squares);
    Schotter picture = new Schotter(width, (int) (side * rows) + MARGIN);
    for (int row = 0; row < rows; row++) {
      for (int square = 0; square < squares; square++) {
        picture.square(row, square, side, row / (double) rows, random);
      }
    }
    return picture.letters();
  }

  private static int size(List<Long> sizes, int index, int usual, int most) {
    return index < sizes.size() ? (int) Math.max(1, Math.min(most, sizes.get(index))) : usual;
  }

  /** A square that is turned and moved the more, the more disorder there is. */
  private void square(int row, int column, double side, double disorder, RandomGenerator random) {
    double angle = (random.nextDouble() - 0.5) * 2 * disorder;
    double x = MARGIN / 2.0 + (column + 0.5) * side + (random.nextDouble() - 0.5) * side * disorder;
    double y = MARGIN / 2.0 + (row + 0.5) * side + (random.nextDouble() - 0.5) * side * disorder;
    double radius = side / Math.sqrt(2) * 0.98;
    for (int corner = 0; corner < 4; corner++) {
      double from = angle + Math.PI / 4 + corner * Math.PI / 2;
      double to = from + Math.PI / 2;
      line(
          x + radius * Math.cos(from),
          y + radius * Math.sin(from),
          x + radius * Math.cos(to),
          y + radius * Math.sin(to));
    }
  }

  private void line(double fromX, double fromY, double toX, double toY) {
    int steps = (int) Math.max(1, Math.max(Math.abs(toX - fromX), Math.abs(toY - fromY)));
    for (int i = 0; i <= steps; i++) {
      int x = (int) (fromX + (toX - fromX) * i / steps);
      int y = (int) (fromY + (toY - fromY) * i / steps);
      if (y >= 0 && y < dots.length && x >= 0 && x < dots[y].length) {
        dots[y][x] = true;
      }
    }
  }

  private String letters() {
    StringBuilder text = new StringBuilder();
    for (int top = 0; top < dots.length; top += DOTS_HIGH) {
      for (int left = 0; left < dots[top].length; left += DOTS_WIDE) {
        text.append((char) (EMPTY_LETTER + letter(top, left)));
      }
      text.append('\n');
    }
    return text.toString();
  }

  private int letter(int top, int left) {
    int bits = 0;
    for (int y = 0; y < DOTS_HIGH && top + y < dots.length; y++) {
      for (int x = 0; x < DOTS_WIDE && left + x < dots[top + y].length; x++) {
        bits |= dots[top + y][left + x] ? 1 << DOT_BITS[y][x] : 0;
      }
    }
    return bits;
  }
}
