package io.fakeredis.server;

import java.io.IOException;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The places where clients connect. They can be exchanged while the server runs. */
final class Listeners {
  private final Selector selector;
  private volatile List<Listener> all;
  private boolean shut = true;

  Listeners(Selector selector, List<Listener> all) {
    this.selector = selector;
    this.all = List.copyOf(all);
  }

  List<Listener> all() {
    return all;
  }

  void forEach(Consumer<Listener> action) {
    all.forEach(action);
  }

  /** Listens at all places or at none, where it listened before. */
  synchronized void open() throws IOException {
    List<Listener> opened = new ArrayList<>();
    for (Listener listener : all) {
      if (!listener.isOpen()) {
        open(listener, opened);
      }
    }
    shut = false;
  }

  private void open(Listener listener, List<Listener> opened) throws IOException {
    try {
      listener.open(selector);
      opened.add(listener);
    } catch (IOException e) {
      close(opened);
      throw new IOException("cannot listen on " + listener + ": " + e.getMessage(), e);
    }
  }

  private static void close(List<Listener> listeners) throws IOException {
    for (Listener listener : listeners) {
      listener.close();
    }
  }

  synchronized void close() throws IOException {
    shut = true;
    close(all);
  }

  /**
   * Listens at other places instead of some; what is among both stays open.
   *
   * @throws IOException if one of them can't be had; then everything is as before
   */
  synchronized void exchange(List<Listener> old, List<Listener> wanted) throws IOException {
    List<Listener> dropped = new ArrayList<>(old);
    List<Listener> kept = new ArrayList<>(all);
    List<Listener> opened = new ArrayList<>();
    for (Listener listener : wanted) {
      Listener same = atSamePlace(listener, dropped);
      if (same != null) {
        dropped.remove(same);
      } else if (shut) {
        kept.add(listener);
      } else {
        open(listener, opened);
      }
    }
    kept.removeAll(dropped);
    kept.addAll(opened);
    all = List.copyOf(kept);
    close(dropped);
  }

  private static @Nullable Listener atSamePlace(Listener listener, List<Listener> others) {
    for (Listener other : others) {
      if (other.isTls() == listener.isTls() && other.address().equals(listener.address())) {
        return other;
      }
    }
    return null;
  }
}
