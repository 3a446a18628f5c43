package io.fakeredis.lettuce;

import io.fakeredis.FakeServer;
import io.lettuce.core.ConnectionBuilder;
import io.lettuce.core.ConnectionEvents;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.resource.ClientResources;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFactory;
import io.netty.channel.DefaultEventLoopGroup;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A {@link RedisClient} that talks to a fake server in process: all of Lettuce above the network is
 * Lettuce's own.
 *
 * <pre>{@code
 * try (RedisClient client = FakeRedisClient.create()) {
 *   client.connect().sync().set("greeting", "hello");
 * }
 * }</pre>
 */
public final class FakeRedisClient extends RedisClient {
  private static final SocketAddress ADDRESS =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 6379);

  private final FakeServer server;

  @SuppressWarnings("deprecation") // what Netty 4.2 has in its place, 4.1 has not
  private final EventLoopGroup loop =
      new DefaultEventLoopGroup(1, new DefaultThreadFactory("fakeredis-lettuce", true));

  private FakeRedisClient(FakeServer server, RedisURI uri, @Nullable ClientResources resources) {
    super(resources, uri);
    this.server = server;
  }

  /** A client of a server of its own. */
  public static FakeRedisClient create() {
    return create(FakeServer.create());
  }

  /** A client of that server. */
  public static FakeRedisClient create(FakeServer server) {
    return create(server, RedisURI.create("redis://localhost"));
  }

  /** A client of that server, with user, password, database, timeout as the URI has them. */
  public static FakeRedisClient create(FakeServer server, RedisURI uri) {
    return new FakeRedisClient(server, uri, null);
  }

  /** As {@link #create(FakeServer, RedisURI)}, with resources that the caller shuts down. */
  public static FakeRedisClient create(FakeServer server, RedisURI uri, ClientResources resources) {
    return new FakeRedisClient(server, uri, resources);
  }

  /** A client of the {@linkplain FakeServer#shared shared} server of the URL. */
  public static FakeRedisClient fromUrl(String url) {
    return create(FakeServer.shared(url), RedisURI.create(url));
  }

  /** The server that this client talks to. */
  public FakeServer server() {
    return server;
  }

  @Override
  protected void connectionBuilder(
      Mono<SocketAddress> address,
      ConnectionBuilder builder,
      ConnectionEvents events,
      RedisURI uri) {
    super.connectionBuilder(Mono.just(ADDRESS), builder, events, uri);
    ChannelFactory<MemoryChannel> channels = () -> new MemoryChannel(server);
    builder.bootstrap(new Bootstrap().group(loop).channelFactory(channels).disableResolver());
  }

  @Override
  public CompletableFuture<Void> shutdownAsync(long quietPeriod, long timeout, TimeUnit unit) {
    return super.shutdownAsync(quietPeriod, timeout, unit)
        .thenCompose(done -> endLoop(timeout, unit));
  }

  @SuppressWarnings("FutureReturnValueIgnored") // it tells through the listener
  private CompletableFuture<Void> endLoop(long timeout, TimeUnit unit) {
    CompletableFuture<Void> ended = new CompletableFuture<>();
    loop.shutdownGracefully(0, timeout, unit).addListener(future -> ended.complete(null));
    return ended;
  }
}
