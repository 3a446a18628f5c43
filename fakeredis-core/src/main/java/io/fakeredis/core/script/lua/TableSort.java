package io.fakeredis.core.script.lua;

import org.jspecify.annotations.Nullable;

/**
 * Quicksort with the choices of Lua 5.1, since scripts see where equal items end up, what the order
 * function is asked, and when it is found to be inconsistent.
 */
final class TableSort {

  private final CallFrame call;
  private final LuaTable table;
  private final @Nullable LuaFunction order;

  TableSort(CallFrame call, LuaTable table, @Nullable LuaFunction order) {
    this.call = call;
    this.table = table;
    this.order = order;
  }

  void sort(int from, int to) {
    int low = from;
    int high = to;
    while (low < high) {
      orderPair(low, high);
      if (high - low == 1) {
        return;
      }
      int middle = (int) (((long) low + high) / 2);
      if (!orderPair(low, middle)) {
        orderPair(middle, high);
      }
      if (high - low == 2) {
        return;
      }
      int pivot = partition(low, high, middle);
      if (pivot - low < high - pivot) {
        sort(low, pivot - 1);
        low = pivot + 1;
      } else {
        sort(pivot + 1, high);
        high = pivot - 1;
      }
    }
  }

  /** Swaps two items if the second is less; true if it was. */
  private boolean orderPair(int first, int second) {
    boolean swap = less(table.get(second), table.get(first));
    if (swap) {
      swap(first, second);
    }
    return swap;
  }

  private int partition(int low, int high, int middle) {
    Object pivot = table.get(middle);
    swap(middle, high - 1);
    int i = low;
    int j = high - 1;
    while (true) {
      while (less(table.get(++i), pivot)) {
        if (i > high) {
          throw call.error("invalid order function for sorting");
        }
      }
      while (less(pivot, table.get(--j))) {
        if (j < low) {
          throw call.error("invalid order function for sorting");
        }
      }
      if (j < i) {
        break;
      }
      swap(i, j);
    }
    swap(high - 1, i);
    return i;
  }

  private void swap(int first, int second) {
    Object held = table.get(first);
    call.rawSet(table, first, table.get(second));
    call.rawSet(table, second, held);
  }

  private boolean less(@Nullable Object a, @Nullable Object b) {
    if (order != null) {
      return Types.isTrue(call.call(order, a, b));
    }
    call.state().step(1);
    return call.state().operations().lessThan(call.coroutine(), a, b);
  }
}
