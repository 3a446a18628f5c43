package io.fakeredis.core.rdb;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.ValueType;
import io.fakeredis.core.keyspace.Books;
import java.util.List;

/** Lets a keyspace be used without an engine. */
final class SilentBooks implements Books {
  @Override
  public void touched(int database, Bytes key) {}

  @Override
  public void event(int database, char eventClass, String event, Bytes key, List<Bytes> subkeys) {}

  @Override
  public void ready(int database, Bytes key, ValueType<?> type) {}

  @Override
  public void gone(int database, Bytes key) {}

  @Override
  public void flushed(int database) {}

  @Override
  public void lookedUp(int database, Bytes key, boolean found) {}

  @Override
  public void expired(int database, Bytes key) {}

  @Override
  public void overwritten(int database, Bytes key, boolean anotherType) {}

  @Override
  public void expiredInside(int database, Bytes key, java.util.List<Bytes> members) {}
}
