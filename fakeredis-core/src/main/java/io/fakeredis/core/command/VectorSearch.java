package io.fakeredis.core.command;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Doubles;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Numbers;
import io.fakeredis.core.value.QuantizedVector;
import io.fakeredis.core.value.VectorElement;
import io.fakeredis.core.value.VectorMatch;
import io.fakeredis.core.value.VectorSetValue;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The options of VSIM. */
final class VectorSearch {
  private static final Feature EF_LIMITED = Feature.since("VSIM.ef-limited", "8.4");
  private static final int MOST_EFFORT = 1_000_000;
  private static final long DEFAULT_COUNT = 10;
  private static final long DEFAULT_EFFORT = 100;

  /** Without FILTER-EF, a search with a filter looks at so many elements for each one wanted. */
  private static final long VISITS_PER_MATCH = 100;

  private boolean scores;
  private boolean attributes;
  private boolean exact;
  private long count = DEFAULT_COUNT;
  private long effort = DEFAULT_EFFORT;
  private long visits;
  private double epsilon = Double.POSITIVE_INFINITY;
  private @Nullable VectorFilter filter;

  private VectorSearch() {}

  static VectorSearch parse(Call call, int from) {
    VectorSearch search = new VectorSearch();
    for (int at = from; at < call.args().count(); ) {
      at = search.option(call, at);
    }
    return search;
  }

  /** Whether the reply shows scores. */
  boolean showsScores() {
    return scores;
  }

  /** Whether the reply shows attributes. */
  boolean showsAttributes() {
    return attributes;
  }

  /** Reads one option and returns the index of the next. */
  private int option(Call call, int at) {
    Args args = call.args();
    if (args.is(at, "WITHSCORES")) {
      scores = true;
      return at + 1;
    }
    if (args.is(at, "WITHATTRIBS")) {
      attributes = true;
      return at + 1;
    }
    if (args.is(at, "TRUTH")) {
      exact = true;
      return at + 1;
    }
    if (args.is(at, "NOTHREAD")) {
      return at + 1; // says in which thread the server works, and the result is the same
    }
    if (at + 1 == args.count()) {
      throw Errors.error("ERR syntax error in VSIM command");
    }
    option(call, args.text(at).toUpperCase(Locale.ROOT), args.bytes(at + 1));
    return at + 2;
  }

  private void option(Call call, String name, Bytes value) {
    switch (name) {
      case "COUNT" -> count = positive(value, Long.MAX_VALUE, "ERR invalid COUNT");
      case "EF" ->
          effort =
              positive(
                  value, call.has(EF_LIMITED) ? MOST_EFFORT : Long.MAX_VALUE, "ERR invalid EF");
      case "FILTER-EF" -> visits = positive(value, Long.MAX_VALUE, "ERR invalid FILTER-EF");
      case "EPSILON" -> {
        epsilon = Doubles.parse(value);
        if (!(epsilon > 0)) {
          throw Errors.error("ERR invalid EPSILON");
        }
      }
      case "FILTER" -> filter = VectorFilter.parse(value);
      default -> throw Errors.error("ERR syntax error in VSIM command");
    }
  }

  private static long positive(Bytes word, long most, String message) {
    if (!Numbers.isLong(word) || Numbers.toLong(word) < 1 || Numbers.toLong(word) > most) {
      throw Errors.error(message);
    }
    return Numbers.toLong(word);
  }

  /** The elements most similar to the query. */
  List<VectorMatch> run(VectorSetValue set, QuantizedVector query) {
    VectorFilter asked = filter;
    Predicate<VectorElement> passes =
        asked == null ? element -> true : element -> asked.matches(element.attributes());
    List<VectorMatch> matches =
        exact ? set.scan(query, passes) : set.search(query, kept(set), visits(set), passes);
    return matches.stream()
        .filter(match -> !(match.distance() / 2 > epsilon))
        .limit(count)
        .toList();
  }

  private int kept(VectorSetValue set) {
    return (int) Math.min(Math.max(effort, count), set.size());
  }

  private int visits(VectorSetValue set) {
    if (filter == null) {
      return set.size();
    }
    long most = visits > 0 ? visits : Math.min(count, set.size()) * VISITS_PER_MATCH;
    return (int) Math.min(most, set.size());
  }
}
