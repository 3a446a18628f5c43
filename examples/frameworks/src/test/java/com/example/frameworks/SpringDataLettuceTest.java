package com.example.frameworks;

import static org.assertj.core.api.Assertions.assertThat;

import io.fakeredis.FakeServer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;

/** Spring Data Redis with Lettuce, in process. */
class SpringDataLettuceTest {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @AutoClose private final FakeServer server = FakeServer.create();
  private final FakeLettuceConnectionFactory factory = new FakeLettuceConnectionFactory(server);
  private final TemplateScenarios scenarios = new TemplateScenarios(factory);

  @AfterEach
  void destroy() {
    factory.destroy();
  }

  @Test
  void values() {
    scenarios.values();
  }

  @Test
  void transactions() {
    scenarios.transactions();
  }

  @Test
  void scripts() {
    scenarios.scripts();
  }

  @Test
  void messages() throws Exception {
    scenarios.messages();
  }

  @Test
  void reactive() {
    ReactiveStringRedisTemplate template = new ReactiveStringRedisTemplate(factory);
    String value =
        template
            .opsForValue()
            .set("key", "value")
            .then(template.opsForValue().get("key"))
            .block(PATIENCE);

    assertThat(value).isEqualTo("value");
  }
}
