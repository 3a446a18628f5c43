package io.fakeredis.jedis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.JedisShardedPubSub;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.UnifiedJedis;

@EveryWay
class PubSubTest {
  @AutoClose private final Site site;
  private final Jedis jedis;
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

  PubSubTest(Way way) {
    site = way.open();
    jedis = site.jedis();
  }

  private String next() throws InterruptedException {
    return String.valueOf(heard.poll(5, TimeUnit.SECONDS));
  }

  private final class Listener extends JedisPubSub {
    @Override
    public void onMessage(String channel, String message) {
      heard.add(channel + ": " + message);
    }

    @Override
    public void onPMessage(String pattern, String channel, String message) {
      heard.add(pattern + " " + channel + ": " + message);
    }

    @Override
    public void onSubscribe(String channel, int subscribed) {
      heard.add("subscribed " + channel + " " + subscribed);
    }

    @Override
    public void onPSubscribe(String pattern, int subscribed) {
      heard.add("subscribed " + pattern + " " + subscribed);
    }
  }

  private CompletableFuture<Void> subscribe(JedisPubSub listener, String... channels) {
    return site.elsewhere(
        client -> {
          client.subscribe(listener, channels);
          return null;
        });
  }

  @Test
  void channels() throws Exception {
    Listener listener = new Listener();
    var over = subscribe(listener, "one", "two");
    assertThat(next()).isEqualTo("subscribed one 1");
    assertThat(next()).isEqualTo("subscribed two 2");

    assertThat(jedis.publish("one", "hello")).isEqualTo(1);
    assertThat(jedis.publish("three", "hello")).isEqualTo(0);
    assertThat(next()).isEqualTo("one: hello");

    listener.unsubscribe();
    over.get(5, TimeUnit.SECONDS);
    assertThat(jedis.publish("one", "hello")).isEqualTo(0);
  }

  @Test
  void patterns() throws Exception {
    Listener listener = new Listener();
    var over =
        site.elsewhere(
            client -> {
              client.psubscribe(listener, "news.*");
              return true;
            });
    assertThat(next()).isEqualTo("subscribed news.* 1");

    jedis.publish("news.sport", "1:0");
    assertThat(next()).isEqualTo("news.* news.sport: 1:0");

    listener.punsubscribe();
    assertThat(over.get(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aSubscriberSubscribesToMore() throws Exception {
    Listener listener = new Listener();
    var over = subscribe(listener, "one");
    assertThat(next()).isEqualTo("subscribed one 1");
    listener.subscribe("two");
    assertThat(next()).isEqualTo("subscribed two 2");
    jedis.publish("two", "hello");
    assertThat(next()).isEqualTo("two: hello");
    listener.unsubscribe();
    over.get(5, TimeUnit.SECONDS);
  }

  @Test
  void shardedChannels() throws Exception {
    UnifiedJedis unified = site.unified();
    JedisShardedPubSub listener =
        new JedisShardedPubSub() {
          @Override
          public void onSMessage(String channel, String message) {
            heard.add(channel + ": " + message);
          }

          @Override
          public void onSSubscribe(String channel, int subscribed) {
            heard.add("subscribed " + channel);
          }
        };
    var over =
        site.elsewhere(
            client -> {
              listener.proceed(client.getConnection(), "shard");
              return true;
            });
    assertThat(next()).isEqualTo("subscribed shard");

    assertThat(unified.publish("shard", "not sharded")).isEqualTo(0);
    jedis.sendCommand(Protocol.Command.SPUBLISH, "shard", "hello");
    assertThat(next()).isEqualTo("shard: hello");

    listener.sunsubscribe();
    assertThat(over.get(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void keyspaceEvents() throws Exception {
    jedis.configSet("notify-keyspace-events", "KEA");
    Listener listener = new Listener();
    var over = subscribe(listener, "__keyspace@0__:key");
    next();
    jedis.set("key", "value");
    assertThat(next()).isEqualTo("__keyspace@0__:key: set");
    jedis.pexpire("key", 10);
    assertThat(next()).isEqualTo("__keyspace@0__:key: expire");
    assertThat(next()).isEqualTo("__keyspace@0__:key: expired");
    jedis.configSet("notify-keyspace-events", "");
    listener.unsubscribe();
    over.get(5, TimeUnit.SECONDS);
  }
}
