package io.fakeredis.core.value;

import io.fakeredis.api.Bytes;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The longest common subsequence of two strings; of several, the one that the real server finds.
 */
public final class LongestCommonSubsequence {
  private final Bytes bytes;
  private final List<Match> matches;

  /**
   * A run of bytes that both strings have, each end included.
   *
   * @param aFirst where it begins in the first string
   * @param bFirst where it begins in the second
   */
  public record Match(int aFirst, int bFirst, int length) {
    public int aLast() {
      return aFirst + length - 1;
    }

    public int bLast() {
      return bFirst + length - 1;
    }
  }

  private LongestCommonSubsequence(Bytes bytes, List<Match> matches) {
    this.bytes = bytes;
    this.matches = matches;
  }

  /** The bytes of the subsequence. */
  public Bytes bytes() {
    return bytes;
  }

  /** The runs that it consists of, the last one first. */
  public List<Match> matches() {
    return matches;
  }

  /** Takes time and space in proportion to the product of the lengths, a bit for each pair. */
  public static LongestCommonSubsequence of(Bytes a, Bytes b) {
    return trace(a, b, compare(a, b));
  }

  /**
   * For each pair of prefixes, whether dropping the last byte of the first one keeps more in common
   * than dropping the last byte of the second one.
   */
  private static BitSet compare(Bytes a, Bytes b) {
    int width = b.length() + 1;
    BitSet dropsFirst = new BitSet();
    int[] above = new int[width];
    int[] row = new int[width];
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j < width; j++) {
        if (a.at(i - 1) == b.at(j - 1)) {
          row[j] = above[j - 1] + 1;
        } else {
          row[j] = Math.max(above[j], row[j - 1]);
          if (above[j] > row[j - 1]) {
            dropsFirst.set(i * width + j);
          }
        }
      }
      int[] spare = above;
      above = row;
      row = spare;
    }
    return dropsFirst;
  }

  private static LongestCommonSubsequence trace(Bytes a, Bytes b, BitSet dropsFirst) {
    byte[] found = new byte[Math.min(a.length(), b.length())];
    List<Match> matches = new ArrayList<>();
    int from = found.length;
    int run = 0;
    int i = a.length();
    int j = b.length();
    while (i > 0 && j > 0) {
      if (a.at(i - 1) == b.at(j - 1)) {
        found[--from] = a.at(i - 1);
        run++;
        i--;
        j--;
      } else {
        addRun(matches, i, j, run);
        run = 0;
        if (dropsFirst.get(i * (b.length() + 1) + j)) {
          i--;
        } else {
          j--;
        }
      }
    }
    addRun(matches, i, j, run);
    return new LongestCommonSubsequence(Bytes.copyOf(found, from, found.length), matches);
  }

  private static void addRun(List<Match> matches, int aFirst, int bFirst, int length) {
    if (length > 0) {
      matches.add(new Match(aFirst, bFirst, length));
    }
  }
}
