package io.fakeredis.module.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.Option;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.CommandException;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPathTest {
  private static final int SEED = 11;
  private static final int ROUNDS = 20_000;
  private static final String[] SIGNS = {
    "$",
    ".",
    "..",
    "*",
    "[",
    "]",
    "[0]",
    "[-1]",
    "[1:2]",
    "[::2]",
    "['a']",
    "[\"b\"]",
    "a",
    "b",
    "[?(@.a==1)]",
    "[?(",
    "@",
    ")",
    "==",
    "&&",
    "||",
    "\"",
    "'",
    "\\",
    " ",
    ",",
    ":",
    "1",
    "\u00ff"
  };

  /** What both languages have, and understand in the same way. */
  private static final List<String> SHARED =
      List.of(
          "$",
          "$.a",
          "$.a.b",
          "$['a']['c']",
          "$.*",
          "$.a[*]",
          "$..b",
          "$..*",
          "$..a.b",
          "$.a[0]",
          "$[0,1].b",
          "$.b[?(@.a)]",
          "$.b[?(@.a==1)]",
          "$.b[?(@.b>2)].b");

  @Test
  void findsWhatAnotherLibraryFinds() {
    SplittableRandom random = new SplittableRandom(SEED);
    Configuration configuration =
        Configuration.defaultConfiguration()
            .addOptions(Option.ALWAYS_RETURN_LIST, Option.SUPPRESS_EXCEPTIONS);
    for (int i = 0; i < ROUNDS / 10; i++) {
      Json document = aroundIt(RandomJson.value(random));
      Object parsed = configuration.jsonProvider().parse(JsonWriter.text(document).toString());
      for (String path : SHARED) {
        List<Object> expected =
            com.jayway.jsonpath.JsonPath.using(configuration).parse(parsed).read(path);
        assertThat(found(path, document)).as("%s in %s", path, parsed).hasSize(expected.size());
      }
    }
  }

  /** A document with the value in an object and in an array: filters test it only in the array. */
  private static Json aroundIt(Json value) {
    JsonArray array = new JsonArray();
    array.add(value);
    array.add(new Json.Whole(1));
    JsonObject object = new JsonObject();
    object.put(Bytes.of("a"), value);
    object.put(Bytes.of("b"), array);
    return object;
  }

  private static List<Node> found(String path, Json document) {
    return JsonPathWalk.find(JsonPathParser.parse(Bytes.of(path)), document);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "$[ | 2 | '<string>[,<string>,...]', '<number>', ['start:end:steps'], '*'",
        "$. | 2 | <string>, '*'",
        "$[01] | 2 | ['start:end:steps']",
        "$[8:2:-2] | 6 | pos_number",
        "$[?(@.a=1)] | 7 | ge, gt, le, lt, eq, ne, re, and, or, '..'",
        "$[?()] | 4 | single_filter",
        "$[?(@==)] | 7 | decimal, from_current, from_root, boolean_true, boolean_false, null"
      })
  void errorsTellOfTheRulesTriedFarthest(String path, int position, String rules) {
    assertThatThrownBy(() -> JsonPathParser.parse(Bytes.of(path)))
        .isInstanceOf(CommandException.class)
        .hasMessageStartingWith("Error occurred on position " + position + ",")
        .hasMessageEndingWith("expected one of the following: " + rules + ".");
  }

  @ParameterizedTest
  @ValueSource(strings = {"$.a", "$['a']", "$[0]", "$.a[0]['b c']"})
  void staticPathsLeadToOneValueAtMost(String path) {
    assertThat(JsonPathParser.parse(Bytes.of(path)).isStatic()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"$.*", "$..a", "$[0,1]", "$['a','b']", "$[0:1]", "$[?(@)]"})
  void allOthersAreNotStatic(String path) {
    assertThat(JsonPathParser.parse(Bytes.of(path)).isStatic()).isFalse();
  }

  @Test
  void anyTextIsAPathOrAnError() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < ROUNDS; i++) {
      Json document = RandomJson.value(random);
      try {
        JsonPath path = JsonPathParser.parse(RandomJson.text(random, SIGNS));
        assertThat(JsonPathWalk.find(path, document)).isNotNull();
      } catch (CommandException e) {
        assertThat(e).hasMessageContaining("Error occurred on position");
      }
    }
  }

  @Test
  void anyTextIsAPathOfValkeyOrAnError() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < ROUNDS; i++) {
      Json document = RandomJson.value(random);
      try {
        assertThat(ValkeySelector.read(RandomJson.text(random, SIGNS), document).unique())
            .isNotNull();
      } catch (ValkeyProblem.Failure e) {
        assertThat(e.problem()).isNotNull();
      }
    }
  }

  @Test
  void filtersWithinFiltersHaveALimit() {
    String path = "$" + "[?(@".repeat(100_000);
    assertThatThrownBy(() -> JsonPathParser.parse(Bytes.of(path)))
        .isInstanceOf(CommandException.class);
    assertThatThrownBy(() -> ValkeySelector.read(Bytes.of(path), new JsonArray()))
        .isInstanceOf(ValkeyProblem.Failure.class);
    String parentheses = "$[?" + "(".repeat(100_000);
    assertThatThrownBy(() -> JsonPathParser.parse(Bytes.of(parentheses)))
        .isInstanceOf(CommandException.class);
    assertThatThrownBy(() -> ValkeySelector.read(Bytes.of(parentheses), new JsonArray()))
        .isInstanceOf(ValkeyProblem.Failure.class);
  }
}
