package com.example.frameworks;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Service;

/** An application that keeps things in Redis and caches there. */
@SpringBootApplication
@EnableCaching
class Application {

  /** Answers slowly, therefore once. */
  @Service
  static class Greetings {
    private final StringRedisTemplate template;

    Greetings(StringRedisTemplate template) {
      this.template = template;
    }

    @Cacheable("greetings")
    public String greeting(String name) {
      template.opsForValue().increment("asked");
      return "hello, " + name;
    }
  }
}
