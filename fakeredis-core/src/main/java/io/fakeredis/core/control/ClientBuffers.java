package io.fakeredis.core.control;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Feature;
import io.fakeredis.core.engine.Session;
import io.fakeredis.core.engine.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * What a client takes of the real server's memory, in bytes.
 *
 * @param query what it sent that has not been dealt with, the running call included
 * @param queryRoom what else fits there
 * @param words the running call's words
 * @param transaction what it queued
 * @param reply what it has not taken of the fixed reply buffer
 * @param replyBlocks how many blocks of replies follow that
 */
record ClientBuffers(
    long query, long queryRoom, long words, long transaction, long reply, long replyBlocks) {
  /** The size of the fixed reply buffer, and what a block behind it holds. */
  static final int REPLY = 16384;

  /** Valkey's clients read what they run at once into a buffer that is everybody's. */
  private static final Feature SHARED_QUERY =
      Feature.since("CLIENT.shared-query-buffer", "valkey 8.0");

  private static final int QUERY = 20474;
  private static final int BLOCK = 20504;
  private static final int CLIENT = 776;
  private static final int QUEUED_CALL = 24;

  static ClientBuffers of(Session session) {
    Args running = session.runningCall();
    boolean shares = running != null && session.engine().profile().has(SHARED_QUERY);
    long query = shares ? 0 : session.inputBytes();
    long unread = session.unreadBytes();
    return new ClientBuffers(
        query,
        query == 0 ? 0 : Math.max(0, QUERY - query),
        running == null ? 0 : length(running),
        transaction(session.transaction()),
        Math.min(unread, REPLY),
        Math.max(0, unread - 1) / REPLY);
  }

  private static long length(Args args) {
    return args.from(0).stream().mapToLong(Bytes::length).sum();
  }

  private static long transaction(@Nullable Transaction transaction) {
    return transaction == null
        ? 0
        : transaction.calls().stream()
            .mapToLong(queued -> length(queued.args()) + QUEUED_CALL)
            .sum();
  }

  long replyBlockBytes() {
    return replyBlocks * BLOCK;
  }

  long total() {
    long queryBuffer = query == 0 ? 0 : Math.max(query, QUERY);
    return CLIENT + REPLY + queryBuffer + words + transaction + replyBlockBytes();
  }
}
