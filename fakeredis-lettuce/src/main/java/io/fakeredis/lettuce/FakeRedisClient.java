package io.fakeredis.lettuce;

import io.fakeredis.FakeServer;
import io.fakeredis.ServerUrl;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ConnectionBuilder;
import io.lettuce.core.ConnectionEvents;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.StaticCredentialsProvider;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.resource.ClientResources;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFactory;
import io.netty.channel.DefaultEventLoop;
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

  /** Its thread starts when some work cannot be done by the thread that brings it. */
  private final DefaultEventLoop background =
      new DefaultEventLoop(new DefaultThreadFactory("fakeredis-lettuce", true));

  private FakeRedisClient(FakeServer server, RedisURI uri, @Nullable ClientResources resources) {
    super(resources, plain(uri));
    this.server = server;
  }

  /** There is neither TLS nor a Unix socket between the client and its server. */
  private static RedisURI plain(RedisURI uri) {
    if (!uri.isSsl() && uri.getSocket() == null) {
      return uri;
    }
    RedisURI plain = RedisURI.create("localhost", RedisURI.DEFAULT_REDIS_PORT);
    plain.setDatabase(uri.getDatabase());
    plain.setTimeout(uri.getTimeout());
    plain.setCredentialsProvider(uri.getCredentialsProvider());
    plain.setClientName(uri.getClientName());
    return plain;
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
    ServerUrl parts = ServerUrl.of(url);
    FakeRedisClient client = create(FakeServer.shared(url), uri(parts));
    parts.protocol().ifPresent(version -> client.setOptions(options(version)));
    return client;
  }

  private static RedisURI uri(ServerUrl url) {
    RedisURI uri = RedisURI.create("localhost", RedisURI.DEFAULT_REDIS_PORT);
    uri.setDatabase(url.database());
    String password = url.password();
    if (password != null) {
      uri.setCredentialsProvider(new StaticCredentialsProvider(url.user(), password.toCharArray()));
    }
    return uri;
  }

  private static ClientOptions options(int protocol) {
    return ClientOptions.builder()
        .protocolVersion(protocol == 3 ? ProtocolVersion.RESP3 : ProtocolVersion.RESP2)
        .build();
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
    CallerLoop loop = new CallerLoop(background);
    ChannelFactory<MemoryChannel> channels = () -> new MemoryChannel(server, loop);
    builder.bootstrap(new Bootstrap().group(loop).channelFactory(channels).disableResolver());
  }

  @Override
  public CompletableFuture<Void> shutdownAsync(long quietPeriod, long timeout, TimeUnit unit) {
    return super.shutdownAsync(quietPeriod, timeout, unit)
        .thenCompose(done -> endBackground(timeout, unit));
  }

  @SuppressWarnings("FutureReturnValueIgnored") // it tells through the listener
  private CompletableFuture<Void> endBackground(long timeout, TimeUnit unit) {
    CompletableFuture<Void> ended = new CompletableFuture<>();
    background.shutdownGracefully(0, timeout, unit).addListener(future -> ended.complete(null));
    return ended;
  }
}
