package io.fakeredis.core.script.lua;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Snippets of Lua and what one server, Redis 7.0.15, answered to them in this order. */
class RecordedAnswersTest {

  /** This build of 7.0.15 has no setfenv, like 8.0; nor has it os, which 8.0 has. */
  private static final LuaDialect PROBED =
      new LuaDialect(StringHash.WHOLE, true, false, false, false, true, true, false, "");

  @TestFactory
  Stream<DynamicTest> language() {
    LuaWorld world = new LuaWorld(PROBED);
    return tests("language.txt", (snippet, answer) -> checkSnippet(world, snippet, answer));
  }

  @TestFactory
  Stream<DynamicTest> libraries() {
    LuaWorld world = new LuaWorld(PROBED);
    return tests("libraries.txt", (snippet, answer) -> checkExpression(world, snippet, answer));
  }

  private static Stream<DynamicTest> tests(String resource, BiConsumer<String, String> check) {
    List<DynamicTest> tests = new ArrayList<>();
    for (Iterator<String> lines = lines(resource).iterator(); lines.hasNext(); ) {
      String snippet = lines.next();
      String answer = lines.next().substring(4);
      tests.add(DynamicTest.dynamicTest(snippet, () -> check.accept(snippet, answer)));
    }
    return tests.stream();
  }

  private static List<String> lines(String resource) {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                RecordedAnswersTest.class.getResourceAsStream(resource), StandardCharsets.UTF_8))) {
      return reader.lines().filter(line -> !line.startsWith("-- ")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void checkSnippet(LuaWorld world, String snippet, String answer) {
    assertThat(withoutAddresses(answerTo(world, snippet))).isEqualTo(answer);
  }

  private static String answerTo(LuaWorld world, String snippet) {
    Chunk chunk;
    try {
      chunk = world.compile("return pcall(function() " + snippet.replace('⏎', '\n') + " end)");
    } catch (LuaError e) {
      return "ERR:ERR Error compiling script (new function): " + e.getMessage();
    }
    StringJoiner answer = new StringJoiner("|");
    for (Object value : world.state().call(world.state().load(chunk), null)) {
      boolean isString = value instanceof LuaString;
      answer.add(isString ? '"' + shown(world, value) + '"' : shown(world, value));
    }
    return answer.toString();
  }

  private static void checkExpression(LuaWorld world, String expression, String answer) {
    Object[] results = world.run("return pcall(function() return " + expression + " end)");
    Object value = results.length > 1 ? results[1] : null;
    String mark = results[0] == Boolean.TRUE ? "" : "!";
    String text = mark + (value instanceof LuaString ? "s:" : "") + shown(world, value);
    assertThat(withoutAddresses(text)).isEqualTo(answer);
  }

  private static String shown(LuaWorld world, @Nullable Object value) {
    StringBuilder text = new StringBuilder();
    for (byte b : world.state().plainText(value).bytes()) {
      boolean plain = b >= ' ' && b < 127 && (b != '\\' || !(value instanceof LuaString));
      text.append(plain ? String.valueOf((char) b) : String.format("\\x%02x", b));
    }
    return text.toString();
  }

  private static String withoutAddresses(String text) {
    return text.replaceAll("0x7[0-9a-f]{11}", "0x0");
  }
}
