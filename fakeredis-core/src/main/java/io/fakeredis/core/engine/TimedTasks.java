package io.fakeredis.core.engine;

import io.fakeredis.api.Context;
import io.fakeredis.api.Reply;
import java.util.function.Consumer;

/** Runs what plug-ins want done at a time of their own, in the name of a session of its own. */
final class TimedTasks {
  private static final System.Logger LOGGER = System.getLogger("io.fakeredis");

  private final Session session;
  private final Context context;

  private TimedTasks(Engine engine) {
    session = engine.connect(new Silence(), Endpoint.INTERNAL);
    session.authenticated(true);
    session.protocol(3);
    context = new ServerContext(engine, session);
  }

  static TimedTasks of(Engine engine) {
    return engine.part(TimedTasks.class, TimedTasks::new);
  }

  void run(Consumer<Context> task, int database) {
    session.select(database);
    try {
      task.accept(context);
    } catch (RuntimeException | StackOverflowError e) {
      LOGGER.log(System.Logger.Level.ERROR, "a task of a plug-in failed", e);
    } finally {
      session.engine().keyspace().database(database).endCall();
    }
  }

  /** There is nobody who hears of replies. */
  private static final class Silence implements Sink {
    @Override
    public void reply(Reply reply) {}

    @Override
    public void push(Reply message) {}

    @Override
    public void resume() {}

    @Override
    public void close() {}
  }
}
