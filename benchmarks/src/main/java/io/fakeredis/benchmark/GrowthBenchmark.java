package io.fakeredis.benchmark;

import io.fakeredis.FakeServer;
import io.fakeredis.api.Reply;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What operations on a single element cost in a small and in a large value: the time must not grow
 * with the size, or with its logarithm where the real server's does.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class GrowthBenchmark {
  private static final int STRIDE = 7919;

  /** How many elements each value has. */
  @Param({"1000", "1000000"})
  private int size;

  private final FakeServer server = FakeServer.create();
  private int at;

  /** Grows one value of each type. */
  @Setup
  public void grow() {
    for (int i = 0; i < size; i++) {
      String number = Integer.toString(i);
      server.call("SET", "key:" + i, number);
      server.call("HSET", "hash", "field:" + i, number);
      server.call("SADD", "set", "member:" + i);
      server.call("ZADD", "zset", number, "member:" + i);
      server.call("RPUSH", "list", "element:" + i);
      server.call("XADD", "stream", (i + 1) + "-1", "field", number);
    }
  }

  private String next() {
    at = (at + STRIDE) % size;
    return Integer.toString(at);
  }

  @Benchmark
  public Reply get() {
    return server.call("GET", "key:" + next());
  }

  @Benchmark
  public Reply hset() {
    return server.call("HSET", "hash", "field:" + next(), "value");
  }

  @Benchmark
  public Reply sismember() {
    return server.call("SISMEMBER", "set", "member:" + next());
  }

  @Benchmark
  public Reply zincrby() {
    return server.call("ZINCRBY", "zset", "0.5", "member:" + next());
  }

  @Benchmark
  public Reply zrank() {
    return server.call("ZRANK", "zset", "member:" + next());
  }

  @Benchmark
  public Reply zrangeByRank() {
    String rank = next();
    return server.call("ZRANGE", "zset", rank, rank);
  }

  @Benchmark
  public Reply rotateList() {
    return server.call("LMOVE", "list", "list", "LEFT", "RIGHT");
  }

  @Benchmark
  public Reply xrangeOfOne() {
    String id = (Integer.parseInt(next()) + 1) + "-1";
    return server.call("XRANGE", "stream", id, id);
  }

  @Benchmark
  public Reply srandmember() {
    return server.call("SRANDMEMBER", "set");
  }

  @Benchmark
  public Reply hscan() {
    return server.call("HSCAN", "hash", next());
  }

  /** Lets the server go. */
  @TearDown
  public void close() {
    server.close();
  }
}
