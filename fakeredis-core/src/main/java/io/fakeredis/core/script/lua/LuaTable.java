package io.fakeredis.core.script.lua;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A Lua table: an array part for the keys 1..n and a hash part whose collisions are chained through
 * free slots.
 *
 * <p>The slot that a key gets, the moment at which the table grows and the sizes that it grows to
 * are those of Lua 5.1, since scripts see them: in the order of {@code pairs} and in the border
 * that {@code #t} finds when there are holes.
 */
public final class LuaTable extends LuaObject {

  private static final @Nullable Object[] NO_VALUES = new Object[0];
  private static final int[] NO_LINKS = new int[0];

  /** Ends a chain. */
  private static final int END = -1;

  final Heap heap;

  private @Nullable Object[] array = NO_VALUES;
  private @Nullable Object[] keys = NO_VALUES;
  private @Nullable Object[] values = NO_VALUES;
  private int[] next = NO_LINKS;
  private int lastFree;

  private @Nullable LuaTable metatable;

  /** The bits of those frequent metamethods that a look-up did not find. */
  private int absentMetamethods;

  private boolean readonly;

  LuaTable(Heap heap) {
    this.heap = heap;
  }

  LuaTable(Heap heap, int arraySize, int hashSize) {
    this.heap = heap;
    if (arraySize > 0) {
      array = new Object[arraySize];
    }
    if (hashSize > 0) {
      allocateNodes(hashSize);
    }
  }

  // Flags and metatable

  /** Whether scripts are kept from changing this table. */
  public boolean isReadonly() {
    return readonly;
  }

  /** Keeps scripts from changing this table; Java code still can. */
  public void readonly(boolean on) {
    readonly = on;
  }

  /** Whether a script may change it and nobody needs to be asked. */
  boolean isPlain() {
    return metatable == null && !readonly;
  }

  /** The metatable, if there is one. */
  public @Nullable LuaTable metatable() {
    return metatable;
  }

  /** Sets or removes the metatable. */
  public void metatable(@Nullable LuaTable table) {
    metatable = table;
  }

  /** The metamethod of this metatable, remembering when it is absent. */
  @Nullable Object metamethod(Metamethod event, LuaString name) {
    if ((absentMetamethods & event.bit()) != 0) {
      return null;
    }
    Object found = get(name);
    if (found == null) {
      absentMetamethods |= event.bit();
    }
    return found;
  }

  // Reading

  /** The value of a key of any type, ignoring metatables. */
  public @Nullable Object get(@Nullable Object key) {
    if (key instanceof LuaString string) {
      return get(string);
    }
    if (key instanceof Double d) {
      return get(d.doubleValue());
    }
    int node = key == null ? END : find(key);
    return node < 0 ? null : values[node];
  }

  /** The value of a string key, ignoring metatables. */
  public @Nullable Object get(LuaString key) {
    Object[] ks = keys;
    if (ks.length == 0) {
      return null;
    }
    int node = key.hash(heap.stringHash()) & ks.length - 1;
    do {
      Object candidate = ks[node];
      if (candidate == key || (candidate instanceof LuaString string && same(string, key))) {
        return values[node];
      }
      node = next[node];
    } while (node >= 0);
    return null;
  }

  /** The value of a number key, ignoring metatables. */
  public @Nullable Object get(double key) {
    int index = (int) key;
    if (index == key) {
      return get(index);
    }
    int node = find(key);
    return node < 0 ? null : values[node];
  }

  /** The value of an integer key, ignoring metatables. */
  public @Nullable Object get(int key) {
    int index = key - 1;
    if (Integer.compareUnsigned(index, array.length) < 0) {
      return array[index];
    }
    int node = find(key);
    return node < 0 ? null : values[node];
  }

  private boolean same(LuaString a, LuaString b) {
    return a.bytes.length == b.bytes.length
        && a.hash(heap.stringHash()) == b.hash(heap.stringHash())
        && Arrays.equals(a.bytes, b.bytes);
  }

  private int find(Object key) {
    if (key instanceof LuaString string) {
      return findString(string);
    }
    if (key instanceof Double d) {
      return find(d.doubleValue());
    }
    if (keys.length == 0) {
      return END;
    }
    int node = mainPosition(key);
    while (node >= 0 && keys[node] != key) {
      node = next[node];
    }
    return node;
  }

  private int findString(LuaString key) {
    if (keys.length == 0) {
      return END;
    }
    int node = key.hash(heap.stringHash()) & keys.length - 1;
    while (node >= 0) {
      Object candidate = keys[node];
      if (candidate == key || (candidate instanceof LuaString string && same(string, key))) {
        return node;
      }
      node = next[node];
    }
    return END;
  }

  private int find(double key) {
    if (keys.length == 0) {
      return END;
    }
    int node = mainPosition(key);
    while (node >= 0) {
      Object candidate = keys[node];
      if (candidate instanceof Double d && d == key) {
        return node;
      }
      node = next[node];
    }
    return END;
  }

  // Writing

  /**
   * Sets the value of a key, ignoring metatables and the readonly mark. The key is not nil or NaN.
   */
  public void put(Object key, @Nullable Object value) {
    if (key instanceof Double d) {
      setNumber(d.doubleValue(), value);
      return;
    }
    absentMetamethods = 0;
    int node = find(key);
    if (node >= 0) {
      values[node] = value;
    } else {
      insert(key, value);
    }
  }

  /** Sets the value of a string key, ignoring metatables and the readonly mark. */
  public void put(LuaString key, @Nullable Object value) {
    absentMetamethods = 0;
    int node = findString(key);
    if (node >= 0) {
      values[node] = value;
    } else {
      insert(key, value);
    }
  }

  /** Sets the value of a text key, ignoring metatables and the readonly mark. */
  public void put(String key, @Nullable Object value) {
    put(LuaString.of(key), value);
  }

  /** Sets the value of a number key, ignoring metatables and the readonly mark. */
  void setNumber(double key, @Nullable Object value) {
    int index = (int) key;
    // -0 is found as 0, but as a new key it keeps its sign.
    if (index == key && index != 0) {
      set(index, value);
      return;
    }
    absentMetamethods = 0;
    int node = find(key);
    if (node >= 0) {
      values[node] = value;
    } else {
      insert(key, value);
    }
  }

  /** Sets the value of an integer key, ignoring metatables and the readonly mark. */
  public void set(int key, @Nullable Object value) {
    absentMetamethods = 0;
    int index = key - 1;
    if (Integer.compareUnsigned(index, array.length) < 0) {
      array[index] = value;
      return;
    }
    int node = find(key);
    if (node >= 0) {
      values[node] = value;
    } else {
      insert((double) key, value);
    }
  }

  /** Puts a new key into its main position, or moves whoever sits there without a right to. */
  private void insert(Object key, @Nullable Object value) {
    if (keys.length == 0) {
      rehash(key);
      put(key, value);
      return;
    }
    int position = mainPosition(key);
    if (values[position] == null) {
      occupy(position, key, value);
      return;
    }
    int free = freePosition();
    if (free < 0) {
      rehash(key);
      put(key, value);
      return;
    }
    int other = mainPosition(keys[position]);
    if (other == position) {
      next[free] = next[position];
      next[position] = free;
      occupy(free, key, value);
      return;
    }
    while (next[other] != position) {
      other = next[other];
    }
    next[other] = free;
    keys[free] = keys[position];
    values[free] = values[position];
    next[free] = next[position];
    next[position] = END;
    occupy(position, key, value);
  }

  private void occupy(int position, Object key, @Nullable Object value) {
    keys[position] = key;
    values[position] = value;
  }

  private int freePosition() {
    while (lastFree-- > 0) {
      if (keys[lastFree] == null) {
        return lastFree;
      }
    }
    return END;
  }

  // Hashing

  private int mainPosition(Object key) {
    int size = keys.length;
    if (key instanceof LuaString string) {
      return string.hash(heap.stringHash()) & size - 1;
    }
    if (key instanceof Double d) {
      return mainPosition(d.doubleValue());
    }
    if (key instanceof Boolean) {
      return key == Boolean.TRUE ? 1 & size - 1 : 0;
    }
    long address = key instanceof LuaObject object ? object.address(heap) : 0;
    return Integer.remainderUnsigned((int) address, size - 1 | 1);
  }

  private int mainPosition(double key) {
    if (key == 0) {
      return 0;
    }
    long bits = Double.doubleToRawLongBits(key);
    int sum = (int) bits + (int) (bits >>> 32);
    return Integer.remainderUnsigned(sum, keys.length - 1 | 1);
  }

  // Growing

  private void allocateNodes(int atLeast) {
    if (atLeast == 0) {
      keys = NO_VALUES;
      values = NO_VALUES;
      next = NO_LINKS;
      lastFree = 0;
      return;
    }
    int size = atLeast == 1 ? 1 : Integer.highestOneBit(atLeast - 1) << 1;
    keys = new Object[size];
    values = new Object[size];
    next = new int[size];
    Arrays.fill(next, END);
    lastFree = size;
  }

  private void rehash(Object extraKey) {
    TableSizes sizes = new TableSizes();
    for (int i = 0; i < array.length; i++) {
      if (array[i] != null) {
        sizes.countInteger(i + 1);
      }
    }
    for (int i = keys.length - 1; i >= 0; i--) {
      if (values[i] != null) {
        sizes.count(keys[i]);
      }
    }
    sizes.count(extraKey);
    sizes.decide();
    resize(sizes.arraySize(), sizes.hashSize());
  }

  /** Makes room for list items up to {@code size} at once. */
  void growArray(int size) {
    if (size > array.length) {
      resize(size, keys.length);
    }
  }

  private void resize(int arraySize, int hashSize) {
    Object[] oldArray = array;
    Object[] oldKeys = keys;
    Object[] oldValues = values;
    array = arraySize == 0 ? NO_VALUES : Arrays.copyOf(oldArray, arraySize);
    allocateNodes(hashSize);
    for (int i = arraySize; i < oldArray.length; i++) {
      if (oldArray[i] != null) {
        set(i + 1, oldArray[i]);
      }
    }
    for (int i = oldKeys.length - 1; i >= 0; i--) {
      Object value = oldValues[i];
      if (value != null) {
        put(oldKeys[i], value);
      }
    }
  }

  // Length and traversal

  /** A border, as {@code #t} finds it. */
  public int length() {
    int size = array.length;
    if (size > 0 && array[size - 1] == null) {
      return borderInArray(size);
    }
    return keys.length == 0 ? size : borderBeyond(size);
  }

  private int borderInArray(int size) {
    int low = 0;
    int high = size;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (array[middle - 1] == null) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return low;
  }

  private int borderBeyond(int size) {
    int low = size;
    int high = size + 1;
    while (get(high) != null) {
      low = high;
      if (high > Integer.MAX_VALUE / 2) {
        return linearBorder();
      }
      high *= 2;
    }
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (get(middle) == null) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return low;
  }

  private int linearBorder() {
    int i = 1;
    while (get(i) != null) {
      i++;
    }
    return i - 1;
  }

  /**
   * The position after that of a key, to be handed to {@link #advance}; nil starts.
   *
   * @return -1 if the key is not in the table
   */
  public int positionAfter(@Nullable Object key) {
    if (key == null) {
      return 0;
    }
    if (key instanceof Double d) {
      double number = d;
      int index = (int) number;
      if (index == number && index > 0 && index <= array.length) {
        return index;
      }
    }
    int node = find(key);
    return node < 0 ? -1 : array.length + node + 1;
  }

  /** The first position at or after this one that holds a value, or -1 at the end. */
  public int advance(int from) {
    int position = from;
    for (; position < array.length; position++) {
      if (array[position] != null) {
        return position;
      }
    }
    for (int node = position - array.length; node < keys.length; node++) {
      if (values[node] != null) {
        return array.length + node;
      }
    }
    return -1;
  }

  /** The key at a position that {@link #advance} gave. */
  public Object keyAt(int position) {
    if (position < array.length) {
      return (double) (position + 1);
    }
    Object key = keys[position - array.length];
    assert key != null;
    return key;
  }

  /** The value at a position that {@link #advance} gave. */
  public @Nullable Object valueAt(int position) {
    return position < array.length ? array[position] : values[position - array.length];
  }
}
