package io.fakeredis;

import static org.assertj.core.api.Assertions.assertThat;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Arrays, which no recorded server has. */
class ArrayCommandsTest {
  private final FakeServer server = FakeServer.builder().profile("redis:8.8").build();

  @AfterEach
  void close() {
    server.close();
  }

  private String call(String words) {
    return Replies.text(server.call(words.split(" ", -1)));
  }

  private void assertCall(String words, String reply) {
    assertThat(call(words)).as(words).isEqualTo(reply);
  }

  @Test
  void setsAndGets() {
    assertCall("ARSET a 3 x y z", "3");
    assertCall("ARSET a 4 Y", "0");
    assertCall("ARMSET a 4 yy 9 n 9 nn", "1");
    assertCall("ARMGET a 3 4 5 6 9", "[x yy z - nn]");
    assertCall("ARGET a 0", "-");
    assertCall("ARCOUNT a", "4");
    assertCall("ARLEN a", "10");
    assertCall("ARLEN none", "0");
    assertCall("ARCOUNT none", "0");
    assertCall("ARMGET none 0 1", "[- -]");
    assertCall("TYPE a", "array");
    assertCall("OBJECT ENCODING a", "sliced-array");
  }

  @Test
  void indexesHaveSixtyFourBitsWithoutASign() {
    assertCall("ARSET a 18446744073709551614 last", "1");
    assertCall("ARLEN a", "18446744073709551615");
    assertCall(
        "ARSCAN a 9223372036854775807 18446744073709551614", "[[18446744073709551614 last]]");
    assertCall("ARSET a 18446744073709551614 last more", "ERR array index overflow");
    assertCall("ARSET a 18446744073709551615 x", "ERR invalid array index");
    assertCall("ARGET a 18446744073709551616", "ERR invalid array index");
    assertCall("ARGET a -1", "ERR invalid array index");
    assertCall("ARGET a x", "ERR invalid array index");
    assertCall("ARSET a 007 seven", "1");
    assertCall("ARGET a 7", "seven");
    assertCall("ARMSET a 1 x -1 y", "ERR invalid array index");
    assertCall("ARGET a 1", "-");
  }

  @Test
  void looksAtTheTypeWhenTheRealServerDoes() {
    call("SET s x");
    assertCall(
        "ARGET s nothing", "WRONGTYPE Operation against a key holding the wrong kind of value");
    assertCall(
        "ARMGET s nothing", "WRONGTYPE Operation against a key holding the wrong kind of value");
    assertCall("ARSET s nothing x", "ERR invalid array index");
    assertCall("ARDEL s nothing", "ERR invalid array index");
    assertCall("AROP s 0 1 NOTHING", "ERR unknown operation");
    assertCall("ARRING s 0 x", "ERR size must be positive");
    assertCall("ARLASTITEMS s 0 nothing", "[]");
    assertCall("ARINFO s nothing", "ERR syntax error");
  }

  @Test
  void deletes() {
    call("ARSET a 0 a b c d e f");
    assertCall("ARDEL a 1 1 7", "1");
    assertCall("ARDELRANGE a 3 2 4 4", "3");
    assertCall("ARDELRANGE a 1 2 3", "ERR wrong number of arguments for 'ardelrange' command");
    assertCall("ARSCAN a 0 9", "[[0 a] [5 f]]");
    assertCall("ARDELRANGE a 0 18446744073709551614", "2");
    assertCall("EXISTS a", "0");
    assertCall("ARDEL a 0", "0");
  }

  @Test
  void readsRangesEitherWay() {
    call("ARMSET a 0 a 2 c 5000 z");
    assertCall("ARGETRANGE a 0 3", "[a - c -]");
    assertCall("ARGETRANGE a 3 0", "[- c - a]");
    assertCall("ARGETRANGE none 0 1", "[- -]");
    assertCall("ARGETRANGE a 0 1000000", "ERR range exceeds maximum of 1000000 items");
    assertCall("ARSCAN a 9000 1", "[[5000 z] [2 c]]");
    assertCall("ARSCAN a 0 9000 LIMIT 2", "[[0 a] [2 c]]");
    assertCall("ARSCAN a 0 9000 LIMIT 0", "ERR LIMIT must be positive");
    assertCall("ARSCAN a 0 9000 LIMIT x", "ERR value is not an integer or out of range");
    assertCall("ARSCAN a 0 9000 COUNT 2", "ERR syntax error");
    assertCall("ARSCAN a 0 9000 LIMIT", "ERR wrong number of arguments for 'arscan' command");
    assertCall("ARSCAN none 0 9", "[]");
  }

  @Test
  void finds() {
    call("ARMSET a 0 Apple 1 banana 2 cherry 9 pineapple");
    assertCall("ARGREP a - + MATCH apple", "[9]");
    assertCall("ARGREP a + - MATCH apple NOCASE WITHVALUES", "[[9 pineapple] [0 Apple]]");
    assertCall("ARGREP a 0 5 EXACT banana EXACT cherry", "[1 2]");
    assertCall("ARGREP a 0 5 GLOB *an* GLOB b* AND", "[1]");
    assertCall("ARGREP a - + RE ^.{5,6}$ LIMIT 2", "[0 1]");
    assertCall("ARGREP a + + MATCH a", "[9]");
    assertCall("ARGREP a + 100 MATCH a", "[9]");
    assertCall("ARGREP none - + MATCH a", "[]");
    assertCall("ARGREP a - + LIMIT 1", "ERR syntax error");
    assertCall("ARGREP a - + MATCH a LIMIT", "ERR syntax error");
    assertCall("ARGREP a - + MATCH a LIMIT -1", "ERR LIMIT must be positive");
    assertCall("ARGREP a - * MATCH a", "ERR invalid array index");
    assertCall("ARGREP a - + RE (", "ERR invalid regular expression: Missing ')'");
    assertCall("ARGREP a - + RE (a)\\1", "ERR regular expression backreferences are not supported");
    assertCall("ARGREP a - + RE ", "ERR regular expression is empty");
    assertCall(
        "ARGREP a - + RE " + "a".repeat(2049),
        "ERR regular expression is too long, maximum is 2048 bytes");
    assertCall("ARGREP a - +" + " MATCH x".repeat(250), "[]");
    assertCall("ARGREP a - +" + " MATCH x".repeat(251), "ERR too many predicates, maximum is 250");
  }

  @Test
  void aggregates() {
    call("ARMSET a 0 10 1 2.5 2 word 3 -4 4 0x10 7 0.1");
    assertCall("AROP a 0 9 SUM", "24.6");
    assertCall("AROP a 3 0 MIN", "-4");
    assertCall("AROP a 0 9 MAX", "16");
    assertCall("AROP a 0 9 USED", "6");
    assertCall("AROP a 0 9 MATCH word", "1");
    assertCall("AROP a 0 1 AND", "2");
    assertCall("AROP a 0 1 OR", "10");
    assertCall("AROP a 0 1 XOR", "8");
    assertCall("AROP a 2 2 SUM", "-");
    assertCall("AROP a 2 2 AND", "-");
    assertCall("AROP none 0 9 SUM", "-");
    assertCall("AROP none 0 9 USED", "0");
    assertCall("AROP a 0 9 MATCH", "ERR MATCH requires a value argument");
    assertCall("AROP a 0 9 SUM x", "ERR wrong number of arguments for 'arop' command");
    assertCall("AROP a 0 9 AVG", "ERR unknown operation");
  }

  @Test
  void sumsWithThePrecisionOfTheRealServer() {
    call("ARMSET a 0 0.03 1 0.1 2 inf 3 -inf 4 1e30 5 9223372036854775808");
    assertCall("AROP a 0 0 SUM", "0.029999999999999999"); // kept as a double
    assertCall("AROP a 1 1 SUM", "0.1"); // kept as a string
    assertCall("AROP a 0 3 SUM", "nan");
    assertCall("AROP a 0 3 MIN", "-inf");
    assertCall("AROP a 4 4 SUM", "1e+30");
    assertCall("AROP a 2 5 OR", "-");
  }

  @Test
  void insertsAtItsCursor() {
    assertCall("ARNEXT a", "0");
    assertCall("ARSEEK a 5", "0");
    assertCall("ARINSERT a x y", "1");
    assertCall("ARSEEK a 10", "1");
    assertCall("ARINSERT a z", "10");
    assertCall("ARNEXT a", "11");
    assertCall("ARSEEK a 18446744073709551615", "1");
    assertCall("ARNEXT a", "-");
    assertCall("ARINSERT a x", "ERR insert index overflow");
    assertCall("ARSEEK a 18446744073709551614", "1");
    assertCall("ARINSERT a x y", "ERR insert index overflow");
    assertCall("ARINSERT a x", "18446744073709551614");
    assertCall("ARSEEK a 0", "1");
    assertCall("ARINSERT a first", "0");
  }

  @Test
  void goesRound() {
    assertCall("ARRING r 3 a b c d e", "1");
    assertCall("ARGETRANGE r 0 2", "[d e c]");
    assertCall("ARLASTITEMS r 9", "[c d e]");
    assertCall("ARLASTITEMS r 2 REV", "[e d]");
    assertCall("ARRING r 5 f", "3");
    assertCall("ARGETRANGE r 0 4", "[c d e f -]");
    assertCall("ARRING r 2 g", "0");
    assertCall("ARGETRANGE r 0 2", "[g f -]");
    assertCall("ARLASTITEMS r 2 NEW", "ERR syntax error");
    assertCall("ARLASTITEMS r x", "ERR invalid COUNT");
    assertCall(
        "ARLASTITEMS r 2 REV REV", "ERR wrong number of arguments for 'arlastitems' command");
    assertCall("ARRING r x a", "ERR invalid size");
  }

  @Test
  void gapsEndWhatARingKeeps() {
    call("ARRING r 4 a b c d e");
    call("ARDEL r 2");
    call("ARRING r 8 f");
    assertCall("ARGETRANGE r 0 4", "[d e f - -]");
  }

  @Test
  void tellsOfItself() {
    call("ARINSERT a a b c");
    call("ARSET a 100000 z");
    assertCall(
        "ARINFO a",
        "count 4 len 100001 next-insert-index 3 slices 2 directory-size 32 super-dir-entries 0"
            + " slice-size 4096");
    call("ARSET a 0" + " x".repeat(20));
    assertThat(call("ARINFO a full"))
        .endsWith(
            "dense-slices 1 sparse-slices 1 avg-dense-size 32 avg-dense-fill 0.625"
                + " avg-sparse-size 4");
    assertCall("ARINFO none", "ERR no such key");
  }

  @Test
  void survivesDumpAndRestore() {
    call("ARMSET a 0 12 1 2.5 2 word 5 -0.0 9999999999 longer_than_a_word 12 2305843009213693952");
    call("ARSEEK a 7");
    server.call(
        Bytes.of("RESTORE"),
        Bytes.of("b"),
        Bytes.of("0"),
        ((Reply.Bulk) server.call("DUMP", "a")).value());
    assertCall("ARSCAN b 0 9999999999", call("ARSCAN a 0 9999999999"));
    assertCall("ARNEXT b", "7");
    assertCall("DEBUG DIGEST-VALUE b", call("DEBUG DIGEST-VALUE a"));
    assertCall("COPY a c", "1");
    assertCall("ARINFO c FULL", call("ARINFO a FULL"));
  }
}
