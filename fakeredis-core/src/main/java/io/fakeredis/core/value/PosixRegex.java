package io.fakeredis.core.value;

import io.fakeredis.api.Bytes;
import io.fakeredis.core.value.RegexNode.Choice;
import io.fakeredis.core.value.RegexNode.OneOf;
import io.fakeredis.core.value.RegexNode.Place;
import io.fakeredis.core.value.RegexNode.Repetition;
import io.fakeredis.core.value.RegexNode.Sequence;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An extended regular expression over bytes, as the real server finds it with TRE.
 *
 * <p>All ways to match are followed at once, so that time grows with the length of the text times
 * the length of the expression, whatever they are.
 */
public final class PosixRegex {
  /** With its bounds spelt out an expression may have so many parts. */
  private static final int MOST_STEPS = 1 << 20;

  private final List<Step> steps = new ArrayList<>();
  private final boolean hasBackReferences;
  private final int first;
  private @Nullable Search search;

  /** A place in the expression: what must be there, and where one or two ways lead on from it. */
  private static final class Step {
    final @Nullable RegexNode condition;
    int next;
    int other;

    Step(@Nullable RegexNode condition, int next, int other) {
      this.condition = condition;
      this.next = next;
      this.other = other;
    }
  }

  private PosixRegex(Bytes pattern, boolean ignoresCase) {
    RegexParser parser = new RegexParser(pattern, ignoresCase);
    RegexNode node = parser.parse();
    hasBackReferences = parser.hasBackReferences();
    int end = add(null, -1, -1);
    first = hasBackReferences ? end : addAll(node, end);
  }

  /**
   * Reads an expression.
   *
   * @throws IllegalArgumentException with the library's words if it is unsound
   */
  public static PosixRegex compile(Bytes pattern, boolean ignoresCase) {
    return new PosixRegex(pattern, ignoresCase);
  }

  /** Whether the expression asks for the same text twice, which it cannot find. */
  public boolean hasBackReferences() {
    return hasBackReferences;
  }

  private int add(@Nullable RegexNode condition, int next, int other) {
    if (steps.size() == MOST_STEPS) {
      throw new IllegalArgumentException("Out of memory");
    }
    steps.add(new Step(condition, next, other));
    return steps.size() - 1;
  }

  /** Adds the steps of a node from behind, and gives the first of them. */
  private int addAll(RegexNode node, int next) {
    if (node instanceof Sequence sequence) {
      int step = next;
      for (int i = sequence.parts().size() - 1; i >= 0; i--) {
        step = addAll(sequence.parts().get(i), step);
      }
      return step;
    }
    if (node instanceof Choice choice) {
      int step = addAll(choice.parts().get(0), next);
      for (RegexNode part : choice.parts().subList(1, choice.parts().size())) {
        step = add(null, step, addAll(part, next));
      }
      return step;
    }
    return node instanceof Repetition repetition ? addAll(repetition, next) : add(node, next, -1);
  }

  private int addAll(Repetition repetition, int next) {
    int step = next;
    if (repetition.most() == Repetition.UNLIMITED) {
      step = add(null, -1, next);
      steps.get(step).next = addAll(repetition.part(), step);
    }
    for (int i = repetition.least(); i < repetition.most(); i++) {
      step = add(null, addAll(repetition.part(), step), next);
    }
    for (int i = 0; i < repetition.least(); i++) {
      step = addAll(repetition.part(), step);
    }
    return step;
  }

  /** Whether it matches anywhere in the text. */
  public boolean find(Bytes text) {
    if (search == null) {
      search = new Search(steps);
    }
    return search.find(text, first);
  }

  /** A walk through a text, with all places in the expression at which it may be. */
  private static final class Search {
    private final List<Step> steps;
    private int[] current;
    private int[] following;
    private int followingCount;

    /** When a step was last reached; every byte of every text is a moment of its own. */
    private final long[] reached;

    private long moment = 1;
    private final int[] open;
    private Bytes text = Bytes.EMPTY;
    private int at;
    private boolean matched;

    Search(List<Step> steps) {
      this.steps = steps;
      current = new int[steps.size()];
      following = new int[steps.size()];
      reached = new long[steps.size()];
      open = new int[2 * steps.size() + 1];
    }

    boolean find(Bytes newText, int first) {
      text = newText;
      matched = false;
      followingCount = 0;
      at = 0;
      reach(first);
      while (!matched && at < text.length()) {
        pass(byteAt(at));
        reach(first);
      }
      moment++;
      return matched;
    }

    private void pass(int b) {
      int[] places = following;
      int count = followingCount;
      following = current;
      followingCount = 0;
      current = places;
      at++;
      moment++;
      for (int i = 0; i < count; i++) {
        Step step = steps.get(places[i]);
        if (step.condition instanceof OneOf one && one.bytes().get(b)) {
          reach(step.next);
        }
      }
    }

    private int byteAt(int index) {
      return text.at(index) & 0xff;
    }

    /** Goes on from the step as far as no byte is needed. */
    private void reach(int start) {
      int count = 0;
      open[count++] = start;
      while (count > 0) {
        int number = open[--count];
        if (number < 0 || reached[number] == moment) {
          continue;
        }
        reached[number] = moment;
        Step step = steps.get(number);
        if (step.condition instanceof OneOf) {
          following[followingCount++] = number;
        } else if (step.condition == null && step.next < 0) {
          matched = true;
        } else if (step.condition == null || isAt((Place) step.condition)) {
          open[count++] = step.other;
          open[count++] = step.next;
        }
      }
    }

    /** TRE takes zero bytes for the end of the text. */
    private boolean isAt(Place place) {
      boolean atEnd = at == text.length() || text.at(at) == 0;
      boolean before = at > 0 && RegexBracket.isWord(byteAt(at - 1));
      boolean behind = !atEnd && RegexBracket.isWord(byteAt(at));
      return switch (place) {
        case START -> at == 0;
        case END -> atEnd;
        case WORD_START -> !before && behind;
        case WORD_END -> before && !behind;
        case WORD_BOUNDARY -> at == 0 || atEnd || before != behind;
        case NO_WORD_BOUNDARY -> at > 0 && !atEnd && before == behind;
      };
    }
  }
}
