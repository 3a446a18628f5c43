package com.example.frameworks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.RedisOperations;
import org.springframework.data.redis.core.SessionCallback;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.data.redis.listener.ChannelTopic;
import org.springframework.data.redis.listener.RedisMessageListenerContainer;

/** What an application does with Spring Data Redis, whatever lies beneath. */
final class TemplateScenarios {
  private final RedisConnectionFactory factory;
  private final StringRedisTemplate template;

  TemplateScenarios(RedisConnectionFactory factory) {
    this.factory = factory;
    this.template = new StringRedisTemplate(factory);
  }

  void values() {
    template.opsForValue().set("key", "value");
    template.opsForHash().put("hash", "field", "value");
    template.opsForZSet().add("zset", "member", 1.5);

    assertThat(template.opsForValue().get("key")).isEqualTo("value");
    assertThat(template.opsForHash().entries("hash")).containsEntry("field", "value");
    assertThat(template.opsForZSet().score("zset", "member")).isEqualTo(1.5);
    assertThat(template.keys("*")).containsExactlyInAnyOrder("key", "hash", "zset");
  }

  void transactions() {
    List<Object> results = template.execute(new Increments());

    assertThat(results).containsExactly(1L, 2L);
  }

  private static final class Increments implements SessionCallback<List<Object>> {
    @Override
    @SuppressWarnings("unchecked")
    public <K, V> List<Object> execute(RedisOperations<K, V> operations)
        throws DataAccessException {
      RedisOperations<String, String> strings = (RedisOperations<String, String>) operations;
      strings.multi();
      strings.opsForValue().increment("counter");
      strings.opsForValue().increment("counter");
      return strings.exec();
    }
  }

  void scripts() {
    RedisScript<Long> script =
        RedisScript.of("return redis.call('INCRBY', KEYS[1], ARGV[1])", Long.class);

    assertThat(template.execute(script, List.of("counter"), "5")).isEqualTo(5);
  }

  void messages() throws Exception {
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    RedisMessageListenerContainer container = new RedisMessageListenerContainer();
    container.setConnectionFactory(factory);
    container.addMessageListener(
        (message, pattern) -> heard.add(new String(message.getBody(), StandardCharsets.UTF_8)),
        new ChannelTopic("channel"));
    container.afterPropertiesSet();
    container.start();
    try {
      template.convertAndSend("channel", "hello");

      assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo("hello");
    } finally {
      container.destroy();
    }
  }
}
