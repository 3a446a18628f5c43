package io.fakeredis.core.script.lua;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** Depth and size end in Lua errors, on a thread with little stack too. */
class LimitsTest {

  private static final long SMALL_STACK = 512 * 1024;

  private static String onSmallStack(Callable<String> task) {
    FutureTask<String> future = new FutureTask<>(task);
    new Thread(null, future, "small stack", SMALL_STACK).start();
    try {
      return future.get();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static String text(String script) {
    return onSmallStack(() -> new LuaWorld(LuaWorld.REDIS_7_0).text(script));
  }

  @Test
  void functionsNestToTheLimitOfTheirStack() {
    String script =
        "local function f(n) if n == 0 then return 0 end return 1 + f(n - 1) end return f(15000)";
    assertThat(text(script)).isEqualTo("15000");
  }

  @Test
  void endlessRecursionIsAnError() {
    String script =
        "local function f() return 1 + f() end"
            + " local ok, e = pcall(f) local again, e2 = pcall(f) return e .. e2";
    assertThat(text(script))
        .isEqualTo("user_script:1: stack overflowuser_script:1: stack overflow");
  }

  @Test
  void callsThroughJavaNestTo200() {
    String script =
        "local s local function f(n) s = n string.gsub('a', 'a', function() f(n + 1) end) end"
            + " local ok, e = pcall(f, 1) return s .. ' ' .. e";
    assertThat(text(script)).isEqualTo("198 C stack overflow");
  }

  @Test
  void coroutinesNestNoDeeperThanCalls() {
    String script =
        "local function f(n) return coroutine.wrap(function() return f(n + 1) end)() end"
            + " return (select(2, pcall(f, 1)):gsub('user_script:1: ', ''))";
    assertThat(text(script)).isEqualTo("C stack overflow");
  }

  @Test
  void syntaxNestsTo200() {
    assertThat(text("return loadstring('return ' .. ('('):rep(190) .. 7 .. (')'):rep(190))()"))
        .isEqualTo("7");
    String tooDeep = "return select(2, loadstring(('do '):rep(300) .. ('end '):rep(300)))";
    assertThat(text(tooDeep)).contains("chunk has too many syntax levels");
  }

  @Test
  void jsonNestsTo1000() {
    String script = "return #cjson.encode(cjson.decode(('['):rep(1000) .. (']'):rep(1000)))";
    assertThat(text(script)).isEqualTo("2000");
  }

  @Test
  void messagePackNestsDeeply() {
    String script = "return type(cmsgpack.unpack(('\\145'):rep(3900) .. '\\1'))";
    assertThat(text(script)).isEqualTo("table");
    String tooDeep = "return select(2, pcall(cmsgpack.unpack, ('\\145'):rep(5000) .. '\\1'))";
    assertThat(text(tooDeep)).contains("stack overflow");
  }

  @Test
  void patternsWithVeryManyItemsAreRefused() {
    String script = "return select(2, pcall(string.find, ('a'):rep(9000), ('a?'):rep(9000)))";
    assertThat(text(script)).isEqualTo("pattern too complex");
  }

  @Test
  void hugeStringsAreRefused() {
    assertThat(text("return select(2, pcall(string.rep, 'x', 2 ^ 31 - 1))"))
        .isEqualTo("not enough memory");
    assertThat(text("return select(2, pcall(string.rep, ('x'):rep(65536), 65536))"))
        .isEqualTo("not enough memory");
  }

  @Test
  void hundredsOfThousandsOfCoroutinesNeedNoThreads() {
    String script =
        "local t = {} for i = 1, 20000 do t[i] = coroutine.wrap(function(a)"
            + " while true do a = a + coroutine.yield(a) end end) t[i](i) end"
            + " local s = 0 for i = 1, #t do s = s + t[i](1) end return s";
    assertThat(text(script)).isEqualTo("200030000");
  }
}
