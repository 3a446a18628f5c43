package io.fakeredis.core.command;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Glob;
import io.fakeredis.core.value.PosixRegex;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which elements ARGREP is to find, and what to tell of them.
 *
 * @param predicates what elements are asked for
 * @param all whether they must be all of that rather than any
 * @param withValues whether elements are told with their indexes
 * @param limit the most elements to find
 */
record ArrayFilter(List<Predicate<Bytes>> predicates, boolean all, boolean withValues, long limit) {

  static final ArrayFilter EVERYTHING = new ArrayFilter(List.of(), true, true, Long.MAX_VALUE);

  private static final int MOST_PREDICATES = 250;
  private static final int LONGEST_REGEX = 2048;

  boolean accepts(Bytes element) {
    for (Predicate<Bytes> predicate : predicates) {
      if (predicate.test(element) != all) {
        return !all;
      }
    }
    return all;
  }

  /** Reads predicates and options, which may come in any order; of options the last one counts. */
  static ArrayFilter parse(Args args, int from) {
    return new Parser(args, from).parse();
  }

  /** The word as a number of elements. */
  static long limit(Args args, int index) {
    long limit = args.integer(index);
    if (limit <= 0) {
      throw Errors.error("ERR LIMIT must be positive");
    }
    return limit;
  }

  /** How an element and a pattern are compared. */
  private enum Comparison {
    EXACT {
      @Override
      Predicate<Bytes> with(Bytes pattern, boolean ignoresCase) {
        Bytes wanted = folded(pattern, ignoresCase);
        return element -> folded(element, ignoresCase).equals(wanted);
      }
    },

    MATCH {
      @Override
      Predicate<Bytes> with(Bytes pattern, boolean ignoresCase) {
        String wanted = folded(pattern, ignoresCase).latin();
        return element -> folded(element, ignoresCase).latin().contains(wanted);
      }
    },

    GLOB {
      @Override
      Predicate<Bytes> with(Bytes pattern, boolean ignoresCase) {
        return element ->
            ignoresCase
                ? Glob.matchesIgnoringCase(pattern, element)
                : Glob.matches(pattern, element);
      }
    },

    RE {
      @Override
      Predicate<Bytes> with(Bytes pattern, boolean ignoresCase) {
        return regex(pattern, ignoresCase)::find;
      }
    };

    abstract Predicate<Bytes> with(Bytes pattern, boolean ignoresCase);

    static @Nullable Comparison of(Bytes word) {
      for (Comparison comparison : values()) {
        if (word.is(comparison.name())) {
          return comparison;
        }
      }
      return null;
    }

    /** ASCII letters in lower case. */
    private static Bytes folded(Bytes text, boolean ignoresCase) {
      if (!ignoresCase) {
        return text;
      }
      byte[] folded = text.toArray();
      for (int i = 0; i < folded.length; i++) {
        if (folded[i] >= 'A' && folded[i] <= 'Z') {
          folded[i] = (byte) (folded[i] + 'a' - 'A');
        }
      }
      return Bytes.wrap(folded);
    }

    private static PosixRegex regex(Bytes pattern, boolean ignoresCase) {
      if (pattern.isEmpty()) {
        throw Errors.error("ERR regular expression is empty");
      }
      PosixRegex regex;
      try {
        regex = PosixRegex.compile(pattern, ignoresCase);
      } catch (IllegalArgumentException e) {
        throw Errors.error("ERR invalid regular expression: " + e.getMessage());
      }
      if (regex.hasBackReferences()) {
        throw Errors.error("ERR regular expression backreferences are not supported");
      }
      return regex;
    }
  }

  /** A predicate as it is said. */
  private record Said(Comparison comparison, Bytes pattern) {}

  /** Reads one call. */
  private static final class Parser {
    private final Args args;
    private final List<Said> said = new ArrayList<>();
    private int at;
    private boolean all;
    private boolean ignoresCase;
    private boolean withValues;
    private long limit = Long.MAX_VALUE;

    Parser(Args args, int from) {
      this.args = args;
      this.at = from;
    }

    ArrayFilter parse() {
      while (at < args.count()) {
        Comparison comparison = Comparison.of(args.bytes(at));
        if (comparison == null) {
          option();
        } else {
          add(comparison, value());
        }
        at++;
      }
      if (said.isEmpty()) {
        throw Errors.syntax();
      }
      List<Predicate<Bytes>> predicates = new ArrayList<>();
      said.forEach(each -> predicates.add(each.comparison().with(each.pattern(), ignoresCase)));
      return new ArrayFilter(predicates, all, withValues, limit);
    }

    private Bytes value() {
      at++;
      if (at == args.count()) {
        throw Errors.syntax();
      }
      return args.bytes(at);
    }

    private void add(Comparison comparison, Bytes pattern) {
      if (said.size() == MOST_PREDICATES) {
        throw Errors.error("ERR too many predicates, maximum is " + MOST_PREDICATES);
      }
      if (comparison == Comparison.RE && pattern.length() > LONGEST_REGEX) {
        throw Errors.error(
            "ERR regular expression is too long, maximum is " + LONGEST_REGEX + " bytes");
      }
      said.add(new Said(comparison, pattern));
    }

    private void option() {
      switch (args.text(at).toUpperCase(Locale.ROOT)) {
        case "AND" -> all = true;
        case "OR" -> all = false;
        case "NOCASE" -> ignoresCase = true;
        case "WITHVALUES" -> withValues = true;
        case "LIMIT" -> {
          value();
          limit = limit(args, at);
        }
        default -> throw Errors.syntax();
      }
    }
  }
}
