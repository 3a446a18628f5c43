package io.fakeredis.compat;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonFormat.Feature;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One step of a case: a command with the replies recorded for it, or a pause.
 *
 * @param sleep milliseconds to pause; such a step has nothing else
 * @param cmd the words to send; each char is one byte
 * @param conn the number of the connection that it is for
 * @param n how many replies to read
 * @param save the name under which the reply is kept for later commands
 * @param reply what every server replied in both protocols; absent where they differ
 */
record Step(
    @Nullable Integer sleep,
    @JsonSetter(nulls = Nulls.AS_EMPTY) List<String> cmd,
    int conn,
    Mode mode,
    Check check,
    double near,
    int prefix,
    @Nullable String mask,
    Integer n,
    @Nullable String save,
    @Nullable JsonNode reply,
    @JsonSetter(nulls = Nulls.AS_EMPTY) List<Recorded> resp2,
    @JsonSetter(nulls = Nulls.AS_EMPTY) List<Recorded> resp3) {

  enum Mode {
    /** Send the command and read its replies. */
    CALL,
    /** Send only. */
    ASYNC,
    /** Read only. */
    READ,
    /** Send the bytes as they are. */
    RAW,
    /** Nothing must be waiting. */
    QUIET,
    /** The server must close the connection. */
    CLOSED,
    /** Drop the connection and open a new one. */
    REOPEN
  }

  /** A reply and the servers that gave it, {@code "*"} for all of them. */
  record Recorded(
      JsonNode reply, @JsonFormat(with = Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) List<String> on) {
    boolean isFrom(String server) {
      return on.contains("*") || on.contains(server);
    }
  }

  Step {
    // The files leave out what is usual.
    conn = conn == 0 ? 1 : conn;
    n = Objects.requireNonNullElse(n, 1);
    mode = Objects.requireNonNullElse(mode, Mode.CALL);
    check = Objects.requireNonNullElse(check, Check.EXACT);
  }

  /** What the server replied; null where nothing was recorded. */
  @Nullable JsonNode expected(String server, int protocol) {
    if (reply != null) {
      return reply;
    }
    return (protocol == 2 ? resp2 : resp3)
        .stream().filter(r -> r.isFrom(server)).map(Recorded::reply).findFirst().orElse(null);
  }
}
