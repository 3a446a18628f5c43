package io.fakeredis.benchmark;

import io.fakeredis.FakeServer;
import io.fakeredis.jedis.FakeJedis;
import io.fakeredis.lettuce.FakeRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.net.URI;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.Jedis;

/**
 * Clients in process beside the same clients and a real server: slices of both take turns, so that
 * other load on the machine falls on both, and the medians are set in relation.
 *
 * <pre>java -cp ... io.fakeredis.benchmark.ClientComparison redis://127.0.0.1:6379</pre>
 */
public final class ClientComparison {
  private static final int ROUNDS = 9;
  private static final int BATCH = 20;
  private static final int SERVERS = 1000;
  private static final long WARM_UP = TimeUnit.SECONDS.toNanos(3);
  private static final long SLICE = TimeUnit.MILLISECONDS.toNanos(400);

  private ClientComparison() {}

  /** Prints the figures. */
  public static void main(String[] args) {
    String url = args[0];
    servers();
    jedis(url);
    lettuce(url);
  }

  /** What a test costs that has a server and a client of its own; the first ones load classes. */
  private static void servers() {
    long start = System.nanoTime();
    for (int i = 0; i < SERVERS; i++) {
      try (FakeServer server = FakeServer.create();
          Jedis jedis = new FakeJedis(server)) {
        jedis.set("key", "value");
        jedis.get("key");
      }
    }
    System.out.printf("%d servers: %.0f ms%n", SERVERS, (System.nanoTime() - start) / 1e6);
  }

  private static void jedis(String url) {
    try (FakeServer server = FakeServer.create();
        Jedis fake = new FakeJedis(server);
        Jedis real = new Jedis(URI.create(url))) {
      fake.set("key", "value");
      real.set("key", "value");
      compare("Jedis GET", () -> fake.get("key"), () -> real.get("key"));
    }
  }

  private static void lettuce(String url) {
    try (FakeServer server = FakeServer.create();
        RedisClient fakeClient = FakeRedisClient.create(server);
        RedisClient realClient = RedisClient.create(url)) {
      RedisCommands<String, String> fake = fakeClient.connect().sync();
      RedisCommands<String, String> real = realClient.connect().sync();
      fake.set("key", "value");
      real.set("key", "value");
      compare("Lettuce GET", () -> fake.get("key"), () -> real.get("key"));
    }
  }

  private static void compare(String name, Runnable fake, Runnable real) {
    microseconds(fake, WARM_UP);
    microseconds(real, WARM_UP);
    double[] inProcess = new double[ROUNDS];
    double[] overLoopback = new double[ROUNDS];
    double[] ratios = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      inProcess[i] = microseconds(fake, SLICE);
      overLoopback[i] = microseconds(real, SLICE);
      ratios[i] = overLoopback[i] / inProcess[i];
    }
    System.out.printf(
        "%s: in process %.2f us, real server %.2f us, %.0f times faster%n",
        name, median(inProcess), median(overLoopback), median(ratios));
  }

  private static double microseconds(Runnable call, long nanos) {
    long calls = 0;
    long start = System.nanoTime();
    long now = start;
    while (now - start < nanos) {
      for (int i = 0; i < BATCH; i++) {
        call.run();
      }
      calls += BATCH;
      now = System.nanoTime();
    }
    return (now - start) / 1e3 / calls;
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }
}
