package io.fakeredis.core.command;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.CommandException;
import io.fakeredis.api.Doubles;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Numbers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A vector among the words of a call: {@code FP32 blob} or {@code VALUES n x1 ... xn}. */
final class VectorArgument {
  private final float[] values;
  private final int end;

  private VectorArgument(float[] values, int end) {
    this.values = values;
    this.end = end;
  }

  /** Takes the index of the word FP32 or VALUES. */
  static VectorArgument parse(Args args, int at) {
    if (args.is(at, "FP32") && at + 1 < args.count()) {
      return new VectorArgument(blob(args.bytes(at + 1)), at + 2);
    }
    if (args.is(at, "VALUES") && at + 1 < args.count()) {
      return new VectorArgument(numbers(args, at + 1), at + 2 + length(args, at + 1));
    }
    throw invalid();
  }

  float[] values() {
    return values;
  }

  /** The index of the word behind it. */
  int end() {
    return end;
  }

  static CommandException invalid() {
    return Errors.error("ERR invalid vector specification");
  }

  private static float[] blob(Bytes blob) {
    if (blob.isEmpty() || blob.length() % Float.BYTES != 0) {
      throw invalid();
    }
    float[] values = new float[blob.length() / Float.BYTES];
    ByteBuffer.wrap(blob.array()).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }

  private static int length(Args args, int at) {
    Bytes word = args.bytes(at);
    if (!Numbers.isLong(word)) {
      throw invalid();
    }
    long length = Numbers.toLong(word);
    if (length < 1 || length > args.count() - at - 1) {
      throw invalid();
    }
    return (int) length;
  }

  private static float[] numbers(Args args, int at) {
    float[] values = new float[length(args, at)];
    for (int i = 0; i < values.length; i++) {
      double value = Doubles.parse(args.bytes(at + 1 + i));
      if (Double.isNaN(value)) {
        throw invalid();
      }
      values[i] = (float) value;
    }
    return values;
  }
}
