package io.fakeredis.core.control;

import io.fakeredis.api.Feature;
import io.fakeredis.api.Profile;
import io.fakeredis.core.control.PubSub.Kind;
import io.fakeredis.core.engine.CommandTable;
import io.fakeredis.core.engine.Session;
import io.fakeredis.core.engine.Transaction;
import io.fakeredis.core.replication.Follower;
import org.jspecify.annotations.Nullable;

/** The line that CLIENT LIST shows of a client, with the fields of the server's version. */
final class ClientLine {
  private static final Feature LADDR = Feature.since("CLIENT.field-laddr", "6.2");
  private static final Feature RESP = Feature.since("CLIENT.field-resp", "7.0");
  private static final Feature LIBRARY = Feature.since("CLIENT.field-lib-name", "7.2");
  private static final Feature WATCH = Feature.since("CLIENT.field-watch", "7.4");
  private static final Feature IO_THREAD = Feature.since("CLIENT.field-io-thread", "8.0");
  private static final Feature TOTALS = Feature.since("CLIENT.field-tot-cmds", "8.2");
  private static final Feature CAPA = Feature.since("CLIENT.field-capa", "valkey 8.1");

  private final Session session;
  private final Profile profile;
  private final StringBuilder line = new StringBuilder();

  private ClientLine(Session session) {
    this.session = session;
    this.profile = session.engine().profile();
  }

  static String of(Session session) {
    return new ClientLine(session).text();
  }

  private String text() {
    long now = session.engine().keyspace().now();
    add("id", session.id());
    add("addr", session.endpoint().remote());
    addIf(LADDR, "laddr", session.endpoint().local());
    add("fd", session.id() + 7);
    add("name", session.name().latin());
    add("age", (now - session.connectedAt()) / 1000);
    add("idle", (now - session.lastCallAt()) / 1000);
    add("flags", flags(session));
    addIf(CAPA, "capa", ClientState.of(session).followsRedirects ? "r" : "");
    add("db", session.database());
    addSubscriptions();
    addMemory();
    addTail();
    return line.toString();
  }

  private void addSubscriptions() {
    PubSub.Subscriptions subscriptions = session.part(PubSub.Subscriptions.class);
    add("sub", count(subscriptions, Kind.CHANNEL));
    add("psub", count(subscriptions, Kind.PATTERN));
    addIf(RESP, "ssub", count(subscriptions, Kind.SHARD));
    Transaction transaction = session.transaction();
    add("multi", transaction == null ? withoutTransaction() : transaction.calls().size());
    addIf(WATCH, "watch", session.engine().watchedKeys().count(session));
  }

  /** In Valkey 8.1 a client keeps what it needed for a transaction, or for watching, once. */
  private int withoutTransaction() {
    return profile.has(CAPA) && ClientState.of(session).knowsTransactions ? 0 : -1;
  }

  private static int count(PubSub.@Nullable Subscriptions subscriptions, Kind kind) {
    return subscriptions == null ? 0 : subscriptions.count(kind);
  }

  /** What the real server's buffers would take, with as much in them as there is here. */
  private void addMemory() {
    ClientBuffers buffers = ClientBuffers.of(session);
    add("qbuf", buffers.query());
    add("qbuf-free", buffers.queryRoom());
    add("argv-mem", buffers.words());
    addIf(RESP, "multi-mem", buffers.transaction());
    addIf(RESP, "rbs", ClientBuffers.REPLY);
    addIf(RESP, "rbp", ClientBuffers.REPLY);
    add("obl", buffers.reply());
    add("oll", buffers.replyBlocks());
    add("omem", buffers.replyBlockBytes());
    add("tot-mem", buffers.total());
  }

  private void addTail() {
    add("events", session.isStalled() ? "rw" : "r");
    add("cmd", command());
    add("user", session.user().name());
    if (profile.has(LADDR)) {
      Tracking.Mode mode = Tracking.mode(session);
      add("redir", mode == null ? -1 : mode.redirect);
    }
    addIf(RESP, "resp", session.protocol());
    ClientState state = ClientState.of(session);
    addIf(LIBRARY, "lib-name", state.libraryName.latin());
    addIf(LIBRARY, "lib-ver", state.libraryVersion.latin());
    addIf(IO_THREAD, "io-thread", 0);
    addIf(TOTALS, "tot-net-in", session.bytesIn());
    addIf(TOTALS, "tot-net-out", session.bytesOut());
    addIf(TOTALS, "tot-cmds", session.callCount());
  }

  private String command() {
    CommandTable.Row row = session.lastRow();
    if (row == null) {
      return "NULL";
    }
    String name = row.command().fullName();
    return profile.has(RESP) ? name : name.replaceFirst("\\|.*", "");
  }

  /** The letters that say what kind of client it is, and what it is doing. */
  static String flags(Session session) {
    StringBuilder flags = new StringBuilder();
    addIf(flags, Follower.is(session), 'S');
    addIf(flags, PubSub.isSubscribed(session), 'P');
    addIf(flags, Monitors.isWatching(session), 'O');
    addIf(flags, session.transaction() != null, 'x');
    addIf(flags, session.isBlocked(), 'b');
    Tracking.Mode mode = Tracking.mode(session);
    addIf(flags, mode != null, 't');
    addIf(flags, mode != null && mode.redirectBroken, 'R');
    addIf(flags, mode != null && mode.broadcast, 'B');
    addIf(flags, session.engine().watchedKeys().isMarked(session), 'd');
    addIf(flags, session.isClosingAfterReply(), 'c');
    addIf(flags, session.endpoint().unix(), 'U');
    addIf(flags, ClientState.of(session).isImportSource, 'I');
    addIf(flags, ClientState.of(session).noEvict, 'e');
    addIf(flags, session.isUntouching(), 'T');
    return flags.isEmpty() ? "N" : flags.toString();
  }

  private static void addIf(StringBuilder flags, boolean condition, char flag) {
    if (condition) {
      flags.append(flag);
    }
  }

  private void addIf(Feature feature, String name, Object value) {
    if (profile.has(feature)) {
      add(name, value);
    }
  }

  private void add(String name, Object value) {
    if (!line.isEmpty()) {
      line.append(' ');
    }
    line.append(name).append('=').append(value);
  }
}
