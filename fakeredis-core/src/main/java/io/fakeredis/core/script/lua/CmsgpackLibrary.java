package io.fakeredis.core.script.lua;

/** The cmsgpack library. */
final class CmsgpackLibrary {

  private CmsgpackLibrary() {}

  static void open(LuaState state) {
    new Library(state, 8)
        .function("pack", CmsgpackLibrary::pack)
        .function("unpack", call -> unpack(call, 0, 0))
        .function("unpack_one", CmsgpackLibrary::unpackOne)
        .function("unpack_limit", CmsgpackLibrary::unpackLimit)
        .value("_NAME", LuaString.of("cmsgpack"))
        .value("_VERSION", LuaString.of("lua-cmsgpack 0.4.0"))
        .value("_COPYRIGHT", LuaString.of(state.dialect().packCopyright()))
        .value("_DESCRIPTION", LuaString.of("MessagePack C implementation for Lua"))
        .install("cmsgpack");
  }

  private static int pack(CallFrame call) {
    if (call.count() == 0) {
      throw call.argumentError(0, "MessagePack pack needs input.");
    }
    MessagePacker packer = new MessagePacker(call);
    for (int i = 1; i <= call.count(); i++) {
      packer.pack(call.get(i), 0);
    }
    return call.result(packer.result());
  }

  private static int unpackOne(CallFrame call) {
    return unpack(call, 1, call.optionalInt(2, 0));
  }

  private static int unpackLimit(CallFrame call) {
    int limit = call.checkInt(2);
    return unpack(call, limit, call.optionalInt(3, 0));
  }

  /** Without limit and offset, all values; else the offset of the rest comes before them. */
  private static int unpack(CallFrame call, int limit, int offset) {
    LuaString data = call.checkString(1);
    if (offset < 0 || limit < 0) {
      throw call.error(
          "Invalid request to unpack with offset of "
              + offset
              + " and limit of "
              + data.length()
              + ".");
    }
    if (offset > data.length()) {
      throw call.error(
          "Start offset " + offset + " greater than input length " + data.length() + ".");
    }
    boolean all = limit == 0 && offset == 0;
    MessageUnpacker unpacker = new MessageUnpacker(call, data, offset);
    Coroutine co = call.coroutine();
    int first = co.top;
    if (!all) {
      call.push(0.0);
    }
    for (int n = 0; unpacker.hasMore() && (all || n < limit); n++) {
      call.push(unpacker.unpack());
    }
    if (!all) {
      co.set(first, unpacker.hasMore() ? (double) unpacker.position() : -1.0);
    }
    return co.top - first;
  }
}
