package io.fakeredis.core.command;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.CommandException;
import io.fakeredis.api.Doubles;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What ZUNION, ZINTER, ZDIFF and their like are asked for. */
final class AlgebraRequest {
  private static final Feature NAMES_COMMAND =
      Feature.since("ZUNIONSTORE.error-names-command", "6.2");
  private static final Feature QUOTES_COMMAND =
      Feature.since("ZUNIONSTORE.error-quotes-command", "7.0");

  /** Which options a command takes. */
  enum Options {
    AGGREGATE,
    NONE,
    LIMIT
  }

  /** An input with its weight. */
  record Weighted(ScoredInput input, double weight) {}

  private final List<Weighted> inputs = new ArrayList<>();
  private double[] weights = {};
  private Aggregate aggregate = Aggregate.SUM;
  private boolean withScores;
  private long limit;

  private AlgebraRequest() {}

  /**
   * Reads a call whose number of keys stands at the index.
   *
   * @param shows whether the result is replied, so that WITHSCORES makes sense
   */
  static AlgebraRequest parse(Call call, int index, Options options, boolean shows) {
    Args args = call.args();
    long count = args.integer(index);
    if (count < 1) {
      throw noInput(call);
    }
    if (count > args.count() - index - 1) {
      throw Errors.syntax();
    }
    AlgebraRequest request = new AlgebraRequest();
    int next = index + 1 + (int) count;
    List<ScoredInput> found = new ArrayList<>((int) count);
    for (Bytes key : args.slice(index + 1, next)) {
      found.add(ScoredInput.of(call, key));
    }
    request.weights = new double[(int) count];
    Arrays.fill(request.weights, 1);
    while (next < args.count()) {
      next += request.parseOption(call, next, options, shows);
    }
    for (int i = 0; i < found.size(); i++) {
      request.inputs.add(new Weighted(found.get(i), request.weights[i]));
    }
    return request;
  }

  private static CommandException noInput(Call call) {
    String name = call.command().name().toLowerCase(Locale.ROOT);
    String shown = call.has(NAMES_COMMAND) ? name : "ZUNIONSTORE/ZINTERSTORE";
    return Errors.error(
        "ERR at least 1 input key is needed for "
            + (call.has(QUOTES_COMMAND) ? "'" + shown + "' command" : shown));
  }

  /** How many words the option takes. */
  private int parseOption(Call call, int i, Options options, boolean shows) {
    Args args = call.args();
    int left = args.count() - i;
    if (options == Options.AGGREGATE && args.is(i, "WEIGHTS") && left > weights.length) {
      parseWeights(call, i + 1);
      return 1 + weights.length;
    }
    if (options == Options.AGGREGATE && args.is(i, "AGGREGATE") && left > 1) {
      aggregate = Aggregate.parse(call, args.bytes(i + 1));
      return 2;
    }
    if (options == Options.LIMIT && args.is(i, "LIMIT") && left > 1) {
      limit = args.integerFrom(0, i + 1, "ERR LIMIT can't be negative");
      return 2;
    }
    if (shows && args.is(i, "WITHSCORES")) {
      withScores = true;
      return 1;
    }
    throw Errors.syntax();
  }

  private void parseWeights(Call call, int from) {
    for (int i = 0; i < weights.length; i++) {
      weights[i] = Doubles.parse(call.args().bytes(from + i), call.profile());
      if (Double.isNaN(weights[i])) {
        throw Errors.error("ERR weight value is not a float");
      }
    }
  }

  /** The inputs in the order of the call. */
  List<Weighted> inputs() {
    return inputs;
  }

  /** The inputs with the smallest first, which is the order in which real servers add up. */
  List<Weighted> inputsBySize() {
    return inputs.stream().sorted(Comparator.comparingInt(input -> input.input().size())).toList();
  }

  Aggregate aggregate() {
    return aggregate;
  }

  boolean withScores() {
    return withScores;
  }

  /** At how many members counting may stop; 0 for never. */
  long limit() {
    return limit;
  }
}
