package io.fakeredis.core.script.lua;

import org.jspecify.annotations.Nullable;

/**
 * A captured variable: while its function runs it is a stack slot of a coroutine, afterwards it
 * lives in arrays of its own.
 */
final class Upvalue {

  @Nullable Object[] objects;
  double[] numbers;
  int index;

  /** The next open upvalue further down in the stack. */
  @Nullable Upvalue next;

  Upvalue(@Nullable Object[] objects, double[] numbers, int index, @Nullable Upvalue next) {
    this.objects = objects;
    this.numbers = numbers;
    this.index = index;
    this.next = next;
  }

  void close() {
    objects = new Object[] {objects[index]};
    numbers = new double[] {numbers[index]};
    index = 0;
    next = null;
  }
}
