package io.fakeredis.jedis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.AbstractTransaction;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Response;
import redis.clients.jedis.Transaction;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;

@EveryWay
class TransactionsTest {
  @AutoClose private final Site site;
  private final Jedis jedis;

  TransactionsTest(Way way) {
    site = way.open();
    jedis = site.jedis();
  }

  @Test
  void allOrNothingIsSeen() {
    Transaction transaction = jedis.multi();
    Response<Long> first = transaction.incr("counter");
    Response<Long> second = transaction.incr("counter");

    assertThat(site.jedis().get("counter")).isNull();
    assertThat(transaction.exec()).containsExactly(1L, 2L);
    assertThat(first.get()).isEqualTo(1);
    assertThat(second.get()).isEqualTo(2);
  }

  @Test
  void discardForgets() {
    Transaction transaction = jedis.multi();
    transaction.set("key", "value");
    transaction.discard();

    assertThat(jedis.exists("key")).isFalse();
  }

  @Test
  void aWatchedKeyThatChangesAborts() {
    jedis.set("key", "old");
    jedis.watch("key");
    Transaction transaction = jedis.multi();
    transaction.set("key", "mine");
    site.jedis().set("key", "theirs");

    assertThat(transaction.exec()).isNull();
    assertThat(jedis.get("key")).isEqualTo("theirs");
  }

  @Test
  void aFailedCommandLeavesTheOthers() {
    jedis.set("string", "value");
    Transaction transaction = jedis.multi();
    Response<Long> failed = transaction.lpush("string", "element");
    transaction.set("other", "value");
    transaction.exec();

    assertThatThrownBy(failed::get).isInstanceOf(JedisDataException.class);
    assertThat(jedis.get("other")).isEqualTo("value");
  }

  @Test
  void theUnifiedClientHasThemToo() {
    UnifiedJedis unified = site.unified();
    try (AbstractTransaction transaction = unified.multi()) {
      transaction.set("key", "value");
      transaction.get("key");

      assertThat(transaction.exec()).containsExactly("OK", "value");
    }
  }
}
