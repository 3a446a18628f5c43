package io.fakeredis.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.fakeredis.FakeServer;
import io.fakeredis.api.Reply;
import io.fakeredis.server.TcpFakeServer;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPool;
import redis.clients.jedis.UnifiedJedis;

/** Runs tests that use the extension, and looks at what came of them. */
@SuppressWarnings("deprecation") // of JedisPool, in Jedis 8
class ExtensionTest {
  private static final Map<String, String> PARALLEL =
      Map.of(
          "junit.jupiter.execution.parallel.enabled", "true",
          "junit.jupiter.execution.parallel.mode.default", "concurrent",
          "junit.jupiter.execution.parallel.config.strategy", "fixed",
          "junit.jupiter.execution.parallel.config.fixed.parallelism", "4",
          "junit.jupiter.execution.parallel.config.executor-service", "WORKER_THREAD_POOL");

  private static EngineExecutionResults run(Class<?> test, Map<String, String> parameters) {
    return EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(test))
        .configurationParameters(parameters)
        .execute();
  }

  private static Throwable failure(EngineExecutionResults results) {
    return results.allEvents().failed().stream()
        .findFirst()
        .flatMap(Event::getPayload)
        .map(TestExecutionResult.class::cast)
        .flatMap(TestExecutionResult::getThrowable)
        .orElseThrow();
  }

  @FakeRedisTest
  static class Failing {
    @Test
    void fails(@FakeRedis Jedis jedis) {
      jedis.set("greeting", "hello");
      fail("as it should");
    }
  }

  @Test
  void aFailureTellsWhatTheServerHeld() {
    Throwable failure = failure(run(Failing.class, Map.of()));

    assertThat(failure).hasMessage("as it should");
    assertThat(failure.getSuppressed()[0]).hasMessageContaining("greeting: string hello");
  }

  @FakeRedisTest
  static class Counting {
    @RepeatedTest(20)
    void startsAtOne(
        @FakeRedis Jedis jedis,
        @FakeRedis JedisPool pool,
        @FakeRedis UnifiedJedis unified,
        @FakeRedis URI uri) {
      assertThat(jedis.incr("counter")).isEqualTo(1);
      assertThat(unified.incr("counter")).isEqualTo(2);
      try (Jedis pooled = pool.getResource();
          Jedis other = new Jedis(uri)) {
        assertThat(pooled.incr("counter")).isEqualTo(3);
        assertThat(other.incr("counter")).isEqualTo(4);
      }
    }
  }

  @Test
  void testsRunInParallel() {
    run(Counting.class, PARALLEL).testEvents().assertStatistics(s -> s.succeeded(20).failed(0));
  }

  @Test
  void aTargetTakesThePlaceOfTheFake() {
    FakeServer real = FakeServer.builder().config("requirepass", "secret").build();
    try (TcpFakeServer door = TcpFakeServer.start(real)) {
      real.call("SET", "left", "over");
      Map<String, String> target = new HashMap<>(PARALLEL);
      target.put(RealTarget.PROPERTY, "redis://:secret@" + door.host() + ":" + door.port());

      run(Counting.class, target).testEvents().assertStatistics(s -> s.succeeded(20).failed(0));
      assertThat(real.call("GET", "counter")).isEqualTo(Reply.bulk("4"));
      assertThat(real.call("GET", "left")).isEqualTo(Reply.NULL);
    }
  }

  @FakeRedisTest
  static class StaticField {
    @FakeRedis static Jedis jedis;

    @Test
    void isNeverRun() {}
  }

  @Test
  void aStaticFieldNeedsAServerOfTheClass() {
    assertThat(failure(run(StaticField.class, Map.of()))).hasMessageContaining("Scope.CLASS");
  }

  static class Bare {
    @FakeRedis Jedis jedis;

    @Test
    void isNotInjected() {
      assertThat(jedis).isNull();
    }
  }

  @Test
  void withoutTheAnnotationNothingHappens() {
    run(Bare.class, Map.of()).testEvents().assertStatistics(s -> s.succeeded(1));
  }

  @FakeRedisTest
  static class Unknown {
    @Test
    void isNeverRun(@FakeRedis Thread thread) {}
  }

  @Test
  void whatCannotBeMadeIsNamed() {
    assertThat(failure(run(Unknown.class, Map.of())))
        .hasStackTraceContaining("@FakeRedis cannot make a java.lang.Thread");
  }
}
