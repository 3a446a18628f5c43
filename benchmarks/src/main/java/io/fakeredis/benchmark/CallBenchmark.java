package io.fakeredis.benchmark;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.fakeredis.Connection;
import io.fakeredis.FakeServer;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Reply;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What a call costs without a client library: as values, as RESP, and as RESP in a pipeline. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class CallBenchmark {
  private static final int PIPELINE = 100;
  private static final Bytes GET = Bytes.of("GET");
  private static final Bytes SET = Bytes.of("SET");
  private static final Bytes KEY = Bytes.of("key");
  private static final Bytes VALUE = Bytes.of("value");

  private final FakeServer server = FakeServer.create();
  private final Connection connection = server.connect(() -> {});
  private final byte[] get = "*2\r\n$3\r\nGET\r\n$3\r\nkey\r\n".getBytes(US_ASCII);
  private final byte[] gets = new String(get, US_ASCII).repeat(PIPELINE).getBytes(US_ASCII);
  private int received;

  @Benchmark
  public Reply setAsValue() {
    return server.call(SET, KEY, VALUE);
  }

  @Benchmark
  public Reply getAsValue() {
    return server.call(GET, KEY);
  }

  @Benchmark
  public int getAsResp() {
    return exchange(get);
  }

  @Benchmark
  @OperationsPerInvocation(PIPELINE)
  public int getAsRespInPipeline() {
    return exchange(gets);
  }

  private int exchange(byte[] request) {
    connection.receive(request, 0, request.length);
    connection.drainTo((reply, length) -> received = length);
    return received;
  }

  /** Lets the server go. */
  @TearDown
  public void close() {
    server.close();
  }
}
