package com.example.frameworks;

import static org.assertj.core.api.Assertions.assertThat;

import io.fakeredis.FakeServer;
import io.fakeredis.api.Reply;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/** A Spring Boot application without a socket: Boot's own connection factory steps back. */
@SpringBootTest(classes = {Application.class, SpringBootInProcessTest.Redis.class})
class SpringBootInProcessTest {
  @Autowired private StringRedisTemplate template;
  @Autowired private FakeServer server;

  @TestConfiguration
  static class Redis {
    @Bean(destroyMethod = "close")
    FakeServer fakeServer() {
      return FakeServer.builder().profile("redis:7.2").build();
    }

    @Bean
    RedisConnectionFactory redisConnectionFactory(FakeServer server) {
      return new FakeLettuceConnectionFactory(server);
    }
  }

  @Test
  void aTemplate() {
    template.opsForValue().set("key", "value");

    assertThat(server.call("GET", "key")).isEqualTo(Reply.bulk("value"));
  }
}
