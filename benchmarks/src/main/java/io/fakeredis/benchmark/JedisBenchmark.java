package io.fakeredis.benchmark;

import io.fakeredis.FakeServer;
import io.fakeredis.jedis.FakeJedis;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import redis.clients.jedis.Pipeline;

/** What a call costs through Jedis in process. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class JedisBenchmark {
  private static final int PIPELINE = 100;

  private final FakeServer server = FakeServer.create();
  private final FakeJedis jedis = new FakeJedis(server);

  /** Puts there what is read. */
  @Setup
  public void fill() {
    jedis.set("key", "value");
  }

  @Benchmark
  public String set() {
    return jedis.set("key", "value");
  }

  @Benchmark
  public String get() {
    return jedis.get("key");
  }

  @Benchmark
  @OperationsPerInvocation(PIPELINE)
  public List<Object> getInPipeline() {
    Pipeline pipeline = jedis.pipelined();
    for (int i = 0; i < PIPELINE; i++) {
      pipeline.get("key");
    }
    return pipeline.syncAndReturnAll();
  }

  /** Lets the server go. */
  @TearDown
  public void close() {
    jedis.close();
    server.close();
  }
}
