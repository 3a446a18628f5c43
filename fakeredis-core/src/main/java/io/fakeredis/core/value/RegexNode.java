package io.fakeredis.core.value;

import java.util.BitSet;
import java.util.List;

/** A part of a regular expression. */
sealed interface RegexNode {
  RegexNode EMPTY = new Sequence(List.of());

  /** One byte of a set. */
  record OneOf(BitSet bytes) implements RegexNode {
    static OneOf only(int b) {
      return range(b, b);
    }

    static OneOf range(int first, int last) {
      BitSet bytes = new BitSet();
      bytes.set(first, last + 1);
      return new OneOf(bytes);
    }
  }

  /** A place, no byte. */
  enum Place implements RegexNode {
    START,
    END,
    WORD_START,
    WORD_END,
    WORD_BOUNDARY,
    NO_WORD_BOUNDARY
  }

  /** What a group has matched, once more. */
  record BackReference(int group) implements RegexNode {}

  /** One part after the other. */
  record Sequence(List<RegexNode> parts) implements RegexNode {}

  /** One part or another. */
  record Choice(List<RegexNode> parts) implements RegexNode {}

  /** A part several times. */
  record Repetition(RegexNode part, int least, int most) implements RegexNode {
    static final int UNLIMITED = -1;
  }
}
