package io.fakeredis.core.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.fakeredis.FakeServer;
import io.fakeredis.api.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts that try to leave their sandbox, or to take the server with them. */
class SandboxEscapeTest {
  private static final String NEWEST = "redis:8.6";
  private static final String INVENTORY =
      """
      local names = {}
      for name, value in pairs(_G) do names[#names + 1] = name .. ' ' .. type(value) end
      for name, value in pairs(string) do names[#names + 1] = name .. ' ' .. type(value) end
      for name, value in pairs(redis) do names[#names + 1] = name .. ' ' .. type(value) end
      table.sort(names)
      names[#names + 1] = redis.call('PING').ok
      return names
      """;

  private final FakeServer server = FakeServer.builder().profile(NEWEST).build();

  private Reply eval(String script) {
    return server.call("EVAL", script, "0");
  }

  /** Whatever a script did, the next one finds the world as it should be. */
  @AfterEach
  void theNextScriptFindsEverythingInPlace() {
    try (FakeServer untouched = FakeServer.builder().profile(NEWEST).build()) {
      assertThat(eval(INVENTORY)).isEqualTo(untouched.call("EVAL", INVENTORY, "0"));
    }
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "string.rep = 1",
        "redis.call = function() return 'mine' end",
        "getmetatable('').__index = {}",
        "getmetatable('').__index.upper = string.lower",
        "setmetatable(_G, nil)",
        "setmetatable(_G, {__index = function() return 1 end})",
        "rawset(_G, 'leak', 1)",
        "rawset(string, 'leak', 1)",
        "_G.leak = 1",
        "getmetatable(_G).__index = nil",
        "table.insert(redis, 1)",
        "table.sort(string)  string.x = 1",
        "loadstring('leak = 1')()",
        "load(function() return nil end)() leak = 1",
        "coroutine.wrap(function() leak = 1 end)()",
        "xpcall(function() leak = 1 end, function() rawset(_G, 'leak', 1) end) leak = 1",
        "for name in pairs(_G) do _G[name] = nil end",
        "setfenv(1, {})",
        "getfenv(0).leak = 1",
        "newproxy(true)",
        "debug.getinfo(1)",
        "io.open('/etc/passwd')",
        "os.execute('true')",
        "require('os')",
        "dofile('/etc/passwd')",
        "package.loaded.os = nil",
        "print('x')"
      })
  void nothingCanBeChangedOrReachedThatIsNotTheScriptsOwn(String script) {
    assertThat(eval(script)).isInstanceOf(Reply.Error.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "return loadstring(string.dump(function() return 1 end))",
        "return (loadstring('\\27Lua\\81\\0\\1\\4\\8\\4\\8\\0'))",
        "local once = '\\27Lua' return (load(function() local s = once once = nil return s end))"
      })
  void bytecodeIsNotLoaded(String script) {
    assertThat(eval(script)).isIn(Reply.NULL, Reply.bulk(""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "return ('x'):rep(1e10)",
        "local t = {} for i = 1, 1e9 do t = {t} if i % 1e6 == 0 then error('enough') end end",
        "local function f() return 1 + f() end return f()",
        "local t = setmetatable({}, {}) getmetatable(t).__index = t return t.x.y",
        "local t = setmetatable({}, {__index = function(t, k) return t[k] end}) return t.x",
        "return string.format('%99999d', 1)",
        "return ('a'):rep(300000):find(('a?'):rep(3000) .. ('a'):rep(3000))",
        "return table.concat({1, {}, 3})",
        "return cjson.decode(('['):rep(100000))",
        "local t = {} t[1] = t return cjson.encode(t)",
        "return struct.unpack('>I2147483647', 'x')",
        "return unpack({}, 1, 1e8)",
        "error(setmetatable({}, {__tostring = function() error('again') end}))",
        "error({err = {}})"
      })
  void whatAsksForTooMuchFails(String script) {
    assertThat(eval(script)).isInstanceOf(Reply.Error.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"redis:6.0", "redis:6.2", "redis:7.0", NEWEST})
  void aTableThatHoldsItselfHasAnErrorInItsDepth(String profile) {
    try (FakeServer other = FakeServer.builder().profile(profile).build()) {
      Reply reply = other.call("EVAL", "local t = {} t[1] = t return t", "0");
      while (reply instanceof Reply.Array array) {
        reply = array.items().get(0);
      }
      assertThat(reply).isEqualTo(Reply.error("ERR reached lua stack limit"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"error({})", "error()", "error(nil)", "error(true)", "error({err = 1})"})
  void strangeErrorsAreToldOnAllServers(String script) {
    for (String profile : new String[] {"redis:6.0", "redis:6.2", "redis:7.0", NEWEST}) {
      try (FakeServer other = FakeServer.builder().profile(profile).build()) {
        assertThat(other.call("EVAL", script, "0")).isInstanceOf(Reply.Error.class);
      }
    }
  }
}
