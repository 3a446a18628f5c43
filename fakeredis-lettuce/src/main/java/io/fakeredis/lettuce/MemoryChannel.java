package io.fakeredis.lettuce;

import io.fakeredis.Connection;
import io.fakeredis.FakeServer;
import io.fakeredis.ServerDownException;
import io.netty.buffer.ByteBuf;
import io.netty.channel.AbstractChannel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelMetadata;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelConfig;
import io.netty.channel.EventLoop;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A channel that leads into a fake server instead of a network. What is written is run by the fake
 * at once, on the event loop; what the fake replies to it is read as soon as all is written.
 */
final class MemoryChannel extends AbstractChannel {
  private static final ChannelMetadata METADATA = new ChannelMetadata(false);
  private static final InetSocketAddress ADDRESS =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 6379);

  private final FakeServer server;
  private final CallerLoop loop;
  private final ChannelConfig config = new DefaultChannelConfig(this);
  private final AtomicBoolean readPlanned = new AtomicBoolean();
  private volatile @Nullable Connection connection;
  private volatile boolean open = true;
  private byte[] scratch = new byte[512];
  private boolean writing;
  private boolean reading;
  private boolean outputWaiting;
  private boolean wantsRead;

  MemoryChannel(FakeServer server, CallerLoop loop) {
    super(null);
    this.server = server;
    this.loop = loop;
  }

  /** Of these, the bootstrap takes one to connect with. */
  @Override
  public ChannelPromise newPromise() {
    return new ConnectPromise(this);
  }

  @Override
  protected AbstractUnsafe newUnsafe() {
    return new MemoryUnsafe();
  }

  private final class MemoryUnsafe extends AbstractUnsafe {
    @Override
    public void connect(SocketAddress remote, SocketAddress local, ChannelPromise promise) {
      if (!promise.setUncancellable() || !ensureOpen(promise)) {
        return;
      }
      Runnable later = () -> loop.executeLater(() -> connectTo(promise));
      if (promise instanceof ConnectPromise ours) {
        ours.whenListened(later);
      } else {
        later.run();
      }
    }

    private void connectTo(ChannelPromise promise) {
      try {
        connection = server.connect(MemoryChannel.this::outputReady);
      } catch (ServerDownException e) {
        promise.tryFailure(new ConnectException("Connection refused: " + ADDRESS));
        close(voidPromise());
        return;
      }
      promise.trySuccess();
      pipeline().fireChannelActive();
    }

    @Override
    protected void flush0() {
      super.flush0();
      readOutput();
    }
  }

  /** Called by whichever thread made the fake reply, under the fake's lock. */
  private void outputReady() {
    if (loop.inEventLoop() && writing) {
      outputWaiting = true; // read when all is written
    } else if (readPlanned.compareAndSet(false, true)) {
      loop.executeLater(this::readPlanned);
    }
  }

  private void readPlanned() {
    readPlanned.set(false);
    outputWaiting = true;
    readOutput();
  }

  /** Reads until there is nothing more; what a reply makes the client send is answered as well. */
  private void readOutput() {
    if (reading) {
      return;
    }
    reading = true;
    try {
      while (outputWaiting && open && (wantsRead || config.isAutoRead())) {
        outputWaiting = false;
        wantsRead = false;
        readOnce();
      }
    } finally {
      reading = false;
    }
  }

  private void readOnce() {
    Connection from = connection;
    if (from == null) {
      return;
    }
    ByteBuf[] output = new ByteBuf[1];
    from.drainTo(
        (array, length) -> output[0] = alloc().buffer(length).writeBytes(array, 0, length));
    if (output[0] != null) {
      // outside of the fake's lock: what the client does with a reply may take its time
      pipeline().fireChannelRead(output[0]);
      pipeline().fireChannelReadComplete();
    }
    if (from.isClosing()) {
      loop.executeLater(() -> unsafe().close(voidPromise()));
    }
  }

  @Override
  protected void doBeginRead() {
    wantsRead = true;
    if (outputWaiting && !reading) {
      loop.executeLater(this::readOutput);
    }
  }

  @Override
  protected void doWrite(ChannelOutboundBuffer buffer) {
    int length = 0;
    for (Object message = buffer.current(); message != null; message = buffer.current()) {
      length = gather((ByteBuf) message, length);
      buffer.remove();
    }
    Connection to = connection;
    if (to != null && length > 0) {
      writing = true;
      try {
        to.receive(scratch, 0, length);
      } finally {
        writing = false;
      }
    }
  }

  private int gather(ByteBuf message, int at) {
    int length = message.readableBytes();
    if (scratch.length - at < length) {
      scratch = Arrays.copyOf(scratch, Math.max(2 * scratch.length, at + length));
    }
    message.readBytes(scratch, at, length);
    return at + length;
  }

  @Override
  protected void doClose() {
    open = false;
    Connection ended = connection;
    connection = null;
    if (ended != null) {
      ended.close();
    }
  }

  @Override
  protected void doDisconnect() {
    doClose();
  }

  @Override
  protected void doBind(SocketAddress localAddress) {
    // there is nothing to bind to
  }

  @Override
  protected boolean isCompatible(EventLoop candidate) {
    return candidate == loop;
  }

  @Override
  protected SocketAddress localAddress0() {
    return ADDRESS;
  }

  @Override
  protected SocketAddress remoteAddress0() {
    return ADDRESS;
  }

  @Override
  public ChannelConfig config() {
    return config;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public boolean isActive() {
    return open && connection != null;
  }

  @Override
  public ChannelMetadata metadata() {
    return METADATA;
  }
}
