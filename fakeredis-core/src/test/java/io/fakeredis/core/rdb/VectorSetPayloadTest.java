package io.fakeredis.core.rdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.ModuleCodec;
import io.fakeredis.core.value.VectorSetValue;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Vector sets, whose DUMP from a real server is read and written again. */
class VectorSetPayloadTest {
  private static final String HEAD = "0781bde72da2bb1eb400";
  private static final String TWO_ELEMENTS =
      "02020202025001020205016205077b2278223a317d0502007f0207020202800100000002010220020102813f80"
          + "00000000000002813f8000003f80000005016105000502" // {"x":1} is b's, and a has none
          + "7f00020702010280010000000201022002" // a's only link, on the lowest level, is to b
          + "0202813f8000000000000002813f8000003f80000000";

  @ParameterizedTest
  @ValueSource(
      strings = {
        TWO_ELEMENTS,
        // VADD r REDUCE 2 VALUES 4 1 -1 2 3 a
        "020202010250010201020405c31020040000003f00e0090300bf80130100bf05016105027f1902090201028001"
            + "00000102000220020002000210020002813f7b075640232b2b00"
      })
  void writesWhatItRead(String hex) {
    DumpPayload payloads = payloads();
    Bytes payload = sealed(HEAD + hex);
    assertThat(payloads.write(payloads.read(payload))).isEqualTo(payload);
  }

  @Test
  void refusesLinksToNowhere() {
    Bytes payload = sealed(HEAD + TWO_ELEMENTS.replace("0201022002010281", "0201022002090281"));
    assertThatThrownBy(() -> payloads().read(payload)).isInstanceOf(RdbException.class);
  }

  @Test
  void namesItsModule() {
    ModuleCodec<VectorSetValue> codec = Objects.requireNonNull(VectorSetValue.TYPE.codec());
    long identifier = ModuleValues.identifier(codec.name(), codec.version());
    assertThat(HexFormat.of().toHexDigits(identifier)).isEqualTo("bde72da2bb1eb400");
    assertThat(ModuleValues.name(identifier)).isEqualTo("vectorset");
  }

  private static DumpPayload payloads() {
    DataSet data = new DataSet(DataSet.profile("redis-8.6"));
    return new DumpPayload(data.settings(), List.of(VectorSetValue.TYPE));
  }

  private static Bytes sealed(String hex) {
    ByteSink sink = new ByteSink().put(HexFormat.of().parseHex(hex)).putLittle(13, 2);
    sink.putLittle(Crc64.of(sink.array(), sink.size()), 8);
    return Bytes.wrap(sink.toArray());
  }
}
