package io.fakeredis.junit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

@FakeRedisTest(scope = FakeRedisTest.Scope.CLASS)
class ClassScopeTest {
  @FakeRedis private static Jedis shared;
  @FakeRedis private Jedis own;

  @BeforeAll
  static void fill(@FakeRedis Jedis jedis) {
    jedis.set("filled", "once");
  }

  @RepeatedTest(3)
  void allMethodsShareTheServer() {
    assertThat(own.get("filled")).isEqualTo("once");
    assertThat(shared.get("filled")).isEqualTo("once");
  }

  @Nested
  class Inside {
    @Test
    void sharesItToo() {
      assertThat(own.get("filled")).isEqualTo("once");
    }
  }
}
