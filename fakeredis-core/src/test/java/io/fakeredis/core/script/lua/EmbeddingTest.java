package io.fakeredis.core.script.lua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fakeredis.core.script.lua.CodePosition.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What code around the engine relies on. */
class EmbeddingTest {

  private final LuaWorld world = new LuaWorld(LuaWorld.REDIS_7_0);
  private final LuaState state = world.state();

  @Test
  void aChunkCanBeLoadedInSeveralStates() {
    Chunk chunk = world.compile("local t = {} t.x = (t.x or 0) + #ARGV return t.x");
    LuaWorld other = new LuaWorld(LuaWorld.REDIS_7_0);
    LuaTable arguments = other.state().newTable();
    arguments.set(1, LuaString.of("a"));
    other.state().globals().put("ARGV", arguments);
    assertThat(state.call(state.load(chunk), null)).containsExactly(0.0);
    assertThat(other.state().call(other.state().load(chunk), null)).containsExactly(1.0);
  }

  @Test
  void argumentsAndResultsPassThrough() {
    LuaFunction function = state.load(world.compile("return select('#', ...), ..."));
    assertThat(state.call(function, null, LuaString.of("a"), null, true))
        .containsExactly(3.0, LuaString.of("a"), null, true);
  }

  @Test
  void aJavaFunctionTakesArgumentsAndGivesResults() {
    LuaFunction sum =
        state.function(
            call -> {
              call.push(call.checkNumber(1) + call.checkNumber(2));
              call.push(call.count());
              return 2;
            });
    LuaFunction caller = state.load(world.compile("return (...)(1, '2', nil)"));
    assertThat(state.call(caller, null, sum)).hasSize(2).startsWith(3.0);
  }

  @Test
  void badArgumentsAreNamedAsInLua() {
    state.globals().put("twice", state.function(call -> call.result(call.checkNumber(1) * 2)));
    assertThat(world.error("return twice({})"))
        .isEqualTo("user_script:1: bad argument #1 to 'twice' (number expected, got table)");
    assertThat(world.error("local t = {m = twice} return t:m()"))
        .isEqualTo("user_script:1: calling 'm' on bad self (number expected, got table)");
  }

  @Test
  void aHandlerSeesWhereAnErrorHappens() {
    List<@Nullable CodePosition> seen = new ArrayList<>();
    ErrorHandler handler =
        (frame, error) -> {
          seen.add(frame.position(0));
          seen.add(frame.position(1));
          seen.add(frame.position(50));
          return LuaString.of("handled " + error);
        };
    LuaFunction function = state.load(world.compile("local x\nerror('boom')"));
    assertThatThrownBy(() -> state.call(function, handler))
        .hasMessage("handled user_script:2: boom");
    assertThat(seen)
        .containsExactly(
            new CodePosition(Kind.JAVA, "=[C]", -1),
            new CodePosition(Kind.MAIN, "@user_script", 2),
            null);
  }

  @Test
  void errorsCarryAnyValue() {
    LuaFunction function = state.load(world.compile("error({code = 7})"));
    assertThatThrownBy(() -> state.call(function, null))
        .isInstanceOfSatisfying(
            LuaError.class,
            e -> assertThat(((LuaTable) e.value()).get(LuaString.of("code"))).isEqualTo(7.0));
  }

  @Test
  void scriptsCannotChangeGlobalTables() {
    assertThat(world.error("x = 1")).isEqualTo("user_script:1: Attempt to modify a readonly table");
    assertThat(world.error("string.rep = nil"))
        .isEqualTo("user_script:1: Attempt to modify a readonly table");
    assertThat(world.error("return nothing"))
        .isEqualTo(
            "user_script:1: Script attempted to access nonexistent global variable 'nothing'");
  }

  @Test
  void upTo60GlobalsAreGuardedInLua() {
    LuaWorld old = new LuaWorld(LuaWorld.REDIS_6_0);
    assertThat(old.text("x = 1 string.y = 2 return x + string.y")).isEqualTo("3");
    assertThat(old.error("local function f() z = 1 end f()"))
        .isEqualTo("user_script:1: Script attempted to create global variable 'z'");
  }

  @Test
  void theRandomSequenceIsThatOfRedis() {
    assertThat(world.text("return math.random(100) .. ' ' .. math.random(100)")).isEqualTo("40 85");
    assertThat(world.text("math.randomseed(42) return math.random(1000)")).isEqualTo("745");
    state.restartRandom();
    assertThat(world.text("return math.random(100) .. ' ' .. math.random(100)")).isEqualTo("18 75");
  }
}
