package io.fakeredis.lettuce;

import io.fakeredis.Connection;
import io.fakeredis.FakeServer;
import io.fakeredis.ServerDownException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
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
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A channel that leads into a fake server instead of a network. What is written is run by the fake
 * at once, on the event loop; what the fake replies is read by a task of the event loop.
 */
final class MemoryChannel extends AbstractChannel {
  private static final ChannelMetadata METADATA = new ChannelMetadata(false);
  private static final InetSocketAddress ADDRESS =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 6379);

  private final FakeServer server;
  private final ChannelConfig config = new DefaultChannelConfig(this);
  private final AtomicBoolean readPlanned = new AtomicBoolean();
  private volatile @Nullable Connection connection;
  private volatile boolean open = true;
  private boolean wantsRead;

  MemoryChannel(FakeServer server) {
    super(null);
    this.server = server;
  }

  @Override
  protected AbstractUnsafe newUnsafe() {
    return new AbstractUnsafe() {
      @Override
      public void connect(SocketAddress remote, SocketAddress local, ChannelPromise promise) {
        if (promise.setUncancellable() && ensureOpen(promise)) {
          connectTo(promise);
        }
      }

      private void connectTo(ChannelPromise promise) {
        try {
          connection = server.connect(MemoryChannel.this::planRead);
        } catch (ServerDownException e) {
          ConnectException refused = new ConnectException("Connection refused: " + e.getMessage());
          refused.initCause(e);
          promise.tryFailure(refused);
          close(voidPromise());
          return;
        }
        promise.trySuccess();
        pipeline().fireChannelActive();
      }
    };
  }

  /** Called by whichever thread made the fake reply, under the fake's lock. */
  private void planRead() {
    if (readPlanned.compareAndSet(false, true)) {
      eventLoop().execute(this::read0);
    }
  }

  private void read0() {
    readPlanned.set(false);
    Connection from = connection;
    if (from == null || !open || !(wantsRead || config.isAutoRead())) {
      return;
    }
    wantsRead = false;
    from.drainTo(this::fireRead);
    if (from.isClosing()) {
      unsafe().close(voidPromise());
    }
  }

  private void fireRead(byte[] array, int length) {
    ByteBuf bytes = alloc().buffer(length).writeBytes(array, 0, length);
    // outside of the fake's lock: what the client does with a reply may take its time
    eventLoop()
        .execute(
            () -> {
              pipeline().fireChannelRead(bytes);
              pipeline().fireChannelReadComplete();
            });
  }

  @Override
  protected void doBeginRead() {
    wantsRead = true;
    planRead();
  }

  @Override
  protected void doWrite(ChannelOutboundBuffer buffer) {
    ByteBuf all = alloc().buffer();
    for (Object message = buffer.current(); message != null; message = buffer.current()) {
      all.writeBytes((ByteBuf) message);
      buffer.remove();
    }
    byte[] data = ByteBufUtil.getBytes(all);
    all.release();
    Connection to = connection;
    if (to != null && data.length > 0) {
      to.receive(data, 0, data.length);
    }
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
  protected boolean isCompatible(EventLoop loop) {
    return true;
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
