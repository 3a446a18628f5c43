package io.fakeredis;

import io.fakeredis.api.Args;
import io.fakeredis.api.Reply;
import io.fakeredis.core.engine.Engine;
import io.fakeredis.core.engine.Interceptor;
import io.fakeredis.core.engine.Session;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What clients call, from {@link FakeServer#record} until it is closed: each call as it was sent,
 * with its reply, in the order in which they were answered. Handshakes of client libraries (HELLO,
 * CLIENT SETINFO ...) and calls that were refused are among them; what scripts call, and what the
 * test itself does with {@link FakeServer#call}, are not.
 *
 * <pre>{@code
 * try (Recording recording = server.record()) {
 *   cache.load("user:1");
 *   assertThat(recording.calls("GET")).hasSize(1);
 * }
 * }</pre>
 */
public final class Recording implements AutoCloseable {
  private final Engine engine;
  private final Tape tape = new Tape();

  Recording(Engine engine) {
    this.engine = engine;
    engine.run(() -> engine.intercept(tape));
  }

  /** All calls so far. */
  public List<RecordedCall> calls() {
    return engine.ask(() -> new ArrayList<>(tape.calls));
  }

  /** The calls of that command so far: {@code "GET"}, {@code "CONFIG GET"}. */
  public List<RecordedCall> calls(String command) {
    return calls().stream().filter(recorded -> recorded.call().is(command)).toList();
  }

  /** Forgets what was recorded, and goes on. */
  public void clear() {
    engine.run(tape.calls::clear);
  }

  /** Ends the recording; what was recorded can still be read. */
  @Override
  public void close() {
    engine.run(() -> engine.forget(tape));
  }

  private final class Tape implements Interceptor {
    private final List<RecordedCall> calls = new ArrayList<>();

    @Override
    public void answered(Session session, Args args, Reply reply) {
      if (!session.isInternal()) {
        Instant time = Instant.ofEpochMilli(engine.time().millis());
        calls.add(new RecordedCall(ClientCall.of(session, args), reply, time));
      }
    }
  }
}
