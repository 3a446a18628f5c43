package io.fakeredis.core.engine;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.KeyspaceListener;
import java.util.List;

/** Tells a plug-in's listener of what the engine sees. */
public final class ListenerObserver implements Engine.Observer {
  private final Engine engine;
  private final KeyspaceListener listener;

  private ListenerObserver(Engine engine, KeyspaceListener listener) {
    this.engine = engine;
    this.listener = listener;
  }

  /** Gives the server a listener of that kind. */
  public static <T extends KeyspaceListener> void install(
      Engine engine, KeyspaceListener.Kind<T> kind) {
    T listener = engine.part(kind.type(), ignored -> kind.made().get());
    engine.observe(new ListenerObserver(engine, listener));
  }

  @Override
  public void event(int database, char eventClass, String event, Bytes key, List<Bytes> subkeys) {
    listener.heard(engine.keyspace().database(database), event, key);
  }

  @Override
  public void loaded(int database, Bytes key) {
    listener.heard(engine.keyspace().database(database), "loaded", key);
  }

  @Override
  public void flushed(int database) {
    listener.flushed();
  }
}
