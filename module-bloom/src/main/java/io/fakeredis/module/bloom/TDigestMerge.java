package io.fakeredis.module.bloom;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Numbers;
import java.util.List;

/**
 * What TDIGEST.MERGE is told.
 *
 * @param compression 0 if the call has none
 * @param override whether the destination loses what it had
 */
record TDigestMerge(List<Bytes> sources, long compression, boolean override) {
  private static final int FIRST_SOURCE = 3;

  static TDigestMerge of(Args args) {
    int options = FIRST_SOURCE + sourceCount(args);
    List<Bytes> sources = args.slice(FIRST_SOURCE, options);
    int compressionAt = ModuleRow.find(args, options, "COMPRESSION");
    long compression = compressionAt < 0 ? 0 : compression(args, compressionAt + 1);
    boolean override = ModuleRow.find(args, options, "OVERRIDE") >= 0;
    if (options < args.count() && compressionAt < 0 && !override) {
      throw TDigestCommands.error("wrong keyword");
    }
    return new TDigestMerge(sources, compression, override);
  }

  private static int sourceCount(Args args) {
    if (!Numbers.isLong(args.bytes(2))) {
      throw TDigestCommands.error("error parsing numkeys");
    }
    long count = args.integer(2);
    if (count <= 0) {
      throw TDigestCommands.error("numkeys needs to be a positive integer");
    }
    if (count > args.count() - FIRST_SOURCE) {
      throw Errors.arity("tdigest.merge");
    }
    return (int) count;
  }

  private static long compression(Args args, int at) {
    if (at == args.count()) {
      throw Errors.arity("tdigest.merge");
    }
    return TDigestCommands.compression(args.bytes(at));
  }
}
