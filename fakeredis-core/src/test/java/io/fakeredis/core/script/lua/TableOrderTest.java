package io.fakeredis.core.script.lua;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The order of keys that real servers showed. */
class TableOrderTest {

  private static final String KEYS =
      " local r = {} for k in pairs(t) do r[#r+1] = tostring(k) end return table.concat(r, ',')";
  private static final String VALUES =
      " local r = {} for k, v in pairs(t) do r[#r+1] = v end return table.concat(r, ',')";

  private static final String FIELDS =
      "local t = {} t.id=1 t.name=2 t.email=3 t.age=4 t.city=5 t.zip=6 t.country=7 t.phone=8"
          + " t.active=9";
  private static final String LONG_KEYS =
      "local t = {} for i = 1, 12 do t[('x'):rep(i * 7)] = i end";

  private static String order(LuaDialect dialect, String script) {
    return new LuaWorld(dialect).text(script);
  }

  @Test
  void shortKeysAreInOneOrderUpToValkey80() {
    String expected = "country,id,age,email,city,zip,active,phone,name";
    assertThat(order(LuaWorld.REDIS_6_0, FIELDS + KEYS)).isEqualTo(expected);
    assertThat(order(LuaWorld.REDIS_7_0, FIELDS + KEYS)).isEqualTo(expected);
  }

  @Test
  void valkey81HashesOtherwise() {
    assertThat(order(LuaWorld.VALKEY_9_1, FIELDS + KEYS))
        .isEqualTo("zip,age,name,email,phone,city,active,country,id");
    assertThat(order(LuaWorld.VALKEY_9_1, LONG_KEYS + VALUES))
        .isEqualTo("1,12,6,4,3,7,11,10,9,5,8,2");
  }

  @Test
  void longKeysAreSampledUpTo62() {
    assertThat(order(LuaWorld.REDIS_6_0, LONG_KEYS + VALUES))
        .isEqualTo("6,5,3,2,8,9,4,12,11,10,7,1");
    assertThat(order(LuaWorld.REDIS_7_0, LONG_KEYS + VALUES))
        .isEqualTo("3,2,12,11,4,10,8,9,7,6,5,1");
  }

  @Test
  void aFieldSetToNilKeepsItsSlotUntilTheTableGrows() {
    String script = "local t = {a=1, b=2} t.c = 3 t.a = nil t.d = 4 t.e = 5" + KEYS;
    assertThat(order(LuaWorld.REDIS_7_0, script)).isEqualTo("e,d,c,b");
    assertThat(order(LuaWorld.VALKEY_9_1, script)).isEqualTo("d,e,c,b");
  }

  @Test
  void itemsBeyondAHoleLieInTheHashPart() {
    String script = "local t = {1, 2, nil, 4, x=1, [7]=7}" + KEYS;
    assertThat(order(LuaWorld.REDIS_7_0, script)).isEqualTo("1,2,4,7,x");
    assertThat(order(LuaWorld.VALKEY_9_1, script)).isEqualTo("1,2,4,x,7");
  }

  @Test
  void fieldsMayBeClearedWhileTheTableIsWalked() {
    LuaWorld world = new LuaWorld(LuaWorld.REDIS_7_0);
    String script =
        "local t = {} for i = 1, 100 do t['k' .. i] = i t[i] = i end"
            + " for k in pairs(t) do t[k] = nil end return next(t)";
    assertThat(world.run(script)[0]).isNull();
  }

  @Test
  void aTableServesJavaToo() {
    LuaTable table = new LuaState(LuaWorld.REDIS_7_0).newTable();
    table.put("name", LuaString.of("x"));
    table.set(1, 10.0);
    table.set(2, 20.0);
    table.put((Object) 2.5, true);
    assertThat(table.length()).isEqualTo(2);
    assertThat(table.get(LuaString.of("name"))).isEqualTo(LuaString.of("x"));
    assertThat(table.get(2)).isEqualTo(20.0);
    assertThat(table.get((Object) 2.5)).isEqualTo(true);
    int count = 0;
    for (int i = table.advance(0); i >= 0; i = table.advance(i + 1)) {
      assertThat(table.valueAt(i)).isEqualTo(table.get(table.keyAt(i)));
      count++;
    }
    assertThat(count).isEqualTo(4);
  }
}
