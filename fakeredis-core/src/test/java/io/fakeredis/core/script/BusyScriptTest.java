package io.fakeredis.core.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.fakeredis.FakeServer;
import io.fakeredis.api.Reply;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Scripts that do not end by themselves. */
@Timeout(60)
class BusyScriptTest {
  private final FakeServer server =
      FakeServer.builder().profile("redis:7.2").config("busy-reply-threshold", "10").build();

  @AfterEach
  void close() {
    server.close();
  }

  private CompletableFuture<Reply> started(String... call) throws InterruptedException {
    CompletableFuture<Reply> reply = CompletableFuture.supplyAsync(() -> server.call(call));
    while (!isBusy()) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
    return reply;
  }

  private boolean isBusy() {
    return server.call("GET", "key") instanceof Reply.Error error
        && error.message().startsWith("BUSY ");
  }

  @Test
  void anotherClientEndsIt() throws Exception {
    CompletableFuture<Reply> script = started("EVAL", "while true do end", "0");
    assertThat(server.call("SCRIPT", "KILL")).isEqualTo(Reply.OK);
    assertThat(script.get().isError()).isTrue();
    assertThat(server.call("EVAL", "return 'sound'", "0")).isEqualTo(Reply.bulk("sound"));
  }

  @Test
  void noPcallHoldsItUp() throws Exception {
    CompletableFuture<Reply> script =
        started("EVAL", "while true do pcall(function() while true do end end) end", "0");
    assertThat(server.call("SCRIPT", "KILL")).isEqualTo(Reply.OK);
    assertThat(script.get().isError()).isTrue();
  }

  @Test
  void aPatternThatExplodesCanBeKilled() throws Exception {
    CompletableFuture<Reply> script =
        started("EVAL", "return ('a'):rep(100):find(('a*'):rep(30) .. 'b')", "0");
    assertThat(server.call("SCRIPT", "KILL")).isEqualTo(Reply.OK);
    assertThat(script.get().isError()).isTrue();
  }

  @Test
  void oneThatHasWrittenGoesOn() throws Exception {
    CompletableFuture<Reply> script =
        started(
            "EVAL",
            "redis.call('SET', 'key', 'v') for i = 1, 3e7 do end return redis.call('GET', 'key')",
            "0");
    Reply killed = server.call("SCRIPT", "KILL");
    assertThat(((Reply.Error) killed).message()).startsWith("UNKILLABLE ");
    assertThat(script.get()).isEqualTo(Reply.bulk("v"));
  }

  @Test
  void functionsAreKilledByTheirOwnCommand() throws Exception {
    server.call(
        "FUNCTION",
        "LOAD",
        "#!lua name=lib\nredis.register_function('spin', function() while true do end end)");
    CompletableFuture<Reply> function = started("FCALL", "spin", "0");
    assertThat(((Reply.Error) server.call("SCRIPT", "KILL")).message()).startsWith("BUSY ");
    assertThat(server.call("FUNCTION", "KILL")).isEqualTo(Reply.OK);
    assertThat(function.get().isError()).isTrue();
  }

  @Test
  void closingTheServerEndsIt() throws Exception {
    CompletableFuture<Reply> script = started("EVAL", "while true do end", "0");
    server.close();
    assertThat(script.handle((reply, failure) -> true).get()).isTrue();
  }
}
