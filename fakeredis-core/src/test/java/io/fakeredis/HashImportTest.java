package io.fakeredis;

import static org.assertj.core.api.Assertions.assertThat;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** HIMPORT and the hashes that share the names of their fields, which no recorded server has. */
class HashImportTest {
  private final FakeServer server = FakeServer.builder().profile("redis:8.10").build();

  @AfterEach
  void close() {
    server.close();
  }

  private void assertCall(String words, String reply) {
    assertThat(Replies.text(server.call(words.split(" ", -1)))).as(words).isEqualTo(reply);
  }

  @Test
  void pairsNamesWithValues() {
    assertCall("HIMPORT PREPARE user email age name", "OK");
    assertCall("HIMPORT SET u user a@b 30 ann", "OK");
    assertCall("HGETALL u", "age 30 name ann email a@b");
    assertCall("OBJECT ENCODING u", "template-listpack");
    assertCall("HIMPORT SET u user a@b 30", "ERR value count does not match fieldset field count");
    assertCall("HIMPORT SET u nobody 1", "ERR no such fieldset");
    assertCall("HIMPORT PREPARE twice a b a", "ERR duplicate field name in fieldset");
    assertCall("HIMPORT DISCARD user", "1");
    assertCall("HIMPORT DISCARD user", "0");
    assertCall("HIMPORT SET u user a@b 30 ann", "ERR no such fieldset");
  }

  @Test
  void replacesHashesOnly() {
    assertCall("HIMPORT PREPARE f a b", "OK");
    assertCall("SET s x", "OK");
    assertCall(
        "HIMPORT SET s f 1 2", "WRONGTYPE Operation against a key holding the wrong kind of value");
    assertCall("HSET h old 1", "1");
    assertCall("EXPIRE h 100", "1");
    assertCall("HIMPORT SET h f 1 2", "OK");
    assertCall("HGETALL h", "a 1 b 2");
    assertCall("TTL h", "-1");
  }

  @Test
  void forgetsOnResetAndBetweenScripts() {
    assertCall("HIMPORT PREPARE f a", "OK");
    assertCall("HIMPORT PREPARE g a b", "OK");
    assertCall("HIMPORT DISCARDALL", "2");
    server.call("EVAL", "return redis.call('HIMPORT', 'PREPARE', 'f', 'a')", "0");
    assertThat(
            Replies.text(
                server.call("EVAL", "return redis.call('HIMPORT', 'SET', 'k', 'f', '1')", "0")))
        .startsWith("ERR no such fieldset");
    assertThat(
            Replies.text(
                server.call(
                    "EVAL",
                    "redis.call('HIMPORT', 'PREPARE', 'f', 'a')"
                        + "return redis.call('HIMPORT', 'SET', 'k', 'f', '1')",
                    "0")))
        .isEqualTo("OK");
  }

  @Test
  void keepsItsEncodingUntilAFieldExpires() {
    assertCall("HIMPORT PREPARE f c a", "OK");
    assertCall("HIMPORT SET h f 3 1", "OK");
    assertCall("HSET h b 2 c 33", "1");
    assertCall("HDEL h a", "1");
    assertCall("HINCRBY h b 5", "7");
    assertCall("HSCAN h 0 COUNT 1", "[0 [b 7 c 33]]");
    assertCall("OBJECT ENCODING h", "template-listpack");
    assertCall("HEXPIRE h 100 FIELDS 1 b", "[1]");
    assertCall("OBJECT ENCODING h", "listpackex");
    assertCall("HGETALL h", "b 7 c 33");
  }

  @Test
  void isAnArrayOnceItIsLarge() {
    assertCall("HIMPORT PREPARE f a b", "OK");
    assertCall("HIMPORT SET h f 1 2", "OK");
    assertCall("HSET h a " + "x".repeat(65), "0");
    assertCall("OBJECT ENCODING h", "template-array");
    assertCall("HSET h a 1", "0");
    assertCall("OBJECT ENCODING h", "template-array");
    assertCall("COPY h h2", "1");
    assertCall("OBJECT ENCODING h2", "template-array");
    assertCall("HEXPIRE h 100 FIELDS 1 b", "[1]");
    assertCall("OBJECT ENCODING h", "hashtable");
  }

  @Test
  void sharesNamesOnRequest() {
    assertCall("CONFIG SET hash-min-template-entries 3 hash-max-template-entries 4", "OK");
    assertCall("HSET h b 1 a 2", "2");
    assertCall("OBJECT ENCODING h", "listpack");
    assertCall("HSET h cc 3", "1");
    assertCall("OBJECT ENCODING h", "template-listpack");
    assertCall("HKEYS h", "[a b cc]");
    assertCall("HSET h d 1 e 2", "2");
    assertCall("OBJECT ENCODING h", "template-listpack");
    assertCall("HSET wide a 1 b 2 c 3 d 4 e 5", "5");
    assertCall("OBJECT ENCODING wide", "listpack");
  }

  @Test
  void survivesDumpAndRestore() {
    assertCall("HIMPORT PREPARE f b a", "OK");
    assertCall("HIMPORT SET h f 1 2", "OK");
    Bytes payload = ((Reply.Bulk) server.call("DUMP", "h")).value();
    server.call(Bytes.of("RESTORE"), Bytes.of("h2"), Bytes.of("0"), payload);
    assertCall("HGETALL h2", "a 2 b 1");
    assertCall("OBJECT ENCODING h2", "template-listpack");
  }
}
