package io.fakeredis.core.script.lua;

/** A value with an identity: a table, a function, a coroutine or userdata. */
abstract class LuaObject {

  private long address;

  /** What stands for the address in memory: handed out when it is first asked for. */
  final long address(Heap heap) {
    if (address == 0) {
      address = heap.newAddress();
    }
    return address;
  }
}
