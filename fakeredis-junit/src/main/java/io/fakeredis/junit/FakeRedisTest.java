package io.fakeredis.junit;

import io.fakeredis.FakeServer;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test class whose methods get a fake server, through fields and parameters marked with {@link
 * FakeRedis}.
 *
 * <pre>{@code
 * @FakeRedisTest(profile = "redis:7.2")
 * class GreetingTest {
 *   @FakeRedis Jedis jedis;
 *
 *   @Test
 *   void greets(@FakeRedis FakeServer server) { ... }
 * }
 * }</pre>
 *
 * <p>Tests may run in parallel. The message of one that fails tells what the server held.
 *
 * <p>With the property {@code fakeredis.target} (of the JVM, or of the JUnit platform) the same
 * tests run against a real server, one at a time: a URL such as {@code redis://localhost:6379} (its
 * data are flushed before each test!), or the name of a Docker image such as {@code redis:7.2},
 * which Testcontainers then starts.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(FakeRedisExtension.class)
public @interface FakeRedisTest {

  /** Flavour and version, as in {@link FakeServer.Builder#profile}. */
  String profile() default FakeServer.DEFAULT_PROFILE;

  /** Whether each method gets a server of its own, or all methods of the class share one. */
  Scope scope() default Scope.METHOD;

  /** Whether the server's time goes by, or is moved by the test. */
  Time time() default Time.REAL;

  /** Parameters as in redis.conf, name and value in turn: {@code {"maxmemory", "100mb"}}. */
  String[] config() default {};

  /** How long a server lives. */
  enum Scope {
    METHOD,
    CLASS
  }

  /** Whose clock a server goes by. */
  enum Time {
    /** The machine's. */
    REAL,
    /** A {@link io.fakeredis.ManualClock}, which the test can have injected. */
    MANUAL
  }
}
