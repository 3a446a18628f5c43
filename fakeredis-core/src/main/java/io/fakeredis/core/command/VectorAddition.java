package io.fakeredis.core.command;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.CommandException;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Numbers;
import io.fakeredis.core.value.DotProduct;
import io.fakeredis.core.value.Projection;
import io.fakeredis.core.value.Quantization;
import io.fakeredis.core.value.VectorElement;
import io.fakeredis.core.value.VectorSetValue;
import org.jspecify.annotations.Nullable;

/** What a call of VADD asks for. */
final class VectorAddition {
  private static final Feature REDUCE_TO_LESS = Feature.since("VADD.reduce-to-less", "8.4");
  private static final int MOST_DIMENSIONS = 65536;
  private static final int DEFAULT_LINKS = 16;
  private static final int FEWEST_LINKS = 4;
  private static final int MOST_LINKS = 4096;
  private static final int DEFAULT_EFFORT = 200;
  private static final int MOST_EFFORT = 1_000_000;

  private final float[] vector;
  private final @Nullable Integer reduced;
  private final Bytes element;
  private Quantization quantization = Quantization.Q8;
  private int links = DEFAULT_LINKS;
  private int effort = DEFAULT_EFFORT;
  private @Nullable Bytes attributes;

  private VectorAddition(float[] vector, @Nullable Integer reduced, Bytes element) {
    this.vector = vector;
    this.reduced = reduced;
    this.element = element;
  }

  static VectorAddition parse(Call call) {
    Args args = call.args();
    Integer reduced = args.is(2, "REDUCE") ? reduced(args) : null;
    VectorArgument vector = VectorArgument.parse(args, args.is(2, "REDUCE") ? 4 : 2);
    if (reduced != null && reduced > vector.values().length && call.has(REDUCE_TO_LESS)) {
      throw VectorArgument.invalid();
    }
    if (vector.end() == args.count()) {
      throw Errors.arity(call.command());
    }
    VectorAddition addition =
        new VectorAddition(vector.values(), reduced, args.bytes(vector.end()));
    for (int at = vector.end() + 1; at < args.count(); ) {
      at = addition.option(args, at);
    }
    return addition;
  }

  /** The dimension after REDUCE; the real server keeps 32 bits of it, and takes 0 for no REDUCE. */
  private static @Nullable Integer reduced(Args args) {
    Bytes word = args.count() > 3 ? args.bytes(3) : Bytes.EMPTY;
    if (!Numbers.isLong(word) || Numbers.toLong(word) < 1) {
      throw VectorArgument.invalid();
    }
    int dimension = (int) Numbers.toLong(word);
    if (dimension < 0 || dimension > MOST_DIMENSIONS) {
      throw VectorArgument.invalid(); // versions that do not check that run out of memory
    }
    return dimension == 0 ? null : dimension;
  }

  /** Reads one option and returns the index of the next. */
  private int option(Args args, int at) {
    boolean hasValue = at + 1 < args.count();
    if (args.is(at, "CAS")) {
      return at + 1; // says in which thread the server works, and the result is the same
    }
    if (args.is(at, "NOQUANT")) {
      quantization = Quantization.NONE;
      return at + 1;
    }
    if (args.is(at, "Q8") || args.is(at, "BIN")) {
      quantization = args.is(at, "BIN") ? Quantization.BIN : Quantization.Q8;
      return at + 1;
    }
    if (args.is(at, "EF") && hasValue) {
      effort = number(args.bytes(at + 1), 1, MOST_EFFORT, "ERR invalid EF");
    } else if (args.is(at, "M") && hasValue) {
      links = number(args.bytes(at + 1), FEWEST_LINKS, MOST_LINKS, "ERR invalid M");
    } else if (args.is(at, "SETATTR") && hasValue) {
      attributes = args.bytes(at + 1);
    } else {
      throw Errors.error("ERR invalid option after element");
    }
    return at + 2;
  }

  private static int number(Bytes word, int least, int most, String message) {
    if (!Numbers.isLong(word) || Numbers.toLong(word) < least || Numbers.toLong(word) > most) {
      throw Errors.error(message);
    }
    return (int) Numbers.toLong(word);
  }

  /** An empty set as the call would have it. */
  VectorSetValue newSet(long uid, DotProduct product) {
    int inputs = vector.length;
    return reduced == null
        ? new VectorSetValue(uid, inputs, quantization, links, null, product)
        : new VectorSetValue(
            uid, reduced, quantization, links, new Projection(inputs, reduced), product);
  }

  /** Checks whether the vector, and the options, fit a set that is there. */
  void check(VectorSetValue set) {
    if (set.quantization() != quantization) {
      throw Errors.error("ERR asked quantization mismatch with existing vector set");
    }
    if (set.links() != links) {
      throw Errors.error("ERR asked M value mismatch with existing vector set");
    }
    Projection projection = set.projection();
    if (projection == null) {
      checkPlain(set);
    } else {
      checkProjected(set, projection);
    }
  }

  private void checkProjected(VectorSetValue set, Projection projection) {
    if (reduced == null || reduced != projection.outputs()) {
      throw dimensionMismatch(vector.length, set);
    }
    if (vector.length != projection.inputs()) {
      throw projectionMismatch(vector.length, projection);
    }
  }

  private void checkPlain(VectorSetValue set) {
    if (vector.length != set.dimension()) {
      throw dimensionMismatch(vector.length, set);
    }
    if (reduced != null) {
      throw Errors.error("ERR cannot add projection to existing set without projection");
    }
  }

  static CommandException dimensionMismatch(int length, VectorSetValue set) {
    return Errors.error(
        "ERR Vector dimension mismatch - got " + length + " but set has " + set.dimension());
  }

  static CommandException projectionMismatch(int length, Projection projection) {
    return Errors.error(
        "ERR Input dimension mismatch for projection - got "
            + length
            + " but projection expects "
            + projection.inputs());
  }

  /** Adds the element and returns whether it is new. */
  boolean addTo(VectorSetValue set, Call call) {
    boolean added = set.get(element) == null;
    VectorElement stored = set.add(element, vector, effort, call.random());
    if (attributes != null) {
      set.attributes(stored, attributes.isEmpty() && !added ? null : attributes);
    }
    return added;
  }
}
