package io.fakeredis.core.control;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Numbers;
import io.fakeredis.api.Reply;
import io.fakeredis.core.resp.OutputBuffer;
import io.fakeredis.core.resp.RespEncoder;

/** How many bytes calls and replies have on their way between client and server. */
final class WireSizes {
  /** What stands around the number of words, and around a word and its length. */
  private static final int AROUND_ARRAY = 3;

  private static final int AROUND_WORD = 5;

  private final OutputBuffer output = new OutputBuffer();
  private final RespEncoder encoder = new RespEncoder(output);

  /** The bytes of a call as an array of bulk strings. */
  static long request(Args args) {
    long size = arrayHead(args.count());
    for (Bytes word : args.from(0)) {
      size += AROUND_WORD + (long) Numbers.length(word.length()) + word.length();
    }
    return size;
  }

  /** The bytes in front of the items of an array. */
  static long arrayHead(int items) {
    return AROUND_ARRAY + (long) Numbers.length(items);
  }

  /** The bytes of a reply. */
  long reply(Reply reply, int protocol) {
    encoder.protocol(protocol);
    encoder.write(reply);
    long size = output.length();
    output.clear();
    return size;
  }
}
