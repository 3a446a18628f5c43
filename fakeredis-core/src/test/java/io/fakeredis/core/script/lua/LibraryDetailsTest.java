package io.fakeredis.core.script.lua;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Odd corners in which random programs, run on a real 7.0 as well, have found differences. */
class LibraryDetailsTest {

  private final LuaWorld world = new LuaWorld(LuaWorld.REDIS_7_0);

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "string.format, '%u', 1/0 ~ 0",
        "string.format, '%x', 2^63 ~ 8000000000000000",
        "string.format, '%.0c', 100 ~ d",
        "string.format, '%5c|', 0 ~ '    |'",
        "string.find, 'a)(.', '()%1', 4 ~ nil",
        "bit.bor, 1, 'x', 'y' ~ bad argument #3 to '?' (number expected, got string)",
        "cmsgpack.unpack, '\\129\\192\\1' ~ table index is nil",
        "cmsgpack.unpack, '\\129\\192\\145' ~ Missing bytes in input.",
        "struct.unpack, 'B', 'abc', -1 ~ bad argument #2 to '?' (data string too short)",
        "loadstring('return 1' .. '\\0') ~ 1",
        "tonumber, 'nan(1)' ~ nan",
      })
  void answersAsTheRealServer(String call, String expected) {
    assertThat(world.text("return select(2, pcall(" + call + "))")).isEqualTo(expected);
  }
}
