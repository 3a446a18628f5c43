package io.fakeredis.core.command;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.CommandException;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntBinaryOperator;

/** What BITOP does with its sources. The shorter ones count as filled up with zero bytes. */
enum BitOperation {
  AND("2.6", 1) {
    @Override
    byte[] combine(List<byte[]> sources, int length) {
      return fold(sources, length, (a, b) -> a & b);
    }
  },
  OR("2.6", 1) {
    @Override
    byte[] combine(List<byte[]> sources, int length) {
      return or(sources, length);
    }
  },
  XOR("2.6", 1) {
    @Override
    byte[] combine(List<byte[]> sources, int length) {
      return fold(sources, length, (a, b) -> a ^ b);
    }
  },
  NOT("2.6", 1) {
    @Override
    byte[] combine(List<byte[]> sources, int length) {
      return pairwise(sources.get(0), new byte[length], (a, zero) -> ~a);
    }
  },
  /** The bits of the first source that no other has. */
  DIFF("8.2", 2) {
    @Override
    byte[] combine(List<byte[]> sources, int length) {
      return pairwise(sources.get(0), orOfRest(sources, length), (first, rest) -> first & ~rest);
    }
  },
  /** The bits of the others that the first source does not have. */
  DIFF1("8.2", 2) {
    @Override
    byte[] combine(List<byte[]> sources, int length) {
      return pairwise(sources.get(0), orOfRest(sources, length), (first, rest) -> ~first & rest);
    }
  },
  /** The bits of the first source that at least one other has. */
  ANDOR("8.2", 2) {
    @Override
    byte[] combine(List<byte[]> sources, int length) {
      return pairwise(sources.get(0), orOfRest(sources, length), (first, rest) -> first & rest);
    }
  },
  /** The bits that exactly one source has. */
  ONE("8.2", 1) {
    @Override
    byte[] combine(List<byte[]> sources, int length) {
      byte[] seen = new byte[length];
      byte[] repeated = new byte[length];
      for (byte[] source : sources) {
        for (int i = 0; i < source.length; i++) {
          repeated[i] |= (byte) (seen[i] & source[i]);
          seen[i] |= source[i];
        }
      }
      return pairwise(seen, repeated, (any, many) -> any & ~many);
    }
  };

  @SuppressWarnings("ImmutableEnumChecker") // a Feature never changes
  private final Feature feature;

  private final int fewestSources;

  BitOperation(String since, int fewestSources) {
    this.feature = Feature.since("BITOP." + name(), since);
    this.fewestSources = fewestSources;
  }

  /** The bytes of the result, as many as the longest source has. */
  abstract byte[] combine(List<byte[]> sources, int length);

  /** The operation of that name, if the server has it and it takes so many sources. */
  static BitOperation parse(Call call, Bytes name, int sources) {
    for (BitOperation operation : values()) {
      if (name.is(operation.name()) && call.has(operation.feature)) {
        operation.check(sources);
        return operation;
      }
    }
    throw Errors.syntax();
  }

  private void check(int sources) {
    if (this == NOT && sources != 1) {
      throw refused("a single source key");
    }
    if (sources < fewestSources) {
      throw refused("at least two source keys");
    }
  }

  private CommandException refused(String needed) {
    return Errors.error("ERR BITOP " + name() + " must be called with " + needed + ".");
  }

  private static byte[] orOfRest(List<byte[]> sources, int length) {
    return or(sources.subList(1, sources.size()), length);
  }

  private static byte[] or(List<byte[]> sources, int length) {
    return fold(sources, length, (a, b) -> a | b);
  }

  private static byte[] fold(List<byte[]> sources, int length, IntBinaryOperator operator) {
    byte[] result = Arrays.copyOf(sources.get(0), length);
    for (byte[] source : sources.subList(1, sources.size())) {
      result = pairwise(source, result, operator);
    }
    return result;
  }

  /** Changes the second array, which is at least as long as the first. */
  private static byte[] pairwise(byte[] first, byte[] second, IntBinaryOperator operator) {
    for (int i = 0; i < second.length; i++) {
      int a = i < first.length ? first[i] : 0;
      second[i] = (byte) operator.applyAsInt(a, second[i]);
    }
    return second;
  }
}
