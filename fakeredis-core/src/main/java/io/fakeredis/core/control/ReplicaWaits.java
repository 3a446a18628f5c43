package io.fakeredis.core.control;

import io.fakeredis.api.Reply;
import io.fakeredis.api.Result;
import io.fakeredis.api.StringValue;
import io.fakeredis.api.Wait;
import io.fakeredis.core.engine.Engine;
import io.fakeredis.core.engine.Session;
import io.fakeredis.core.engine.Waiter;
import io.fakeredis.core.replication.Followers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Who waits in WAIT and WAITAOF until replicas have got far enough. */
final class ReplicaWaits {
  private final Engine engine;
  private final List<Entry> entries = new ArrayList<>();

  /**
   * One who waits.
   *
   * @param isEnough whether there is nothing more to wait for
   * @param reply how far it has come
   */
  private record Entry(
      Session session, Wait wish, BooleanSupplier isEnough, Supplier<Reply> reply) {
    boolean isCurrent() {
      Waiter waiter = session.waiter();
      return waiter != null && wish.equals(waiter.wish());
    }
  }

  private ReplicaWaits(Engine engine) {
    this.engine = engine;
  }

  static ReplicaWaits of(Engine engine) {
    return engine.part(ReplicaWaits.class, ReplicaWaits::new);
  }

  /** The reply if so many are there already, or the wish to wait for them. */
  Result add(
      Session session, long timeout, long wanted, LongSupplier there, LongFunction<Reply> form) {
    BooleanSupplier isEnough = () -> there.getAsLong() >= wanted;
    Supplier<Reply> reply = () -> form.apply(there.getAsLong());
    if (isEnough.getAsBoolean()) {
      return reply.get();
    }
    Wait wait = new Wait(List.of(), StringValue.TYPE, 0, keys -> null, reply.get());
    Entry entry = new Entry(session, wait, isEnough, reply);
    if (session.context() == Session.Context.CLIENT) {
      entries.add(entry);
      Followers.of(engine).askForAcknowledgement();
      if (timeout > 0) {
        engine.timers().at(engine.keyspace().now() + timeout, () -> end(entry));
      }
    }
    return wait;
  }

  private void end(Entry entry) {
    Waiter waiter = entry.session().waiter();
    if (waiter != null && entry.isCurrent()) {
      engine.waiters().end(waiter, entry.reply().get());
    }
    entries.remove(entry);
  }

  /** A replica has told how far it has got. */
  void look() {
    entries.removeIf(entry -> !entry.isCurrent());
    for (Entry entry : new ArrayList<>(entries)) {
      if (entry.isEnough().getAsBoolean()) {
        end(entry);
      }
    }
  }
}
