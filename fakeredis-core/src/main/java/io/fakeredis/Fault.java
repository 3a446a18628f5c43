package io.fakeredis;

import io.fakeredis.api.CommandException;
import io.fakeredis.api.Errors;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/**
 * Something that goes wrong, and which calls it strikes; {@link FakeServer#inject} lets it happen.
 * Without further words it strikes every call of every client.
 *
 * <pre>{@code
 * server.inject(Fault.error("LOADING Redis is loading the dataset in memory").times(3));
 * server.inject(Fault.delay(Duration.ofSeconds(2)).on("GET", "MGET"));
 * server.inject(Fault.disconnect().after(10));
 * server.inject(Fault.lostReply().on("INCR").chance(0.1));
 * }</pre>
 *
 * <p>Calls are struck as clients send them: MULTI's when they are queued, a script's not at all.
 * The test's own {@link FakeServer#call} is never struck. Faults are values: each method gives
 * another.
 */
public final class Fault {
  private final Effect effect;
  private final Predicate<ClientCall> condition;
  private final int skipped;
  private final int times;
  private final double chance;

  /** What happens to a call. */
  sealed interface Effect {
    /** It is answered with that error, and not run. */
    record Refuse(CommandException error) implements Effect {}

    /** It is run when that time has passed. */
    record Delay(Duration time) implements Effect {}

    /** The connection ends without a reply; before that it may have been run. */
    record Disconnect(boolean afterRunning) implements Effect {}
  }

  private Fault(
      Effect effect, Predicate<ClientCall> condition, int skipped, int times, double chance) {
    this.effect = effect;
    this.condition = condition;
    this.skipped = skipped;
    this.times = times;
    this.chance = chance;
  }

  private static Fault of(Effect effect) {
    return new Fault(effect, call -> true, 0, Integer.MAX_VALUE, 1);
  }

  /**
   * The call is answered with an error and not run; inside MULTI it spoils the transaction.
   *
   * @param message with its code in front, {@code "OOM command not allowed ..."}, in one line
   */
  public static Fault error(String message) {
    return of(new Effect.Refuse(Errors.error(message)));
  }

  /**
   * The call is run, and answered, that much later by the server's clock. What the same client
   * sends meanwhile waits behind it.
   *
   * @throws IllegalArgumentException if the time is negative
   */
  public static Fault delay(Duration time) {
    require(!time.isNegative(), "a delay is not negative: " + time);
    return of(new Effect.Delay(time));
  }

  /** The connection ends, and the call is not run. */
  public static Fault disconnect() {
    return of(new Effect.Disconnect(false));
  }

  /** The call is run, but the connection ends before the client has the reply. */
  public static Fault lostReply() {
    return of(new Effect.Disconnect(true));
  }

  /** Strikes calls of these commands only: {@code "GET"}, {@code "CONFIG GET"}. */
  public Fault on(String... commands) {
    List<String> names = List.of(commands);
    return where(call -> names.stream().anyMatch(call::is));
  }

  /**
   * Strikes such calls only. The condition is asked under the server's lock: it must not wait for
   * another client.
   */
  public Fault where(Predicate<ClientCall> alsoRequired) {
    return new Fault(effect, condition.and(alsoRequired), skipped, times, chance);
  }

  /** Spares the first so many of those calls. */
  public Fault after(int calls) {
    require(calls >= 0, "so many calls can't be spared: " + calls);
    return new Fault(effect, condition, calls, times, chance);
  }

  /** Strikes so many times and no more. */
  public Fault times(int calls) {
    require(calls > 0, "so many calls can't be struck: " + calls);
    return new Fault(effect, condition, skipped, calls, chance);
  }

  /**
   * Strikes a call with that probability, from 0 to 1; a server with a {@linkplain
   * FakeServer.Builder#seed seed} strikes the same calls each time.
   */
  public Fault chance(double probability) {
    require(probability >= 0 && probability <= 1, "no probability: " + probability);
    return new Fault(effect, condition, skipped, times, probability);
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  Effect effect() {
    return effect;
  }

  boolean concerns(ClientCall call) {
    return condition.test(call);
  }

  int skipped() {
    return skipped;
  }

  int times() {
    return times;
  }

  double chance() {
    return chance;
  }
}
