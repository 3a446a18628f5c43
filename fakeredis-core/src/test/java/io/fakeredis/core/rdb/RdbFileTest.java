package io.fakeredis.core.rdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Database;
import io.fakeredis.api.StringValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RdbFileTest {

  /** Files that real servers saved, with what DEBUG DIGEST-VALUE and DEBUG DIGEST said there. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "redis-6.0",
        "redis-7.0",
        "redis-8.0",
        "redis-8.2",
        "redis-8.6",
        "valkey-8.1",
        "valkey-9.1"
      })
  void readsWhatRealServersWrote(String server) {
    DataSet data = new DataSet(DataSet.profile(server));
    data.load(resource(server + ".rdb"));
    assertThat(data.digests()).containsExactlyInAnyOrderEntriesOf(digests(server));
    assertThat(data.database(0).expiresAt(Bytes.of("expiring"))).isEqualTo(33177117420123L);
    assertThat(data.libraries()).hasSize(server.equals("redis-6.0") ? 0 : 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"redis-6.0", "redis-7.0", "redis-8.6", "valkey-8.1", "valkey-9.1"})
  void readsWhatItWrote(String server) {
    DataSet data = new DataSet(DataSet.profile(server));
    data.load(resource(server + ".rdb"));
    DataSet again = new DataSet(DataSet.profile(server));
    again.load(data.save());
    assertThat(again.digests()).isEqualTo(data.digests());
    assertThat(again.libraries()).isEqualTo(data.libraries());
    assertThat(again.save()).hasSameSizeAs(data.save());
  }

  @Test
  void readsWhatOlderVersionsWrote() {
    DataSet data = new DataSet(DataSet.profile("redis-8.6"));
    data.load(resource("redis-6.0.rdb"));
    assertThat(data.digests()).isEqualTo(digests("redis-6.0"));
  }

  @Test
  void leavesOutWhatHasExpired() {
    DataSet data = new DataSet(DataSet.profile("redis-7.0"));
    Database db = data.database(0);
    db.put(Bytes.of("k"), StringValue.TYPE, StringValue.of(Bytes.of("v")), null);
    db.expireAt(Bytes.of("k"), DataSet.NOW + 10);
    RdbContents contents = new RdbFile(data.settings(), List.of()).read(data.save());
    DataSet later = new DataSet(DataSet.profile("redis-7.0"));
    contents.putInto(later::database, DataSet.NOW + 10);
    assertThat(contents.keys()).hasSize(1);
    assertThat(later.database(0).size()).isZero();
  }

  @Test
  void refusesNewerVersions() {
    DataSet data = new DataSet(DataSet.profile("redis-6.0"));
    byte[] file = resource("redis-7.0.rdb");
    assertThatThrownBy(() -> data.load(file))
        .isInstanceOf(RdbException.class)
        .hasMessageContaining("version 10");
  }

  @Test
  void refusesDamagedFiles() {
    byte[] file = resource("redis-7.0.rdb");
    for (int i = 0; i < file.length; i += 97) {
      byte[] damaged = file.clone();
      damaged[i] ^= 0x55;
      refuses(damaged);
      refuses(Arrays.copyOf(file, i));
    }
  }

  private static void refuses(byte[] file) {
    DataSet data = new DataSet(DataSet.profile("redis-7.0"));
    assertThatThrownBy(() -> data.load(file)).isInstanceOf(RdbException.class);
    assertThat(data.database(0).size()).isZero();
  }

  private static Map<String, String> digests(String server) {
    Map<String, String> digests = new TreeMap<>();
    String text = new String(resource(server + ".digests"), StandardCharsets.UTF_8);
    text.lines().forEach(line -> digests.put(line.substring(41), line.substring(0, 40)));
    return digests;
  }

  static byte[] resource(String name) {
    try (InputStream in = RdbFileTest.class.getResourceAsStream("/rdb/" + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
