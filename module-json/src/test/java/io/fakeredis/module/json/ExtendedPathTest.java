package io.fakeredis.module.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.fakeredis.FakeServer;
import io.fakeredis.api.Reply;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths with expressions, which RedisJSON has since Redis 8.10. */
class ExtendedPathTest {
  private static final char NO_QUOTE = '\u0001';
  private static final int SEED = 29;
  private static final int ROUNDS = 20_000;
  private static final List<String> SIGNS =
      List.of(
          ("$ @ .a .b .* .. [*] [0] [?@ [?(@.a [?! ( ) ] ] == != < in nin subsetof noneof size"
                  + " empty true 1 2.5 -1 \"x\" [1,2] [] {} {\"a\":1} ~ .keys() .length() .count()"
                  + " .first() .append( sum( index( , + - * / % && || ! =~")
              .split(" "));

  @AutoClose private final FakeServer server = FakeServer.builder().profile("redis:8.10").build();

  private Reply get(String document, String... paths) {
    server.call("JSON.SET", "k", "$", document);
    String[] words = new String[paths.length + 2];
    words[0] = "JSON.GET";
    words[1] = "k";
    System.arraycopy(paths, 0, words, 2, paths.length);
    return server.call(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = NO_QUOTE,
      value = {
        "[{\"a\":1,\"b\":1},{\"b\":2},{\"a\":1},{\"c\":3}]; $[?!@.a]; [{\"b\":2},{\"c\":3}]",
        "[{\"a\":1,\"b\":1},{\"b\":2},{\"a\":1},{\"c\":3}]; $[?!(@.a==1)]; [{\"b\":2},{\"c\":3}]",
        "[{\"a\":1,\"b\":1},{\"b\":2},{\"a\":1},{\"c\":3}]; $[?!@.a && @.b]; [{\"b\":2}]",
        "[{\"a\":1},{\"b\":2}]; $[?!!@.a]; [{\"a\":1}]",
        "[{\"a\":1},{\"a\":2}]; $[?!@.a==1]; [{\"a\":2}]",
        "[{\"a\":1},{\"b\":2},{\"c\":3}]; $[?!(@.a || @.b)]; [{\"c\":3}]",
        "[[1],[2],[1,2],[1,[2]]]; $[?(@ == [1])]; [[1]]",
        "[[1],[2],[1,2],[1,[2]]]; $[?(@ == [1,[2]])]; [[1,[2]]]",
        "[{\"x\":1},{\"x\":2},{\"y\":1}]; $[?(@ == {\"x\":1})]; [{\"x\":1}]",
        "[{\"a\":2,\"b\":3},{\"a\":5,\"b\":2}]; $[?@.a + 1 == 3]; [{\"a\":2,\"b\":3}]",
        "[{\"a\":2,\"b\":3},{\"a\":5,\"b\":2}]; $[?@.a + @.b * 2 == 8]; [{\"a\":2,\"b\":3}]",
        "[{\"a\":2,\"b\":3},{\"a\":5,\"b\":2}]; $[?(@.a + @.b) * 2 == 10]; [{\"a\":2,\"b\":3}]",
        "[1,3]; $[?(@) * 2 == 6]; [3]",
        "[{\"a\":5}]; $[?@.a / 0 == 0]; []",
        "[{\"a\":-9223372036854775808}]; $[?@.a % -1 == 0]; []",
        "[{\"a\":3.5},{\"a\":4}]; $[?@.a % 2 == 1.5]; [{\"a\":3.5}]",
        "[{\"a\":3},{\"a\":1}]; $[?-@.a == -3]; [{\"a\":3}]",
        "[{\"a+1\":5},{\"a\":2}]; $[?@.a+1]; [{\"a+1\":5}]",
        "[1,2,3,4]; $[?@ in [2,4]]; [2,4]",
        "[1,2,3,4]; $[?@ nin [2,4]]; [1,3]",
        "[1.0,2.0,3.0]; $[?@ in [1,2]]; [1.0,2.0]",
        "{\"a\":[1,2,3,4],\"allow\":[2,3]}; $.a[?@ in $.allow]; [2,3]",
        "[{\"vals\":[1,2,[4]]},{\"vals\":[1,2]}]; $[?[4] in @.vals]; [{\"vals\":[1,2,[4]]}]",
        "[{\"v\":2,\"set\":5}]; $[?@.v nin @.set]; [{\"v\":2,\"set\":5}]",
        "[[1,2],[1,5],[]]; $[?@ subsetof [1,2,3]]; [[1,2],[]]",
        "[[1,9],[8,9],[]]; $[?@ anyof [1,2,3]]; [[1,9]]",
        "[[4,5],[1,9],[]]; $[?@ noneof [1,2,3]]; [[4,5],[]]",
        "[{\"x\":[9],\"y\":[8]},{\"x\":[7],\"y\":[2]}]; $[?@.* noneof [1,2,3]];"
            + " [{\"x\":[9],\"y\":[8]}]",
        "[[4,5],[1],[7,8,9]]; $[?@ sizeof 2]; [[4,5]]",
        "[[4,5],[1],[7,8,9]]; $[?@ size 2.9]; [[4,5]]",
        "[{\"x\":[1],\"y\":[1,2]},{\"x\":[1],\"y\":[3]}]; $[?@.* sizeof 2];"
            + " [{\"x\":[1],\"y\":[1,2]}]",
        "[[],[1],\"\",[2,3],{},{\"k\":1}]; $[?@ empty true]; [[],\"\",{}]",
        "[[],[1],\"\",[2,3],{},{\"k\":1}]; $[?@ empty false]; [[1],[2,3],{\"k\":1}]",
        "[1,2,3]; $[?false]; []",
        "[1,2,3]; $[?true]; [1,2,3]",
        "[{\"a\":10},{\"b\":null},{\"c\":30}]; $[?(@.*==null)]; [{\"b\":null}]",
        "[{\"s\":\"abc\",\"a\":\"a\"},{\"s\":\"xyz\",\"a\":\"a\"}]; $[?@.s =~ concat(@.a,"
            + " \"b\")].s; [\"abc\"]"
      })
  void conditionsCalculateAndCompare(String document, String path, String found) {
    assertThat(get(document, path)).isEqualTo(Reply.bulk(found));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = NO_QUOTE,
      value = {
        "[[1,2,3],[1],\"abcd\",\"x\"]; $[?length(@) > 2]; [[1,2,3],\"abcd\"]",
        "[1,2]; $[?length(@) > 0]; []",
        "[{\"a\":1,\"b\":2,\"c\":3},{\"a\":1}]; $[?count(@.*) == 3]; [{\"a\":1,\"b\":2,\"c\":3}]",
        "[{\"y\":1}]; $[?count(@.x) == 0]; [{\"y\":1}]",
        "[{\"a\":1},{\"a\":2}]; $[?value(@.a) == 1]; [{\"a\":1}]",
        "[{\"a\":1,\"b\":2}]; $[?value(@.*) == 1]; []",
        "[\"abc\",\"xabc\",\"a\",\"b\"]; $[?match(@, \"a.*\")]; [\"abc\",\"a\"]",
        "[\"abc\",\"xyz\",\"b\"]; $[?search(@, \"b\")]; [\"abc\",\"b\"]",
        "[\"abc\"]; $[?search(@, \"(\")]; []",
        "[{\"x\":\"a\",\"y\":\"b\"},{\"x\":\"a\",\"y\":1}]; $[?concat(@.x, @.y) == \"ab\"].y;"
            + " [\"b\"]",
        "[{\"n\":1}]; $[?concat() == \"\"]; []",
        "[2.1,3.9,1.0]; $[?ceiling(@) == 3]; [2.1]",
        "[9223372036854775808.0]; $[?floor(@) == 9223372036854775807]; []",
        "[{\"n\":-5},{\"n\":5},{\"n\":-3}]; $[?abs(@.n) == 5]; [{\"n\":-5},{\"n\":5}]",
        "[{\"n\":[1,2]},{\"n\":[9,8]}]; $[?first(@.n) == 1]; [{\"n\":[1,2]}]",
        "[{\"n\":[1,2]},{\"n\":[9,8]}]; $[?index(@.n, -1) == 2]; [{\"n\":[1,2]}]",
        "[{\"n\":[1,2]}]; $[?index(@.n, 1.9) == 2]; [{\"n\":[1,2]}]",
        "[{\"n\":[1,2]}]; $[?index(@.n, -9) == 1]; []",
        "[{\"n\":[3,1,2]},{\"n\":[5,6]}]; $[?sum(@.n) == 6]; [{\"n\":[3,1,2]}]",
        "[{\"n\":[1,true,2]}]; $[?sum(@.n) == 3]; []",
        "[{\"n\":[]}]; $[?min(@.n) == 0]; []",
        "[{\"n\":[2,4,4,4,5,5,7,9]}]; $[?stddev(@.n) == 2.0].n.length(); [8]",
        "[{\"n\":2.1}]; $[?ceiling(@.n, 99) == 3]; []",
        "{\"o\":{\"id\":1,\"name\":2},\"v\":[\"id\",\"zz\"]}; $.v[?@ in $.o.keys()]; [\"id\"]",
        "[{\"o\":{\"x\":1,\"y\":2}},{\"o\":{\"z\":3}}]; $[?@.o.keys() anyof [\"x\"]].o;"
            + " [{\"x\":1,\"y\":2}]",
        "[{\"o\":{\"x\":1,\"y\":2}},{\"o\":{\"z\":3}}]; $[?@.o.keys() sizeof 2].o;"
            + " [{\"x\":1,\"y\":2}]",
        "[{\"o\":{\"id\":1}},{\"o\":{\"zzz\":3}}]; $[?@.o.keys() != \"id\"]; [{\"o\":{\"zzz\":3}}]",
        "[{\"o\":{}},{\"o\":{\"x\":1}}]; $[?@.o.keys()]; [{\"o\":{\"x\":1}}]",
        "{\"a\":[1]}; $.a[?[9,8].index(0).append(7)]; [1]",
        "{\"a\":[1]}; $.a[?[9,8].index(0).sum()]; []"
      })
  void conditionsCallFunctions(String document, String path, String found) {
    assertThat(get(document, path)).isEqualTo(Reply.bulk(found));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = NO_QUOTE,
      value = {
        "$.a + 1; [3]",
        "$.a * $.b; [8]",
        "$.a - $.b; [-2]",
        "($.a + $.b) / 2; [3.0]",
        "-$.a; [-2]",
        "$.a + $.b * 2; [10]",
        "$.b % $.a; [0]",
        "$.a / 0; []",
        "$.a % 0; []",
        "$.s * 2; []",
        "$.missing + 1; []",
        "$.big * $.big; []",
        "$.arr.length(); [3]",
        "length($.arr); [3]",
        "$.s.length(); [5]",
        "$.arr.min(); [1.0]",
        "$.arr.sum(); [6.0]",
        "$.arr.avg(); [2.0]",
        "$.arr.index(1); [2]",
        "$.matrix.first().length(); [3]",
        "$.a.bogus(); []",
        "$.obj~; [\"x\",\"y\"]",
        "$.obj.keys(); [\"x\",\"y\"]",
        "$.obj.keys().count(); [2]",
        "$.obj.keys().last(); [\"y\"]",
        "$.obj.keys().append(\"z\"); [\"x\",\"y\",\"z\"]",
        "$.arr~; []",
        "$.arr.append(9); [1,2,3,9]",
        "$.arr[*].append(9); [1,2,3,9]",
        "$.arr.append(9).max(); [9.0]",
        "$.arr.append($.missing); []",
        "$.arr.append($.obj.keys()); [1,2,3,[\"x\",\"y\"]]",
        "$.a.append(1); [2,1]",
        "$.missing.append({\"t\":[]}); [{\"t\":[]}]",
        "(($.a)); [2]",
        "($..x); [1]",
        "$.a+1; []",
        "$.arr.length; []"
      })
  void aPathCanComputeSomething(String path, String computed) {
    String document =
        "{\"a\":2,\"b\":4,\"arr\":[1,2,3],\"obj\":{\"x\":1,\"y\":2},\"s\":\"h\u00e9llo\","
            + "\"big\":1e308,\"matrix\":[[1,2,3],[4]]}";
    assertThat(get(document, path)).isEqualTo(Reply.bulk(computed));
    assertThat(server.call("JSON.MGET", "k", "none", path))
        .isEqualTo(Reply.array(Reply.bulk(computed), Reply.NULL));
  }

  @Test
  void namesOfTheRootCanBeAskedFor() {
    assertThat(get("{\"obj\":1,\"books\":2}", "$~")).isEqualTo(Reply.bulk("[\"obj\",\"books\"]"));
  }

  @Test
  void severalPathsMayBeOfBothKinds() {
    assertThat(get("{\"a\":2,\"b\":4}", "$.a + 1", "$.b"))
        .isEqualTo(Reply.bulk("{\"$.a + 1\":[3],\"$.b\":[4]}"));
    assertThat(server.call("JSON.RESP", "k", "$.a + 1")).isEqualTo(Reply.array(Reply.integer(3)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$.a~b",
        "$.obj~.x",
        "$.obj~~",
        "$.obj.keys().x",
        "$.obj.keys()~",
        "$.obj~.length()",
        "$.a + ",
        "$.a == 1",
        "$[?@ in ]"
      })
  void whatIsNoExpressionIsRefused(String path) {
    assertThat(get("{\"a\":2}", path)).isInstanceOf(Reply.Error.class);
  }

  @Test
  void expressionsCannotBeNestedWithoutEnd() {
    assertThat(get("{\"a\":2}", "$[?" + "(".repeat(5000) + "@.a" + ")".repeat(5000) + "]"))
        .isInstanceOf(Reply.Error.class);
    assertThat(get("{\"a\":2}", "((($.a + 1)))")).isEqualTo(Reply.bulk("[3]"));
    assertThat(get("{\"a\":2}", "$.a" + " + 1".repeat(50_000))).isEqualTo(Reply.bulk("[50002]"));
    assertThat(get("{\"a\":2}", "$.a" + ".value()".repeat(50_000))).isEqualTo(Reply.bulk("[2]"));
    assertThat(get("[\"x\"]", "$[?@ == \"" + "(".repeat(300) + "\"]")).isEqualTo(Reply.bulk("[]"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"JSON.DEL", "JSON.TYPE", "JSON.OBJKEYS", "JSON.CLEAR", "JSON.ARRLEN"})
  void onlyReadersCompute(String command) {
    server.call("JSON.SET", "k", "$", "{\"a\":1}");
    assertThat(server.call(command, "k", "$.a + 1").toString())
        .contains("computed/projection expressions");
    assertThat(server.call("JSON.SET", "k", "$.a + 1", "5")).isInstanceOf(Reply.Error.class);
    assertThat(server.call("JSON.GET", "k")).isEqualTo(Reply.bulk("{\"a\":1}"));
  }

  @Test
  void olderVersionsKnowNothingOfIt() {
    try (FakeServer older = FakeServer.builder().profile("redis:8.8").build()) {
      older.call("JSON.SET", "k", "$", "{\"a~b\":1,\"in\":2}");
      assertThat(older.call("JSON.GET", "k", "$.a~b")).isEqualTo(Reply.bulk("[1]"));
      assertThat(older.call("JSON.GET", "k", "$.in + 1")).isInstanceOf(Reply.Error.class);
    }
  }

  /** Whatever the text is, there is a reply, soon and the same again. */
  @Test
  void anyTextIsAnsweredAndChangesNothing() {
    SplittableRandom random = new SplittableRandom(SEED);
    String document = "{\"a\":[1,2.5,\"x\",{\"b\":[true,null]}],\"b\":{\"a\":3}}";
    server.call("JSON.SET", "k", "$", document);
    for (int round = 0; round < ROUNDS; round++) {
      StringBuilder path = new StringBuilder("$");
      for (int i = random.nextInt(12); i >= 0; i--) {
        path.append(random.nextInt(3) == 0 ? " " : "");
        path.append(SIGNS.get(random.nextInt(SIGNS.size())));
      }
      Reply reply = server.call("JSON.GET", "k", path.toString());
      assertThat(server.call("JSON.GET", "k", path.toString())).isEqualTo(reply);
    }
    assertThat(server.call("JSON.GET", "k")).isEqualTo(Reply.bulk(document));
  }
}
