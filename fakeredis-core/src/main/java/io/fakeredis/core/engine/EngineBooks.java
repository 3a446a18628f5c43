package io.fakeredis.core.engine;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.ValueType;
import io.fakeredis.core.keyspace.Books;
import java.util.List;

/** The books that the engine keeps for the key space: it passes on what happens to keys. */
final class EngineBooks implements Books {
  private final Engine engine;

  EngineBooks(Engine engine) {
    this.engine = engine;
  }

  @Override
  public void touched(int database, Bytes key) {
    engine.watchedKeys().touched(database, key);
    List<Engine.Observer> observers = engine.observers();
    for (int i = 0; i < observers.size(); i++) {
      observers.get(i).touched(database, key);
    }
  }

  @Override
  public void event(int database, char eventClass, String event, Bytes key, List<Bytes> subkeys) {
    List<Engine.Observer> observers = engine.observers();
    for (int i = 0; i < observers.size(); i++) {
      observers.get(i).event(database, eventClass, event, key, subkeys);
    }
  }

  @Override
  public void ready(int database, Bytes key, ValueType<?> type) {
    engine.waiters().ready(database, key, type);
  }

  @Override
  public void gone(int database, Bytes key) {
    engine.waiters().gone(database, key);
  }

  @Override
  public void flushed(int database) {
    engine.watchedKeys().flushed(database);
    engine.waiters().flushed(database);
    engine.observers().forEach(observer -> observer.flushed(database));
  }

  @Override
  public void lookedUp(int database, Bytes key, boolean found) {
    engine.executor().lookedUp(database, key, found);
  }

  @Override
  public void expired(int database, Bytes key) {
    engine.observers().forEach(observer -> observer.expired(database, key));
  }

  @Override
  public void expiredInside(int database, Bytes key, List<Bytes> members) {
    engine.observers().forEach(observer -> observer.expiredInside(database, key, members));
  }

  @Override
  public void overwritten(int database, Bytes key, boolean anotherType) {
    engine.observers().forEach(observer -> observer.overwritten(database, key, anotherType));
  }
}
