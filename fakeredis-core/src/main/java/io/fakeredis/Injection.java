package io.fakeredis;

import io.fakeredis.api.Args;
import io.fakeredis.core.engine.Engine;
import io.fakeredis.core.engine.Interceptor;
import io.fakeredis.core.engine.Session;

/** A {@link Fault} at work in a server, until it is closed. */
public final class Injection implements AutoCloseable {
  private final Engine engine;
  private final Fault fault;
  private final Striker striker = new Striker();
  private int seen;
  private int hits;

  Injection(Engine engine, Fault fault) {
    this.engine = engine;
    this.fault = fault;
    engine.run(() -> engine.intercept(striker));
  }

  /** How many calls it has struck so far. */
  public int hits() {
    return engine.ask(() -> hits);
  }

  /** Ends it; calls that it holds up already are run when their time comes. */
  @Override
  public void close() {
    engine.run(() -> engine.forget(striker));
  }

  private final class Striker implements Interceptor {
    @Override
    public boolean passes(Session session, Args args) {
      if (session.isInternal() || !strikes(session, args)) {
        return true;
      }
      hits++;
      strike(session, args);
      return false;
    }

    private boolean strikes(Session session, Args args) {
      return hits < fault.times()
          && fault.concerns(ClientCall.of(session, args))
          && ++seen > fault.skipped()
          && (fault.chance() == 1 || engine.random().nextDouble() < fault.chance());
    }

    private void strike(Session session, Args args) {
      if (fault.effect() instanceof Fault.Effect.Refuse refuse) {
        session.answer(args, engine.executor().refuse(session, args, refuse.error()));
      } else if (fault.effect() instanceof Fault.Effect.Delay delay) {
        session.delay(args, engine.time().millis() + delay.time().toMillis());
      } else if (fault.effect() instanceof Fault.Effect.Disconnect disconnect) {
        if (disconnect.afterRunning()) {
          session.callInVain(args);
        }
        session.close();
      }
    }
  }
}
