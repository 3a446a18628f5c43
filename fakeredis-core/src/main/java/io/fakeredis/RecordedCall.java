package io.fakeredis;

import io.fakeredis.api.Reply;
import java.time.Instant;

/**
 * A client's call and what it was answered.
 *
 * @param call what the client sent
 * @param reply what it was answered, be it later, as in BLPOP
 * @param time when it was answered, by the server's clock
 */
public record RecordedCall(ClientCall call, Reply reply, Instant time) {

  /** The call's words as text: {@code "SET greeting hello"}. */
  @Override
  public String toString() {
    return call.toString();
  }
}
