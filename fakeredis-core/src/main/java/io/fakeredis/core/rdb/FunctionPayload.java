package io.fakeredis.core.rdb;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Settings;
import java.util.ArrayList;
import java.util.List;

/** What FUNCTION DUMP replies: the code of the libraries, as RDB files keep it, and a footer. */
public final class FunctionPayload {
  private FunctionPayload() {}

  /** The payload of libraries with this code. */
  public static Bytes write(List<Bytes> libraries, Settings settings) {
    ByteSink sink = new ByteSink();
    RdbWriter out = new RdbWriter(sink, settings.enabled("rdbcompression"));
    for (Bytes library : libraries) {
      out.u8(RdbOpcode.FUNCTION2);
      out.string(library);
    }
    return DumpPayload.sealed(sink, settings);
  }

  /** Whether the payload is no newer than the server and has the checksum that it should. */
  public static boolean isSound(Bytes payload, Settings settings) {
    return DumpPayload.isSound(payload, settings);
  }

  /**
   * The code of the libraries of a payload that {@link #isSound}.
   *
   * @throws RdbException if it holds anything else
   */
  public static List<Bytes> read(Bytes payload) {
    ByteSource source = new ByteSource(payload.array(), 0, payload.length() - DumpPayload.FOOTER);
    RdbReader in = new RdbReader(source);
    List<Bytes> libraries = new ArrayList<>();
    while (source.left() > 0) {
      RdbChecks.check(in.u8() == RdbOpcode.FUNCTION2, "what is no function library");
      libraries.add(in.string());
    }
    return libraries;
  }
}
