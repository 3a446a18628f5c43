package io.fakeredis.core.value;

import io.fakeredis.api.Bytes;

/** A vector of length one in the form that its set keeps. */
public sealed interface QuantizedVector permits FloatVector, ByteVector, BitVector {

  /** 0 for the same direction, 1 for a right angle, 2 for the opposite one. */
  float distance(QuantizedVector other);

  /** The components, as far as the form has kept them, in an array of their own. */
  float[] values();

  /** The form as the real server has it in memory. */
  Bytes raw();
}
