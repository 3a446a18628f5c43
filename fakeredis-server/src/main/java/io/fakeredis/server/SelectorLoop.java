package io.fakeredis.server;

import io.fakeredis.FakeServer;
import io.fakeredis.core.engine.Engine;
import io.fakeredis.core.engine.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/** One thread that accepts, reads, has calls run and writes, for all connections. */
final class SelectorLoop implements Engine.Door {
  private static final System.Logger LOGGER = System.getLogger("io.fakeredis");
  private static final int BACKLOG = 511;
  private static final int READ_SIZE = 64 * 1024;

  private final FakeServer server;
  private final Selector selector;
  private final InetSocketAddress address;
  private final Thread thread;
  private final Queue<SocketConnection> ready = new ConcurrentLinkedQueue<>();
  private final ByteBuffer readBuffer = ByteBuffer.allocateDirect(READ_SIZE);
  private final byte[] readArray = new byte[READ_SIZE];
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private volatile ServerSocketChannel listener;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private volatile boolean closed;

  SelectorLoop(FakeServer server, InetSocketAddress wanted) throws IOException {
    this.server = server;
    this.selector = Selector.open();
    try {
      this.listener = listen(wanted);
    } catch (IOException e) {
      selector.close();
      throw e;
    }
    this.address = (InetSocketAddress) listener.getLocalAddress();
    this.thread = new Thread(this::loop, "fakeredis-" + address.getPort());
  }

  private ServerSocketChannel listen(InetSocketAddress wanted) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open();
    try {
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      channel.bind(wanted, BACKLOG);
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_ACCEPT);
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  void start() {
    thread.setDaemon(true);
    thread.start();
  }

  InetSocketAddress address() {
    return address;
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
    if (key.isAcceptable()) {
      accept();
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

  private void accept() {
    try {
      for (SocketChannel channel = listener.accept();
          channel != null;
          channel = listener.accept()) {
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.setOption(StandardSocketOptions.SO_KEEPALIVE, keepsAlive());
        SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
        SocketConnection connection = new SocketConnection(this, channel, key);
        connection.open(server, endpoint(channel));
        key.attach(connection);
      }
    } catch (IOException e) {
      // the client is gone again, or there are no more file descriptors: those who are here are
      // served
    }
  }

  private boolean keepsAlive() {
    return server.engine().settings().number("tcp-keepalive") > 0;
  }

  private static Session.Endpoint endpoint(SocketChannel channel) throws IOException {
    return new Session.Endpoint(
        text((InetSocketAddress) channel.getRemoteAddress()),
        text((InetSocketAddress) channel.getLocalAddress()));
  }

  private static String text(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  /** A selector must not select while it hands out what it has selected: here helps another one. */
  @Override
  public void lookOut() {
    if (Thread.currentThread() != thread) {
      return;
    }
    accept();
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

  private void writeReady() {
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
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    tasks.add(() -> seen.complete(null));
    selector.wakeup();
    if (Thread.currentThread() != thread) {
      CompletableFuture.anyOf(seen, ended).join();
    }
  }

  @Override
  public void open() {
    try {
      if (!closed && !listener.isOpen()) {
        listener = listen(address);
        selector.wakeup();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on " + address + " again", e);
    }
  }

  private void shutDown() {
    writeReady();
    for (SelectionKey key : selector.keys()) {
      if (key.attachment() instanceof SocketConnection connection) {
        connection.close();
      }
    }
    try {
      listener.close();
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
