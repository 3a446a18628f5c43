package io.fakeredis.api;

import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The wish to wait until one of the keys lets the attempt succeed, or the time is up.
 *
 * <p>The engine runs the attempt at once, and again whenever one of the keys may have become ready;
 * who waits longest for a key is served first. Inside MULTI and in scripts there is no waiting:
 * there, a failed attempt ends the call.
 *
 * @param keys the keys waited for, in the order of the arguments
 * @param type what a key must hold to wake the client
 * @param timeoutMillis how long to wait; 0 waits for ever
 * @param attempt tries to answer; run more than once, so it captures nothing that changes
 * @param onTimeout the reply when the time is up
 * @param insteadOfWaiting the reply where there is no waiting; as a rule that on timeout
 * @param wakesOnRemoval whether a key that vanishes or changes its type also wakes the client, as
 *     XREADGROUP wants
 * @param retryAt when to try again though no key is ready
 */
public record Wait(
    List<Bytes> keys,
    ValueType<?> type,
    long timeoutMillis,
    Attempt attempt,
    Reply onTimeout,
    Reply insteadOfWaiting,
    boolean wakesOnRemoval,
    LongSupplier retryAt)
    implements Result {
  /** As a time at which to try again: none. */
  public static final long NEVER = Long.MAX_VALUE;

  public Wait(
      List<Bytes> keys, ValueType<?> type, long timeoutMillis, Attempt attempt, Reply onTimeout) {
    this(keys, type, timeoutMillis, attempt, onTimeout, onTimeout, false, () -> NEVER);
  }

  /** The same wish, with a reply of its own for MULTI and scripts. */
  public Wait insteadOfWaiting(Reply reply) {
    return new Wait(keys, type, timeoutMillis, attempt, onTimeout, reply, wakesOnRemoval, retryAt);
  }

  /** The same wish, woken also by a key that vanishes. */
  public Wait wakingOnRemoval() {
    return new Wait(keys, type, timeoutMillis, attempt, onTimeout, insteadOfWaiting, true, retryAt);
  }

  /**
   * The same wish, that comes true with time, too.
   *
   * @param time asked after each failed attempt when to try again: milliseconds since 1970, or
   *     {@link #NEVER}
   */
  public Wait retryingAt(LongSupplier time) {
    return new Wait(
        keys, type, timeoutMillis, attempt, onTimeout, insteadOfWaiting, wakesOnRemoval, time);
  }

  /** Tries to answer a waiting client. */
  @FunctionalInterface
  public interface Attempt {

    /**
     * Answers from the keys, or not.
     *
     * @param keys the keys to look at: all of them at first and, from Redis 7.2 on, at each
     *     wake-up; older servers serve just the key that became ready
     * @return the reply, or null to go on waiting
     * @throws CommandException to end the wait with an error
     */
    @Nullable Reply tryAnswer(List<Bytes> keys);
  }
}
