package io.fakeredis.core.resp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whatever a client sends, the parser takes requests out of it or complains of the protocol. */
class RequestParserFuzzTest {
  private static final int RANDOM_CASES = 1_000_000;
  private static final int MUTATED_CASES = 1_000_000;
  private static final int CHUNKED_CASES = 100_000;
  private static final byte[] TELLING = "*$\r\n-0123456789\"'\\x ".getBytes(ISO_8859_1);

  private final SplittableRandom random = new SplittableRandom(20_261_121);

  /** Small limits, so that the fuzz gets to their other side. */
  private record SmallLimits(boolean isUnauthenticated, boolean checksLineEnds, boolean joinsQuotes)
      implements RequestParser.Limits {
    @Override
    public int words() {
      return 1000;
    }

    @Override
    public long wordLength() {
      return 100_000;
    }
  }

  @Test
  void randomBytesAreRequestsOrErrors() {
    for (int i = 0; i < RANDOM_CASES; i++) {
      byte[] input = new byte[random.nextInt(40)];
      for (int j = 0; j < input.length; j++) {
        input[j] = anyByte();
      }
      feedInPieces(input);
    }
  }

  @Test
  void mutatedRequestsAreRequestsOrErrors() {
    for (int i = 0; i < MUTATED_CASES; i++) {
      byte[] input = encoded(anyRequests());
      for (int flips = 1 + random.nextInt(3); flips > 0 && input.length > 0; flips--) {
        input = mutated(input);
      }
      feedInPieces(input);
    }
  }

  @Test
  void requestsAreTheSameInWhateverPiecesTheyCome() {
    for (int i = 0; i < CHUNKED_CASES; i++) {
      List<Args> sent = anyRequests();
      List<List<Bytes>> received = new ArrayList<>();
      feedInPieces(encoded(sent)).forEach(args -> received.add(args.from(0)));
      assertThat(received).isEqualTo(sent.stream().map(args -> args.from(0)).toList());
    }
  }

  private byte anyByte() {
    return random.nextInt(3) > 0
        ? TELLING[random.nextInt(TELLING.length)]
        : (byte) random.nextInt(256);
  }

  private List<Args> anyRequests() {
    List<Args> requests = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      Bytes[] words = new Bytes[1 + random.nextInt(4)];
      for (int j = 0; j < words.length; j++) {
        byte[] word = new byte[random.nextInt(12)];
        random.nextBytes(word);
        words[j] = Bytes.wrap(word);
      }
      requests.add(Args.of(words));
    }
    return requests;
  }

  private static byte[] encoded(List<Args> requests) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Args args : requests) {
      out.writeBytes(("*" + args.count() + "\r\n").getBytes(ISO_8859_1));
      for (Bytes word : args.from(0)) {
        out.writeBytes(("$" + word.length() + "\r\n").getBytes(ISO_8859_1));
        out.writeBytes(word.array());
        out.writeBytes("\r\n".getBytes(ISO_8859_1));
      }
    }
    return out.toByteArray();
  }

  private byte[] mutated(byte[] input) {
    int at = random.nextInt(input.length);
    switch (random.nextInt(3)) {
      case 0 -> {
        byte[] changed = input.clone();
        changed[at] = anyByte();
        return changed;
      }
      case 1 -> {
        return Arrays.copyOf(input, at);
      }
      default -> {
        byte[] longer = Arrays.copyOf(input, input.length + 1);
        System.arraycopy(input, at, longer, at + 1, input.length - at);
        longer[at] = anyByte();
        return longer;
      }
    }
  }

  private SmallLimits limits() {
    return new SmallLimits(random.nextInt(4) == 0, random.nextBoolean(), random.nextBoolean());
  }

  /** What the parser takes out before it has enough, or complains. */
  private List<Args> feedInPieces(byte[] input) {
    RequestParser parser = new RequestParser(limits());
    List<Args> requests = new ArrayList<>();
    int at = 0;
    try {
      while (at < input.length) {
        int end = at + 1 + random.nextInt(input.length - at);
        byte[] piece = Arrays.copyOfRange(input, at, end);
        parser.feed(piece, 0, piece.length);
        for (Args args = parser.next(); args != null; args = parser.next()) {
          requests.add(args);
        }
        parser.keepRest();
        Arrays.fill(piece, (byte) 0); // nobody may look into the array from now on
        at = end;
      }
    } catch (ProtocolException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
    return requests;
  }
}
