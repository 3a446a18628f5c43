package io.fakeredis.core.control;

import io.fakeredis.api.Bytes;
import io.fakeredis.core.engine.Engine;
import org.jspecify.annotations.Nullable;

/** A server's logs of calls; only Valkey has more than the first. */
final class CallLogs {
  private final CallLog slow;
  private final CallLog largeRequests;
  private final CallLog largeReplies;

  private CallLogs(Engine engine) {
    slow = new CallLog(engine, "slowlog-max-len");
    largeRequests = new CallLog(engine, "commandlog-large-request-max-len");
    largeReplies = new CallLog(engine, "commandlog-large-reply-max-len");
  }

  static CallLogs of(Engine engine) {
    return engine.part(CallLogs.class, CallLogs::new);
  }

  CallLog slow() {
    return slow;
  }

  CallLog largeRequests() {
    return largeRequests;
  }

  CallLog largeReplies() {
    return largeReplies;
  }

  /** The log that COMMANDLOG knows by that name; null if there is none. */
  @Nullable CallLog named(Bytes type) {
    if (type.is("slow")) {
      return slow;
    }
    if (type.is("large-request")) {
      return largeRequests;
    }
    return type.is("large-reply") ? largeReplies : null;
  }
}
