package io.fakeredis.lettuce;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelPromise;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.AbstractEventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * An event loop for one connection, whose work is done by the threads that bring it: a command is
 * written, run and answered before the call that sent it returns, without waking another thread.
 *
 * <p>As in any event loop, one piece of work is done at a time. What comes while another thread has
 * its turn, or from within the loop, is left to a thread in the background; so is what may not run
 * on a thread that is inside of Lettuce, such as the end of a connection.
 */
final class CallerLoop extends AbstractEventExecutor implements EventLoop {
  private final ReentrantLock turn = new ReentrantLock();
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final DefaultEventLoop background;

  CallerLoop(DefaultEventLoop background) {
    this.background = background;
  }

  @Override
  public void execute(Runnable task) {
    if (inEventLoop() || !tasks.isEmpty() || !turn.tryLock()) {
      executeLater(task);
      return;
    }
    try {
      safeExecute(task);
    } finally {
      turn.unlock();
    }
  }

  /** Has the task run in the background, after all that came before it. */
  void executeLater(Runnable task) {
    tasks.add(task);
    background.execute(this::runTasks);
  }

  private void runTasks() {
    turn.lock();
    try {
      for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
        safeExecute(task);
      }
    } finally {
      turn.unlock();
    }
  }

  @Override
  public boolean inEventLoop(Thread thread) {
    return thread == Thread.currentThread() && turn.isHeldByCurrentThread();
  }

  @Override
  public ChannelFuture register(Channel channel) {
    return register(new DefaultChannelPromise(channel, this));
  }

  @Override
  public ChannelFuture register(ChannelPromise promise) {
    promise.channel().unsafe().register(this, promise);
    return promise;
  }

  @Override
  @Deprecated // but still demanded by the interface
  public ChannelFuture register(Channel channel, ChannelPromise promise) {
    channel.unsafe().register(this, promise);
    return promise;
  }

  @Override
  public EventLoopGroup parent() {
    return this;
  }

  @Override
  public EventLoop next() {
    return this;
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
    return background.schedule(() -> execute(task), delay, unit);
  }

  @Override
  public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
    return background.schedule(() -> inTurn(task), delay, unit);
  }

  private <V> V inTurn(Callable<V> task) throws Exception {
    turn.lock();
    try {
      return task.call();
    } finally {
      turn.unlock();
    }
  }

  @Override
  public boolean isShuttingDown() {
    return background.isShuttingDown();
  }

  @Override
  public boolean isShutdown() {
    return background.isShutdown();
  }

  @Override
  public boolean isTerminated() {
    return background.isTerminated();
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    return background.awaitTermination(timeout, unit);
  }

  @Override
  public Future<?> terminationFuture() {
    return background.terminationFuture();
  }

  @Override
  public Future<?> shutdownGracefully(long quietPeriod, long timeout, TimeUnit unit) {
    return background.shutdownGracefully(quietPeriod, timeout, unit);
  }

  @Override
  @Deprecated // but still demanded by the interface
  public void shutdown() {
    background.shutdown();
  }
}
