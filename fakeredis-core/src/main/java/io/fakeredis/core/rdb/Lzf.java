package io.fakeredis.core.rdb;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The LZF format, with the choices of the library that the real servers use, so that the same bytes
 * come out.
 *
 * <p>A control byte below 32 stands before one literal byte more than it says. Any other has the
 * length of a repetition in its upper three bits (7: more in the next byte) and the distance in the
 * rest and the byte that follows.
 */
final class Lzf {
  private static final int HASH_BITS = 16;
  private static final int MOST_LITERALS = 32;
  private static final int LONGEST_DISTANCE = 1 << 13;
  private static final int LONGEST_REPETITION = 264;
  private static final int SHORTEST_REPETITION = 3;

  private Lzf() {}

  /** The compressed bytes; null if they would be more than that. */
  static byte @Nullable [] compress(byte[] input, int mostBytes) {
    return new Compressor(input, mostBytes).compress();
  }

  /** One run over an input. */
  private static final class Compressor {
    private final byte[] input;
    private final byte[] output;
    private final int[] lastSeen = new int[1 << HASH_BITS];
    private int literals;
    private int out = 1; // the first byte is for the control byte of a literal run

    Compressor(byte[] input, int mostBytes) {
      this.input = input;
      this.output = new byte[Math.max(mostBytes, 0)];
    }

    byte @Nullable [] compress() {
      int in = 0;
      while (in < input.length - 2) {
        int earlier = swapLastSeen(in);
        if (earlier > 0 && isRepetition(earlier, in)) {
          int length = repetition(earlier, in);
          if (out - (literals == 0 ? 1 : 0) + 4 >= output.length) {
            return null;
          }
          writeRepetition(in - earlier - 1, length - 2);
          in += length;
          rememberBefore(in);
        } else if (!writeLiteral(in++)) {
          return null;
        }
      }
      return out + 3 <= output.length ? finish(in) : null;
    }

    /**
     * Where the three bytes may have been before; 0 if nowhere, or at the start, which is unused.
     */
    private int swapLastSeen(int at) {
      int hash = (input[at] & 0xff) << 16 | (input[at + 1] & 0xff) << 8 | (input[at + 2] & 0xff);
      int slot = ((hash >> (24 - HASH_BITS)) - hash * 5) & ((1 << HASH_BITS) - 1);
      int earlier = lastSeen[slot];
      lastSeen[slot] = at;
      return earlier;
    }

    private boolean isRepetition(int earlier, int at) {
      return at - earlier <= LONGEST_DISTANCE
          && input[earlier] == input[at]
          && input[earlier + 1] == input[at + 1]
          && input[earlier + 2] == input[at + 2];
    }

    /** How many bytes are equal, as far as the library looks: it leaves the last two out. */
    private int repetition(int earlier, int at) {
      int limit = Math.min(input.length - at - 2, LONGEST_REPETITION);
      int length = SHORTEST_REPETITION;
      if (limit > 16) { // sixteen comparisons without a look at the limit
        limit = Math.max(limit, 19);
      }
      while (length < limit && input[earlier + length] == input[at + length]) {
        length++;
      }
      return length;
    }

    private void writeRepetition(int distance, int lengthCode) {
      endLiterals();
      out--;
      if (lengthCode < 7) {
        output[out++] = (byte) (distance >> 8 | lengthCode << 5);
      } else {
        output[out++] = (byte) (distance >> 8 | 7 << 5);
        output[out++] = (byte) (lengthCode - 7);
      }
      output[out++] = (byte) distance;
      out++;
    }

    /** Remembers the last two positions of a repetition; those before them are left out. */
    private void rememberBefore(int in) {
      if (in < input.length - 2) {
        swapLastSeen(in - 2);
        swapLastSeen(in - 1);
      }
    }

    private boolean writeLiteral(int in) {
      if (out >= output.length) {
        return false;
      }
      output[out++] = input[in];
      if (++literals == MOST_LITERALS) {
        endLiterals();
      }
      return true;
    }

    /**
     * Writes the control byte of the literal run, if there is one, and leaves room for the next.
     */
    private void endLiterals() {
      if (literals > 0) {
        output[out - literals - 1] = (byte) (literals - 1);
        literals = 0;
        out++;
      }
    }

    private byte @Nullable [] finish(int from) {
      for (int in = from; in < input.length; in++) {
        writeLiteral(in);
      }
      endLiterals();
      return Arrays.copyOf(output, out - 1);
    }
  }

  /**
   * The bytes that were compressed.
   *
   * @throws RdbException if they are not exactly that many
   */
  static byte[] decompress(byte[] input, int length) {
    byte[] output = new byte[length];
    int in = 0;
    int out = 0;
    while (in < input.length) {
      int control = input[in++] & 0xff;
      int count;
      if (control < MOST_LITERALS) {
        count = control + 1;
        check(count <= input.length - in && count <= length - out);
        System.arraycopy(input, in, output, out, count);
        in += count;
      } else {
        count = (control >> 5) + 2;
        boolean hasMore = count == 9;
        check(input.length - in >= (hasMore ? 2 : 1));
        count += hasMore ? input[in++] & 0xff : 0;
        int from = out - ((control & 0x1f) << 8 | (input[in++] & 0xff)) - 1;
        check(from >= 0 && count <= length - out);
        for (int i = 0; i < count; i++) { // byte by byte, since the ranges may overlap
          output[out + i] = output[from + i];
        }
      }
      out += count;
    }
    check(out == length);
    return output;
  }

  private static void check(boolean sound) {
    RdbChecks.check(sound, "damaged LZF data");
  }
}
