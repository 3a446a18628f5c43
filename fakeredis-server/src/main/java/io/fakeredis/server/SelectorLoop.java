package io.fakeredis.server;

import io.fakeredis.FakeServer;
import io.fakeredis.core.engine.Engine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/** One thread that accepts, reads, has calls run and writes, for all connections. */
final class SelectorLoop implements Engine.Door {
  private static final System.Logger LOGGER = System.getLogger("io.fakeredis");
  private static final int READ_SIZE = 64 * 1024;

  private final FakeServer server;
  private final Selector selector;
  private final Listeners listeners;
  private final Thread thread;
  private final Queue<SocketConnection> ready = new ConcurrentLinkedQueue<>();
  private final ByteBuffer readBuffer = ByteBuffer.allocateDirect(READ_SIZE);
  private final byte[] readArray = new byte[READ_SIZE];
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private volatile boolean closed;

  SelectorLoop(FakeServer server, List<Listener> listeners) {
    this.server = server;
    try {
      this.selector = Selector.open();
      this.listeners = new Listeners(selector, listeners);
      listen();
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
    this.thread = new Thread(this::loop, "fakeredis-" + listeners.get(0));
  }

  private void listen() throws IOException {
    try {
      listeners.open();
    } catch (IOException e) {
      selector.close();
      throw e;
    }
  }

  Listeners listeners() {
    return listeners;
  }

  /**
   * Listens at other places instead of some.
   *
   * @throws IOException if one of them can't be had; then everything is as before
   */
  void exchange(List<Listener> old, List<Listener> wanted) throws IOException {
    listeners.exchange(old, wanted);
    tasks.add(this::letGoOfClosed);
    selector.wakeup();
  }

  void start() {
    thread.setDaemon(true);
    thread.start();
  }

  /** Has the connection's output written soon. Any thread may ask. */
  void outputReady(SocketConnection connection) {
    ready.add(connection);
    if (Thread.currentThread() != thread) {
      selector.wakeup();
    }
  }

  private void loop() {
    try {
      while (!closed) {
        selector.select(this::serve);
        writeReady();
        runTasks();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the selector failed", e);
    } finally {
      shutDown();
    }
  }

  private void runTasks() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  private void serve(SelectionKey key) {
    if (!key.isValid()) {
      return;
    }
    if (key.attachment() instanceof Listener listener) {
      accept(listener);
      return;
    }
    SocketConnection connection = (SocketConnection) key.attachment();
    guarded(
        connection,
        () -> {
          if (key.isWritable()) {
            connection.write();
          }
          if (key.isValid() && key.isReadable()) {
            connection.read(readBuffer, readArray);
          }
        });
    writeReady();
  }

  /** A defect costs the connection that has met it, and not the others. */
  private static void guarded(SocketConnection connection, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      LOGGER.log(System.Logger.Level.ERROR, "a connection is closed after a defect", e);
      connection.close();
    }
  }

  private void accept(Listener listener) {
    boolean keepAlive = server.engine().settings().number("tcp-keepalive") > 0;
    try {
      for (SocketChannel channel = listener.accept(keepAlive);
          channel != null;
          channel = listener.accept(keepAlive)) {
        SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
        SocketConnection connection = new SocketConnection(this, listener.wire(channel), key);
        connection.open(server, listener.endpoint(channel));
        key.attach(connection);
      }
    } catch (IOException e) {
      // the client is gone again, or there are no more file descriptors: those who are here are
      // served
    }
  }

  /** A selector must not select while it hands out what it has selected: here helps another one. */
  @Override
  public void lookOut() {
    if (Thread.currentThread() != thread) {
      return;
    }
    listeners.forEach(this::accept);
    try (Selector others = Selector.open()) {
      for (SelectionKey key : selector.keys()) {
        if (key.isValid()
            && key.attachment() instanceof SocketConnection connection
            && !connection.isReading()) {
          key.channel().register(others, SelectionKey.OP_READ, connection);
        }
      }
      others.selectNow(this::readMeanwhile);
    } catch (IOException e) {
      throw new UncheckedIOException("the selector failed", e);
    }
    writeReady();
  }

  /** Reads into a buffer of its own, for the loop's is in use. */
  private void readMeanwhile(SelectionKey key) {
    SocketConnection connection = (SocketConnection) key.attachment();
    connection.read(ByteBuffer.allocate(READ_SIZE), new byte[READ_SIZE]);
  }

  /** Connections of a server that is being closed end after its doors have been shut. */
  private void writeReady() {
    if (!closed) {
      writeAll();
    }
  }

  private void writeAll() {
    for (SocketConnection c = ready.poll(); c != null; c = ready.poll()) {
      guarded(c, c::write);
    }
  }

  /**
   * Frees the port: a channel that a selector knows is closed only when the selector has seen it.
   */
  @Override
  public void shut() {
    CompletableFuture<Void> seen = new CompletableFuture<>();
    try {
      listeners.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    tasks.add(
        () -> {
          letGoOfClosed();
          seen.complete(null);
        });
    selector.wakeup();
    if (Thread.currentThread() != thread) {
      CompletableFuture.anyOf(seen, ended).join();
    }
  }

  private void letGoOfClosed() {
    try {
      selector.selectNow(this::serve);
    } catch (IOException e) {
      throw new UncheckedIOException("the selector failed", e);
    }
  }

  @Override
  public void open() {
    try {
      if (!closed) {
        listeners.open();
      }
      selector.wakeup();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen again", e);
    }
  }

  /** Whoever sees that its connection has ended finds that there is nobody to connect to. */
  private void shutDown() {
    try {
      listeners.close();
      selector.selectNow();
    } catch (IOException e) {
      // nothing more can be done about it
    }
    writeAll();
    for (SelectionKey key : selector.keys()) {
      if (key.attachment() instanceof SocketConnection connection) {
        connection.close();
      }
    }
    try {
      selector.close();
    } catch (IOException e) {
      // nothing more can be done about it
    }
    ended.complete(null);
  }

  void join() throws InterruptedException {
    thread.join();
  }

  /** Ends soon. */
  void stop() {
    closed = true;
    selector.wakeup();
  }

  void close() {
    stop();
    boolean interrupted = false;
    while (thread.isAlive() && Thread.currentThread() != thread) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
