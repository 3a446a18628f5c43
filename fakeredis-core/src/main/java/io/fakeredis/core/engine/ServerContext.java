package io.fakeredis.core.engine;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.CommandException;
import io.fakeredis.api.Context;
import io.fakeredis.api.Database;
import io.fakeredis.api.Profile;
import io.fakeredis.api.Reply;
import io.fakeredis.api.Settings;
import io.fakeredis.api.Timer;
import io.fakeredis.api.ValueType;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** What is to be touched of an engine, in the name of a session. */
class ServerContext implements Context {
  private final Engine engine;
  private final Session session;

  ServerContext(Engine engine, Session session) {
    this.engine = engine;
    this.session = session;
  }

  public final Engine engine() {
    return engine;
  }

  public final Session session() {
    return session;
  }

  @Override
  public final Database db() {
    return engine.keyspace().database(session.database());
  }

  @Override
  public final Database db(long index) {
    return engine.keyspace().database(index);
  }

  @Override
  public final long now() {
    return engine.keyspace().now();
  }

  @Override
  public final RandomGenerator random() {
    return engine.random();
  }

  @Override
  public final Settings settings() {
    return engine.settings();
  }

  @Override
  public final Profile profile() {
    return engine.profile();
  }

  @Override
  public final List<ValueType<?>> valueTypes() {
    return engine.valueTypes();
  }

  @Override
  public final <T> T part(Class<T> type, Supplier<T> made) {
    return engine.part(type, ignored -> made.get());
  }

  @Override
  public final Reply call(Bytes... words) {
    Args other = Args.of(words);
    try {
      return engine.executor().runAtOnce(session, engine.executor().resolve(other), other);
    } catch (CommandException e) {
      return e.reply();
    }
  }

  @Override
  public final Timer at(long millis, Consumer<Context> task) {
    int database = session.database();
    return engine.timers().at(millis, () -> TimedTasks.of(engine).run(task, database));
  }
}
