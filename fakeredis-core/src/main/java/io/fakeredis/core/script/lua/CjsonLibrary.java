package io.fakeredis.core.script.lua;

import io.fakeredis.core.script.lua.CjsonSettings.InvalidNumbers;

/** The cjson library: lua-cjson 2.1.0. */
final class CjsonLibrary {

  private static final String[] SWITCH = {"off", "on"};
  private static final String[] INVALID_NUMBERS = {"off", "on", "null"};
  private static final InvalidNumbers[] BY_OPTION = {
    InvalidNumbers.REFUSED, InvalidNumbers.AS_NAMES, InvalidNumbers.AS_NULL
  };
  private static final int MAX_PRECISION = 14;

  private final CjsonSettings settings;

  private CjsonLibrary(CjsonSettings settings) {
    this.settings = settings;
  }

  static void open(LuaState state) {
    state.globals().put("cjson", create(state, state.newTable()));
  }

  private static LuaTable create(LuaState state, LuaTable arrayMetatable) {
    CjsonLibrary cjson = new CjsonLibrary(new CjsonSettings(arrayMetatable));
    Library library =
        new Library(state, state.newTable())
            .function("encode", cjson::encode)
            .function("decode", cjson::decode)
            .function("encode_sparse_array", cjson::encodeSparseArray)
            .function("encode_max_depth", cjson::encodeMaxDepth)
            .function("decode_max_depth", cjson::decodeMaxDepth)
            .function("encode_number_precision", cjson::encodeNumberPrecision)
            .function("encode_keep_buffer", cjson::encodeKeepBuffer)
            .function("encode_invalid_numbers", cjson::encodeInvalidNumbers)
            .function("decode_invalid_numbers", cjson::decodeInvalidNumbers)
            .function("new", call -> call.result(create(state, arrayMetatable)));
    if (state.dialect().hasArrayMetatable()) {
      library.function("decode_array_with_array_mt", cjson::decodeArrayWithArrayMetatable);
    }
    return library
        .value("null", LightUserdata.NULL)
        .value("_NAME", LuaString.of("cjson"))
        .value("_VERSION", LuaString.of("2.1.0"))
        .table();
  }

  private int encode(CallFrame call) {
    checkOneArgument(call);
    return call.result(new JsonEncoder(call, settings).encode(call.get(1)));
  }

  private int decode(CallFrame call) {
    checkOneArgument(call);
    return call.result(new JsonDecoder(call, settings, call.checkString(1)).decode());
  }

  private static void checkOneArgument(CallFrame call) {
    if (call.count() != 1) {
      throw call.argumentError(1, "expected 1 argument");
    }
  }

  // Settings: each function sets what it is given and replies what is in force

  private static void checkCount(CallFrame call, int most) {
    if (call.count() > most) {
      throw call.argumentError(most + 1, "found too many arguments");
    }
  }

  private static boolean switched(CallFrame call, boolean current) {
    Object given = call.get(1);
    if (given == null) {
      return current;
    }
    return given instanceof Boolean b ? b : call.checkOption(1, SWITCH) == 1;
  }

  private static int integer(CallFrame call, int index, int current, int min, int max) {
    if (call.isMissingOrNil(index)) {
      return current;
    }
    int value = call.checkInt(index);
    if (value < min || value > max) {
      throw call.argumentError(1, "expected integer between " + min + " and " + max);
    }
    return value;
  }

  private int encodeSparseArray(CallFrame call) {
    checkCount(call, 3);
    settings.sparseAsObject = switched(call, settings.sparseAsObject);
    settings.sparseRatio = integer(call, 2, settings.sparseRatio, 0, Integer.MAX_VALUE);
    settings.sparseSafe = integer(call, 3, settings.sparseSafe, 0, Integer.MAX_VALUE);
    call.push(settings.sparseAsObject);
    call.push((double) settings.sparseRatio);
    call.push((double) settings.sparseSafe);
    return 3;
  }

  private int encodeMaxDepth(CallFrame call) {
    checkCount(call, 1);
    settings.encodeMaxDepth = integer(call, 1, settings.encodeMaxDepth, 1, Integer.MAX_VALUE);
    return call.result((double) settings.encodeMaxDepth);
  }

  private int decodeMaxDepth(CallFrame call) {
    checkCount(call, 1);
    settings.decodeMaxDepth = integer(call, 1, settings.decodeMaxDepth, 1, Integer.MAX_VALUE);
    return call.result((double) settings.decodeMaxDepth);
  }

  private int encodeNumberPrecision(CallFrame call) {
    checkCount(call, 1);
    settings.precision = integer(call, 1, settings.precision, 1, MAX_PRECISION);
    return call.result((double) settings.precision);
  }

  private int encodeKeepBuffer(CallFrame call) {
    checkCount(call, 1);
    settings.keepBuffer = switched(call, settings.keepBuffer);
    return call.result(settings.keepBuffer);
  }

  private int encodeInvalidNumbers(CallFrame call) {
    checkCount(call, 1);
    Object given = call.get(1);
    if (given instanceof Boolean b) {
      settings.encodeInvalid = b ? InvalidNumbers.AS_NAMES : InvalidNumbers.REFUSED;
    } else if (given != null) {
      settings.encodeInvalid = BY_OPTION[call.checkOption(1, INVALID_NUMBERS)];
    }
    return settings.encodeInvalid == InvalidNumbers.AS_NULL
        ? call.result(LuaString.of("null"))
        : call.result(settings.encodeInvalid == InvalidNumbers.AS_NAMES);
  }

  private int decodeInvalidNumbers(CallFrame call) {
    checkCount(call, 1);
    settings.decodeInvalid = switched(call, settings.decodeInvalid);
    return call.result(settings.decodeInvalid);
  }

  private int decodeArrayWithArrayMetatable(CallFrame call) {
    checkCount(call, 1);
    settings.markArrays = switched(call, settings.markArrays);
    return call.result(settings.markArrays);
  }
}
