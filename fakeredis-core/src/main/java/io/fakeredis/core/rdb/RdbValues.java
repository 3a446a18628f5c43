package io.fakeredis.core.rdb;

import io.fakeredis.api.Errors;
import io.fakeredis.api.ModuleCodec;
import io.fakeredis.api.Settings;
import io.fakeredis.api.ValueType;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/** Writes and reads the values of all types that a server has. */
final class RdbValues {
  private static final ValueCodec<?> STRINGS = new StringCodec();
  private static final ValueCodec<?> LISTS = new ListCodec();
  private static final ValueCodec<?> SORTED_SETS = new SortedSetCodec();
  private static final ValueCodec<?> SETS = new SetCodec();
  private static final ValueCodec<?> HASHES = new HashCodec();
  private static final ValueCodec<?> STREAMS = new StreamCodec();
  private static final ValueCodec<?> ARRAYS = new ArrayCodec();
  private static final List<ValueCodec<?>> CODECS =
      List.of(STRINGS, LISTS, SETS, HASHES, SORTED_SETS, STREAMS, ARRAYS);

  private final Settings settings;
  private final Collection<ValueType<?>> types;

  /**
   * The values of a server.
   *
   * @param types the types that the server's modules have brought
   */
  RdbValues(Settings settings, Collection<ValueType<?>> types) {
    this.settings = settings;
    this.types = types;
  }

  /** What stands in front of the value, or of its key and the value. */
  <T> RdbType rdbType(TypedValue<T> typed) {
    return typed.type().codec() == null
        ? codec(typed.type()).rdbType(typed.value(), settings)
        : RdbType.MODULE_2;
  }

  <T> void write(TypedValue<T> typed, RdbWriter out) {
    ModuleCodec<T> module = typed.type().codec();
    if (module != null) {
      ModuleValues.write(module, typed.value(), out);
    } else {
      ValueCodec<T> codec = codec(typed.type());
      codec.write(typed.value(), rdbType(typed), out, settings);
    }
  }

  @SuppressWarnings("unchecked") // the codec of a type is for what the type holds
  private static <T> ValueCodec<T> codec(ValueType<T> type) {
    for (ValueCodec<?> codec : CODECS) {
      if (codec.type() == type) {
        return (ValueCodec<T>) codec;
      }
    }
    throw Errors.error("ERR values of type " + type.name() + " have no codec to be written with");
  }

  /**
   * Reads a value that may have been written by any version up to the server's.
   *
   * @param number what stood in front of it
   * @throws RdbException if it is unsound
   */
  TypedValue<?> read(int number, RdbReader in) {
    RdbType as = RdbType.of(number, settings.profile());
    try {
      return as == RdbType.MODULE_2 ? readModule(in) : read(codec(as), as, in);
    } catch (RdbException e) {
      throw e;
    } catch (RuntimeException e) { // a module may say so in any way
      throw new RdbException("an unsound value: " + e);
    }
  }

  private static ValueCodec<?> codec(RdbType as) {
    return switch (as) {
      case STRING -> STRINGS;
      case LIST, LIST_ZIPLIST, LIST_QUICKLIST, LIST_QUICKLIST_2 -> LISTS;
      case ZSET, ZSET_2, ZSET_ZIPLIST, ZSET_LISTPACK -> SORTED_SETS;
      case SET, SET_INTSET, SET_LISTPACK -> SETS;
      case HASH,
          HASH_2,
          HASH_ZIPMAP,
          HASH_ZIPLIST,
          HASH_LISTPACK,
          HASH_LISTPACK_EX,
          HASH_METADATA,
          HASH_TEMPLATE_ARRAY ->
          HASHES;
      case STREAM_LISTPACKS, STREAM_LISTPACKS_2, STREAM_LISTPACKS_3, STREAM_LISTPACKS_4 -> STREAMS;
      case ARRAY -> ARRAYS;
      case MODULE_2 -> throw new IllegalArgumentException("a module's own codec reads its values");
    };
  }

  private <T> TypedValue<T> read(ValueCodec<T> codec, RdbType as, RdbReader in) {
    return new TypedValue<>(codec.type(), codec.read(as, in, settings));
  }

  private TypedValue<?> readModule(RdbReader in) {
    long identifier = in.length();
    String name = ModuleValues.name(identifier);
    for (ValueType<?> type : types) {
      ModuleCodec<?> codec = type.codec();
      if (codec != null && codec.name().equals(name)) {
        return readModule(type, identifier, in);
      }
    }
    throw new RdbException("a value of the unknown module type " + name);
  }

  private <T> TypedValue<T> readModule(ValueType<T> type, long identifier, RdbReader in) {
    ModuleCodec<T> codec = Objects.requireNonNull(type.codec());
    T value = ModuleValues.read(codec, ModuleValues.version(identifier), in, settings);
    return new TypedValue<>(type, value);
  }
}
