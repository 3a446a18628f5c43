package io.fakeredis.core.script.lua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts that would run for ever can be stopped. */
class InterruptTest {

  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private final LuaWorld world = new LuaWorld(LuaWorld.REDIS_7_0);
  private int interrupts;

  @BeforeEach
  void killAtTheTenth() {
    world.state().interrupt(1000, this::interrupt);
  }

  private void interrupt() {
    if (++interrupts == 10) {
      throw new Killed();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "while true do end",
        "repeat until false",
        "for i = 1, math.huge do end",
        "local function f() return f() end f()",
        "while true do pcall(function() while true do end end) end",
        "while true do xpcall(error, error) end",
        "local co = coroutine.wrap(function() while true do coroutine.yield() end end)"
            + " while true do co() end",
        "for _ in function() return 1 end do end",
        "local t = setmetatable({}, {__index = function(t) return t.x end}) while true do"
            + " pcall(function() return t.x end) end",
        "return string.find(('a'):rep(40), ('a?'):rep(40) .. ('a'):rep(41))",
        "return string.match(('a'):rep(30000), '.-.-.-b')",
        "local t = {} for i = 1, 200 do t[i] = i end while true do table.sort(t) end"
      })
  void anEndlessScriptIsEnded(String script) {
    assertThatThrownBy(() -> world.run(script)).isInstanceOf(Killed.class);
  }

  @Test
  void theStateIsUsableAfterwards() {
    assertThatThrownBy(() -> world.run("while true do end")).isInstanceOf(Killed.class);
    assertThat(world.text("return 1 + 1")).isEqualTo("2");
  }

  @Test
  void aLuaErrorIsOneThatTheScriptCanCatch() {
    world
        .state()
        .interrupt(
            1000,
            () -> {
              throw new LuaError("Script killed by user with SCRIPT KILL.");
            });
    assertThat(world.text("return select(2, pcall(function() while true do end end))"))
        .isEqualTo("Script killed by user with SCRIPT KILL.");
  }
}
