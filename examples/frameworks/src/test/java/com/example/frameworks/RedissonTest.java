package com.example.frameworks;

import static org.assertj.core.api.Assertions.assertThat;

import io.fakeredis.server.TcpFakeServer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.redisson.Redisson;
import org.redisson.api.RLock;
import org.redisson.api.RMap;
import org.redisson.api.RTopic;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;

/** Redisson over TCP. */
class RedissonTest {
  private final TcpFakeServer server = TcpFakeServer.start();
  private final RedissonClient redisson = Redisson.create(config());

  private Config config() {
    Config config = new Config();
    config
        .useSingleServer()
        .setAddress(server.uri().toString())
        .setConnectionMinimumIdleSize(1)
        .setConnectionPoolSize(4);
    return config;
  }

  @AfterEach
  void close() {
    redisson.shutdown();
    server.close();
  }

  @Test
  void maps() {
    RMap<String, Integer> map = redisson.getMap("map");
    assertThat(map.put("one", 1)).isNull();
    assertThat(map.put("one", 2)).isEqualTo(1);
    assertThat(map.putIfAbsent("one", 3)).isEqualTo(2);

    assertThat(map.readAllMap()).containsEntry("one", 2);
  }

  @Test
  void aLockIsHeldByOne() throws Exception {
    RLock lock = redisson.getLock("lock");
    lock.lock(10, TimeUnit.SECONDS);
    boolean taken =
        CompletableFuture.supplyAsync(() -> redisson.getLock("lock").tryLock())
            .get(5, TimeUnit.SECONDS);
    assertThat(taken).isFalse();

    CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(this::tryForAWhile);
    lock.unlock();
    assertThat(waiting.get(5, TimeUnit.SECONDS)).isTrue();
  }

  private boolean tryForAWhile() {
    try {
      return redisson.getLock("lock").tryLock(5, 10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Test
  void topics() throws Exception {
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    RTopic topic = redisson.getTopic("topic");
    topic.addListener(String.class, (channel, message) -> heard.add(message));

    assertThat(topic.publish("hello")).isEqualTo(1);
    assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo("hello");
  }
}
