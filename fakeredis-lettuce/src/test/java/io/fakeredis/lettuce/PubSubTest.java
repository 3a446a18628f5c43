package io.fakeredis.lettuce;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.SetArgs;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

@EveryWay
class PubSubTest {
  @AutoClose private final Site site;
  private final RedisCommands<String, String> redis;
  private final StatefulRedisPubSubConnection<String, String> subscriber;
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

  PubSubTest(Way way) {
    site = way.open();
    redis = site.sync();
    subscriber = site.client().connectPubSub();
    subscriber.addListener(new Listener());
  }

  private String next() throws InterruptedException {
    return String.valueOf(heard.poll(5, TimeUnit.SECONDS));
  }

  private final class Listener extends RedisPubSubAdapter<String, String> {
    @Override
    public void message(String channel, String message) {
      heard.add(channel + ": " + message);
    }

    @Override
    public void message(String pattern, String channel, String message) {
      heard.add(pattern + " " + channel + ": " + message);
    }

    @Override
    public void smessage(String channel, String message) {
      heard.add("shard " + channel + ": " + message);
    }
  }

  @Test
  void channels() throws Exception {
    subscriber.sync().subscribe("one", "two");

    assertThat(redis.publish("one", "hello")).isEqualTo(1);
    assertThat(redis.publish("three", "hello")).isEqualTo(0);
    assertThat(next()).isEqualTo("one: hello");

    subscriber.sync().unsubscribe("one");
    assertThat(redis.publish("one", "hello")).isEqualTo(0);
  }

  @Test
  void patterns() throws Exception {
    subscriber.sync().psubscribe("news.*");
    redis.publish("news.sport", "1:0");

    assertThat(next()).isEqualTo("news.* news.sport: 1:0");
  }

  @Test
  void shardedChannels() throws Exception {
    subscriber.sync().ssubscribe("shard");

    assertThat(redis.publish("shard", "not sharded")).isEqualTo(0);
    assertThat(redis.spublish("shard", "hello")).isEqualTo(1);
    assertThat(next()).isEqualTo("shard shard: hello");
  }

  @Test
  void reactiveMessages() throws Exception {
    Disposable listening =
        subscriber.reactive().observeChannels().subscribe(m -> heard.add("flux " + m.getMessage()));
    subscriber.reactive().subscribe("channel").block();
    redis.publish("channel", "hello");

    assertThat(next()).isEqualTo("channel: hello");
    assertThat(next()).isEqualTo("flux hello");
    listening.dispose();
  }

  @Test
  void subscriptionsOutliveTheConnection() throws Exception {
    subscriber.sync().subscribe("channel");
    site.fake().disconnect();
    site.fake().reconnect();
    Site.await(() -> site.sync().publish("channel", "hello") == 1);

    assertThat(next()).isEqualTo("channel: hello");
  }

  @Test
  void keyspaceEvents() throws Exception {
    redis.configSet("notify-keyspace-events", "KEA");
    subscriber.sync().subscribe("__keyspace@0__:key");
    redis.set("key", "value", SetArgs.Builder.px(10));

    assertThat(next()).isEqualTo("__keyspace@0__:key: set");
    assertThat(next()).isEqualTo("__keyspace@0__:key: expire");
    assertThat(next()).isEqualTo("__keyspace@0__:key: expired");
    redis.configSet("notify-keyspace-events", "");
  }
}
