package io.fakeredis.lettuce;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelPromise;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GenericFutureListener;
import org.jspecify.annotations.Nullable;

/**
 * Knows when Lettuce listens to it, besides the bootstrap. Lettuce does so after it has asked for a
 * connection, and wants to find the handshake in the channel then: a network leaves it the time.
 */
final class ConnectPromise extends DefaultChannelPromise {
  private boolean listened;
  private @Nullable Runnable waiting;

  ConnectPromise(Channel channel) {
    super(channel);
  }

  /** Does something as soon as somebody listens. */
  void whenListened(Runnable action) {
    synchronized (this) {
      if (!listened) {
        waiting = action;
        return;
      }
    }
    action.run();
  }

  @Override
  public ChannelPromise addListener(
      GenericFutureListener<? extends Future<? super Void>> listener) {
    super.addListener(listener);
    if (listener != ChannelFutureListener.CLOSE_ON_FAILURE) {
      listened();
    }
    return this;
  }

  private void listened() {
    Runnable action;
    synchronized (this) {
      listened = true;
      action = waiting;
      waiting = null;
    }
    if (action != null) {
      action.run();
    }
  }
}
