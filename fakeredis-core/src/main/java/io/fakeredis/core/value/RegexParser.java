package io.fakeredis.core.value;

import io.fakeredis.api.Bytes;
import io.fakeredis.core.value.RegexNode.BackReference;
import io.fakeredis.core.value.RegexNode.Choice;
import io.fakeredis.core.value.RegexNode.OneOf;
import io.fakeredis.core.value.RegexNode.Place;
import io.fakeredis.core.value.RegexNode.Repetition;
import io.fakeredis.core.value.RegexNode.Sequence;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Reads extended regular expressions as the library TRE does, which the real server uses: those of
 * POSIX with {@code \w} and the like, {@code (?i)} and {@code \Q...\E}. Bounds that allow errors,
 * which the server's build of TRE ignores, are not read.
 */
final class RegexParser {
  private static final int MOST_REPETITIONS = 255;
  private static final int LAST_BYTE = 255;
  private static final String REPETITIONS = "*+?{";

  private final Bytes pattern;
  private int at;
  private int depth;
  private int groups;
  private int highestReference = -1;
  private boolean ignoresCase;
  private boolean stopsAtNewline;
  private boolean quotes;

  RegexParser(Bytes pattern, boolean ignoresCase) {
    this.pattern = pattern;
    this.ignoresCase = ignoresCase;
  }

  /**
   * Reads the whole pattern.
   *
   * @throws IllegalArgumentException with the library's words if it is unsound
   */
  RegexNode parse() {
    RegexNode node = choice();
    if (depth > 0) {
      throw new IllegalArgumentException("Missing ')'");
    }
    if (highestReference > groups) {
      throw new IllegalArgumentException("Invalid back reference");
    }
    return node;
  }

  boolean hasBackReferences() {
    return highestReference >= 0;
  }

  private boolean isAtEnd() {
    return at >= pattern.length();
  }

  private int peek(int ahead) {
    return at + ahead < pattern.length() ? pattern.at(at + ahead) & 0xff : -1;
  }

  private boolean accept(char expected) {
    boolean accepted = peek(0) == expected;
    at += accepted ? 1 : 0;
    return accepted;
  }

  /** Alternatives up to the end or to a parenthesis, which is read, too. */
  private RegexNode choice() {
    List<RegexNode> branches = new ArrayList<>();
    do {
      branches.add(branch());
    } while (!quotes && accept('|'));
    if (!quotes && accept(')')) {
      depth--;
    }
    return branches.size() == 1 ? branches.get(0) : new Choice(branches);
  }

  private RegexNode branch() {
    List<RegexNode> pieces = new ArrayList<>();
    do {
      pieces.add(piece());
    } while (!isAtEnd() && (quotes || !isAtEndOfBranch()));
    return pieces.size() == 1 ? pieces.get(0) : new Sequence(pieces);
  }

  private boolean isAtEndOfBranch() {
    return peek(0) == '|' || (peek(0) == ')' && depth > 0);
  }

  private RegexNode piece() {
    RegexNode node = atom();
    while (!quotes) {
      switch (peek(0)) {
        case '*' -> node = repetition(node, 0, Repetition.UNLIMITED);
        case '+' -> node = repetition(node, 1, Repetition.UNLIMITED);
        case '?' -> node = repetition(node, 0, 1);
        case '{' -> node = bound(node);
        default -> {
          return node;
        }
      }
    }
    return node;
  }

  /** A mark of repetition at which we are; one for "as few as can be" may follow. */
  private RegexNode repetition(RegexNode node, int least, int most) {
    at++;
    if (!accept('?') && (peek(0) == '*' || peek(0) == '+')) {
      throw new IllegalArgumentException("Invalid use of repetition operators");
    }
    return most == 0 ? RegexNode.EMPTY : new Repetition(node, least, most);
  }

  private RegexNode bound(RegexNode node) {
    at++;
    int start = at;
    int least = number();
    int most = least;
    if (accept(',')) {
      least = Math.max(least, 0);
      most = number();
    }
    if (most >= 0 && least > most) {
      throw new IllegalArgumentException("Invalid contents of {}");
    }
    if (Math.max(least, most) > MOST_REPETITIONS) {
      throw new IllegalArgumentException(
          "Maximum repetition in {} larger than " + MOST_REPETITIONS);
    }
    if (isAtEnd()) {
      throw new IllegalArgumentException("Missing '}'");
    }
    if (at == start || peek(0) != '}') {
      throw new IllegalArgumentException("Invalid contents of {}");
    }
    return repetition(node, least, most);
  }

  /** The number here, cut to a little more than what is allowed; -1 if there is none. */
  private int number() {
    int number = -1;
    for (; peek(0) >= '0' && peek(0) <= '9'; at++) {
      number = Math.min(Math.max(number, 0) * 10 + peek(0) - '0', MOST_REPETITIONS + 1);
    }
    return number;
  }

  private RegexNode atom() {
    if (quotes) {
      return quoted();
    }
    if (isAtEnd() || isAtEndOfBranch() || REPETITIONS.indexOf(peek(0)) >= 0) {
      return RegexNode.EMPTY;
    }
    int next = peek(0);
    at++;
    return switch (next) {
      case '(' -> group();
      case '[' -> bracket();
      case '\\' -> escape();
      case '.' -> any();
      case '^' -> Place.START;
      case '$' -> Place.END;
      default -> literal(next);
    };
  }

  private RegexNode quoted() {
    if (peek(0) == '\\' && peek(1) == 'E') {
      quotes = false;
      at += 2;
      return piece();
    }
    if (isAtEnd()) {
      return RegexNode.EMPTY;
    }
    at++;
    return literal(peek(-1));
  }

  private RegexNode literal(int b) {
    BitSet bytes = new BitSet();
    bytes.set(b);
    if (ignoresCase) {
      bytes.set(RegexBracket.otherCase(b));
    }
    return new OneOf(bytes);
  }

  private RegexNode any() {
    OneOf any = OneOf.range(0, LAST_BYTE);
    if (stopsAtNewline) {
      any.bytes().clear('\n');
    }
    return any;
  }

  /** Groups that only set flags reach to the end of the group that they are in. */
  private RegexNode group() {
    if (!accept('?')) {
      depth++;
      groups++;
      return choice();
    }
    boolean ignoredCase = ignoresCase;
    boolean stoppedAtNewline = stopsAtNewline;
    flags();
    RegexNode node = choice();
    ignoresCase = ignoredCase;
    stopsAtNewline = stoppedAtNewline;
    return node;
  }

  private void flags() {
    boolean on = true;
    while (!isAtEnd()) {
      at++;
      switch (peek(-1)) {
        case 'i' -> ignoresCase = on;
        case 'n' -> stopsAtNewline = on;
        case 'r', 'U' -> {} // which of several matches is found is nobody's concern here
        case '-' -> on = false;
        case ':' -> {
          depth++;
          return;
        }
        case '#' -> {
          skipComment();
          return;
        }
        case ')' -> {
          return;
        }
        default -> throw new IllegalArgumentException("Invalid regexp");
      }
    }
    throw new IllegalArgumentException("Invalid regexp");
  }

  private void skipComment() {
    while (!accept(')')) {
      if (isAtEnd()) {
        throw new IllegalArgumentException("Invalid regexp");
      }
      at++;
    }
  }

  private RegexNode bracket() {
    RegexBracket bracket = new RegexBracket(pattern, at, ignoresCase);
    OneOf node = new OneOf(bracket.parse());
    at = bracket.end();
    return node;
  }

  private RegexNode escape() {
    if (isAtEnd()) {
      throw new IllegalArgumentException("Trailing backslash");
    }
    int escaped = peek(0);
    at++;
    return switch (escaped) {
      case 't' -> OneOf.only('\t');
      case 'n' -> OneOf.only('\n');
      case 'r' -> OneOf.only('\r');
      case 'f' -> OneOf.only('\f');
      case 'a' -> OneOf.only(7);
      case 'e' -> OneOf.only(27);
      case 'w', 'W' -> new OneOf(RegexBracket.word(escaped == 'W'));
      case 's', 'S' -> new OneOf(RegexBracket.space(escaped == 'S'));
      case 'd', 'D' -> new OneOf(RegexBracket.digit(escaped == 'D'));
      case 'b' -> Place.WORD_BOUNDARY;
      case 'B' -> Place.NO_WORD_BOUNDARY;
      case '<' -> Place.WORD_START;
      case '>' -> Place.WORD_END;
      case 'x' -> hexadecimal();
      case 'Q' -> {
        quotes = true;
        yield quoted();
      }
      case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> backReference(escaped - '0');
      default -> OneOf.only(escaped); // in this case alone, whatever the flags say
    };
  }

  private RegexNode backReference(int group) {
    highestReference = Math.max(highestReference, group);
    return new BackReference(group);
  }

  /** A byte by its number: up to two digits, or up to eight within braces. */
  private RegexNode hexadecimal() {
    boolean braced = accept('{');
    int most = braced ? 8 : 2;
    long value = 0;
    for (int digits = 0; digits < most && Character.digit(peek(0), 16) >= 0; digits++) {
      value = value * 16 + Character.digit(peek(0), 16);
      at++;
    }
    if (braced && !accept('}')) {
      throw new IllegalArgumentException("Missing '}'");
    }
    return value <= LAST_BYTE ? OneOf.only((int) value) : new OneOf(new BitSet());
  }
}
