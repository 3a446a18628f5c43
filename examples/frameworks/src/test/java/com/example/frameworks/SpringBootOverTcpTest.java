package com.example.frameworks;

import static org.assertj.core.api.Assertions.assertThat;

import io.fakeredis.server.TcpFakeServer;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.RedisTemplate;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.serializer.RedisSerializer;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;
import org.springframework.session.data.redis.RedisSessionRepository;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A Spring Boot application as it is; only its URL of Redis is another one. */
@SpringBootTest(classes = Application.class, properties = "spring.cache.type=redis")
class SpringBootOverTcpTest {
  private static final TcpFakeServer SERVER = TcpFakeServer.start();

  @Autowired private Application.Greetings greetings;
  @Autowired private StringRedisTemplate template;
  @Autowired private RedisConnectionFactory factory;

  @DynamicPropertySource
  static void redis(DynamicPropertyRegistry registry) {
    registry.add("spring.data.redis.url", SERVER::uri);
  }

  @BeforeEach
  void flush() {
    SERVER.server().call("FLUSHALL");
  }

  @AfterAll
  static void close() {
    SERVER.close();
  }

  @Test
  void aTemplate() {
    template.opsForValue().set("key", "value");

    assertThat(template.opsForValue().get("key")).isEqualTo("value");
  }

  @Test
  void springCache() throws InterruptedException {
    assertThat(greetings.greeting("world")).isEqualTo("hello, world");
    awaitKey("greetings::world"); // Spring Data may write to a cache in the background
    assertThat(greetings.greeting("world")).isEqualTo("hello, world");

    assertThat(template.opsForValue().get("asked")).isEqualTo("1");
    assertThat(template.hasKey("greetings::world")).isTrue();
  }

  private void awaitKey(String key) throws InterruptedException {
    for (int i = 0; i < 500 && !template.hasKey(key); i++) {
      Thread.sleep(10);
    }
  }

  @Test
  void springSession() {
    RedisTemplate<String, Object> operations = new RedisTemplate<>();
    operations.setConnectionFactory(factory);
    operations.setKeySerializer(RedisSerializer.string());
    operations.setHashKeySerializer(RedisSerializer.string());
    operations.afterPropertiesSet();
    RedisSessionRepository sessions = new RedisSessionRepository(operations);
    sessions.setDefaultMaxInactiveInterval(Duration.ofMinutes(5));

    check(sessions);
  }

  private <S extends Session> void check(SessionRepository<S> sessions) {
    S session = sessions.createSession();
    session.setAttribute("user", "somebody");
    sessions.save(session);

    assertThat(sessions.findById(session.getId()))
        .extracting(found -> found.<String>getAttribute("user"))
        .isEqualTo("somebody");
    assertThat(template.getExpire("spring:session:sessions:" + session.getId()))
        .isBetween(290L, 300L);
    sessions.deleteById(session.getId());
    assertThat(sessions.findById(session.getId())).isNull();
  }
}
