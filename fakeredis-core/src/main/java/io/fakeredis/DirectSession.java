package io.fakeredis;

import io.fakeredis.api.Args;
import io.fakeredis.api.Reply;
import io.fakeredis.core.engine.Endpoint;
import io.fakeredis.core.engine.Engine;
import io.fakeredis.core.engine.Session;
import io.fakeredis.core.engine.Sink;

/** The session behind {@link FakeServer#call}: replies are handed back as they are. */
final class DirectSession implements Sink {
  private final Session session;
  private Reply last = Reply.NULL;

  private DirectSession(Engine engine) {
    this.session = engine.connect(this, Endpoint.INTERNAL);
    session.authenticated(true);
    session.protocol(3);
  }

  static DirectSession of(Engine engine) {
    return engine.part(DirectSession.class, DirectSession::new);
  }

  Reply call(Args args) {
    last = Reply.NULL;
    session.call(args);
    if (session.waiter() != null) {
      session.engine().waiters().end(session.waiter(), session.waiter().wish().onTimeout());
    }
    return last;
  }

  @Override
  public void reply(Reply reply) {
    last = reply;
  }

  @Override
  public void push(Reply message) {
    // nobody listens: what is wanted of pub/sub is seen through a client
  }

  @Override
  public void resume() {
    // calls are never queued behind a blocked one
  }

  @Override
  public void close() {
    // the server is going down
  }
}
