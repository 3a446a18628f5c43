package io.fakeredis.core.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.fakeredis.FakeServer;
import io.fakeredis.ManualClock;
import io.fakeredis.api.Reply;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rate limiters as applications write them, which read the server's time. */
class RateLimiterTest {
  private static final String SLIDING_WINDOW =
      """
      local time = redis.call('TIME')
      local now = time[1] * 1000 + math.floor(time[2] / 1000)
      local window, limit = tonumber(ARGV[1]), tonumber(ARGV[2])
      redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - window)
      if redis.call('ZCARD', KEYS[1]) >= limit then
        local oldest = redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')
        return {0, oldest[2] + window - now}
      end
      redis.call('ZADD', KEYS[1], now, now .. '-' .. redis.call('INCR', KEYS[1] .. ':n'))
      redis.call('PEXPIRE', KEYS[1], window)
      return {1, limit - redis.call('ZCARD', KEYS[1])}
      """;

  private static final String TOKEN_BUCKET =
      """
      local rate, capacity, wanted = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
      local time = redis.call('TIME')
      local now = time[1] + time[2] / 1e6
      local state = redis.call('HMGET', KEYS[1], 'tokens', 'at')
      local tokens = tonumber(state[1]) or capacity
      local at = tonumber(state[2]) or now
      tokens = math.min(capacity, tokens + (now - at) * rate)
      local allowed = tokens >= wanted
      if allowed then tokens = tokens - wanted end
      redis.call('HSET', KEYS[1], 'tokens', tokens, 'at', string.format('%.6f', now))
      redis.call('EXPIRE', KEYS[1], math.ceil(capacity / rate) * 2)
      return {allowed and 1 or 0, tostring(math.floor(tokens))}
      """;

  private final ManualClock clock = ManualClock.startingNow();

  private FakeServer server(String profile) {
    return FakeServer.builder().profile(profile).clock(clock).build();
  }

  private static Reply answer(int allowed, int rest) {
    return Reply.array(Reply.integer(allowed), Reply.integer(rest));
  }

  @ParameterizedTest
  @ValueSource(strings = {"redis:6.2", "redis:7.0", "redis:8.6"})
  void slidingWindow(String profile) {
    try (FakeServer server = server(profile)) {
      String[] call = {"EVAL", SLIDING_WINDOW, "1", "hits", "1000", "2"};
      assertThat(server.call(call)).isEqualTo(answer(1, 1));
      clock.advance(Duration.ofMillis(300));
      assertThat(server.call(call)).isEqualTo(answer(1, 0));
      assertThat(server.call(call)).isEqualTo(answer(0, 700));
      clock.advance(Duration.ofMillis(700));
      assertThat(server.call(call)).isEqualTo(answer(1, 0));
      clock.advance(Duration.ofMillis(1001));
      assertThat(server.call("EXISTS", "hits")).isEqualTo(Reply.ZERO);
    }
  }

  @Test
  void tokenBucket() {
    try (FakeServer server = server("redis:7.2")) {
      String[] call = {"EVAL", TOKEN_BUCKET, "1", "bucket", "2", "4", "3"};
      assertThat(server.call(call)).isEqualTo(bucket(1, "1"));
      assertThat(server.call(call)).isEqualTo(bucket(0, "1"));
      clock.advance(Duration.ofMillis(1000));
      assertThat(server.call(call)).isEqualTo(bucket(1, "0"));
      assertThat(server.call("TTL", "bucket")).isEqualTo(Reply.integer(4));
    }
  }

  private static Reply bucket(int allowed, String tokens) {
    return Reply.array(Reply.integer(allowed), Reply.bulk(tokens));
  }
}
