package io.fakeredis.api;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** The words of one call; position 0 is the command's name, as in {@code COMMAND INFO}. */
public final class Args {
  private final Bytes[] words;

  private Args(Bytes[] words) {
    this.words = words;
  }

  /** Takes the array as it is; it must not be written to again. */
  public static Args of(Bytes... words) {
    return new Args(words);
  }

  /** The words in UTF-8. */
  public static Args of(String... words) {
    Bytes[] bytes = new Bytes[words.length];
    for (int i = 0; i < words.length; i++) {
      bytes[i] = Bytes.of(words[i]);
    }
    return new Args(bytes);
  }

  public int count() {
    return words.length;
  }

  public Bytes bytes(int index) {
    return words[index];
  }

  /** The word, one char a byte. */
  public String text(int index) {
    return words[index].latin();
  }

  /** Whether there is such a word and it is this one, in whatever case. */
  public boolean is(int index, String word) {
    return index < words.length && words[index].is(word);
  }

  /**
   * The word as a 64-bit integer.
   *
   * @throws CommandException {@code ERR value is not an integer or out of range}
   */
  public long integer(int index) {
    return Numbers.parseLong(words[index]);
  }

  /**
   * The word as a 64-bit integer that is not below the least.
   *
   * @throws CommandException with that message for any other word
   */
  public long integerFrom(long least, int index, String message) {
    Bytes word = words[index];
    if (!Numbers.isLong(word) || Numbers.toLong(word) < least) {
      throw Errors.error(message);
    }
    return Numbers.toLong(word);
  }

  /**
   * The word as an integer within these bounds.
   *
   * @throws CommandException {@code ERR value is out of range, value must between ...}
   */
  public long integerBetween(long least, long most, int index) {
    long value = integer(index);
    if (value < least || value > most) {
      throw Errors.error("ERR value is out of range, value must between " + least + " and " + most);
    }
    return value;
  }

  /** All words from the index on. */
  public List<Bytes> from(int index) {
    return slice(index, words.length);
  }

  public List<Bytes> slice(int from, int to) {
    return Collections.unmodifiableList(Arrays.asList(words).subList(from, to));
  }

  /**
   * These words from the index on, as words of their own: {@code CONFIG GET x} from 1 is {@code GET
   * x}.
   */
  public Args dropping(int count) {
    return new Args(Arrays.copyOfRange(words, count, words.length));
  }

  @Override
  public String toString() {
    return Arrays.toString(words);
  }
}
