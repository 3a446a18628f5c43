package io.fakeredis.core.engine;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Reply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection, as the engine sees it. Everything here happens under the engine's lock.
 */
public final class Session {
  /** Before that, messages to oneself come in front of the reply, be it in the midst of EXEC's. */
  private static final Feature MESSAGES_AFTER_REPLY =
      Feature.since("PUSH.messages-after-reply", "7.2");

  private static final Feature INVALIDATIONS_AFTER_REPLY =
      Feature.since("PUSH.invalidations-after-reply", "6.2");
  private static final Feature UNSILENCED = Feature.since("CLIENT REPLY.unsilenced-pushes", "6.2");

  private final Engine engine;
  private final Sink sink;
  private final long id;
  private final long connectedAt;
  private final Endpoint endpoint;
  private final Map<Class<?>, Object> parts = new HashMap<>();

  private int database;
  private int protocol = 2;
  private int scriptProtocol = 2;
  private long scriptMicros;
  private Bytes name = Bytes.EMPTY;
  private User user;
  private boolean authenticated;
  private @Nullable Transaction transaction;
  private @Nullable Waiter waiter;
  private @Nullable Args postponed;
  private ReplyMode replyMode = ReplyMode.ON;
  private final List<Reply> heldBack = new ArrayList<>(0);
  private final List<Reply> amidst = new ArrayList<>(0);
  private @Nullable Args running;
  private CommandTable.@Nullable Row runningRow;
  private CommandTable.@Nullable Row lastRow;
  private long lastCallAt;
  private long callCount;
  private long bytesIn;
  private long bytesOut;
  private boolean untouching;
  private Context context = Context.CLIENT;
  private boolean closesAfterReply;
  private boolean closed;

  /** Who makes the calls of a session at the moment. */
  public enum Context {
    /** The client itself. */
    CLIENT,
    /** EXEC, with calls that the client had queued. */
    TRANSACTION,
    /** A script or a function. */
    SCRIPT
  }

  Session(Engine engine, Sink sink, long id, Endpoint endpoint) {
    this.engine = engine;
    this.sink = sink;
    this.id = id;
    this.endpoint = endpoint.of(id);
    this.connectedAt = engine.keyspace().now();
    this.lastCallAt = connectedAt;
    this.user = engine.defaultUser();
    this.authenticated = user.isOpen();
  }

  /** Runs a call; the reply goes to the sink, now or when the call is done waiting. */
  public void call(Args args) {
    if (engine.letsPass(this, args)) {
      run(args);
    }
  }

  /** Runs a call whose reply nobody gets. */
  public void callInVain(Args args) {
    replyMode = ReplyMode.OFF;
    run(args);
  }

  private void run(Args args) {
    running = args;
    Reply reply = engine.executor().execute(this, args);
    if (reply != null) {
      answer(args, reply);
    }
    ran();
    if (closesAfterReply) {
      close();
    }
    engine.waiters().serve();
  }

  /** Hands the reply to a call to the client; interceptors hear of it. */
  public void answer(Args args, Reply reply) {
    engine.answered(this, args, reply);
    deliver(reply);
  }

  /** Hands a reply to the client, unless CLIENT REPLY says otherwise. */
  public void deliver(Reply reply) {
    if (replyMode == ReplyMode.ON || (isPush(reply) && engine.profile().has(UNSILENCED))) {
      sink.reply(reply);
    }
    replyMode = replyMode.afterReply();
  }

  private static boolean isPush(Reply reply) {
    return reply instanceof Reply.Push
        || (reply instanceof Reply.Many many && many.replies().stream().allMatch(Session::isPush));
  }

  /** Hands bytes to the client that are no reply: what a replica is told. */
  public void send(byte[] bytes) {
    sink.send(bytes);
  }

  /** Hands a published message to the client. */
  public void push(Reply message) {
    if (isSilenced()) {
      return;
    }
    if (running == null) {
      sink.push(message);
    } else if (engine.profile().has(MESSAGES_AFTER_REPLY)) {
      heldBack.add(message);
    } else if (context == Context.TRANSACTION) {
      amidst.add(message);
    } else {
      sink.push(message);
    }
  }

  /** Tells the client what it must no longer keep. */
  public void invalidate(Reply message) {
    if (isSilenced()) {
      return;
    }
    // what is evicted to make room for a call is told of before the call is run
    if (runningRow != null && protocol == 3 && engine.profile().has(INVALIDATIONS_AFTER_REPLY)) {
      heldBack.add(message);
    } else {
      sink.push(message);
    }
  }

  /** Does something of which the messages to the client come ahead of the reply to its call. */
  public void aheadOfReply(Runnable work) {
    int held = heldBack.size();
    work.run();
    List<Reply> ahead = heldBack.subList(held, heldBack.size());
    ahead.forEach(sink::push);
    ahead.clear();
  }

  private boolean isSilenced() {
    return replyMode == ReplyMode.OFF && !engine.profile().has(UNSILENCED);
  }

  /** The messages that have to stand in front of a reply inside EXEC's. */
  public List<Reply> takeMessagesAmidst() {
    if (amidst.isEmpty()) {
      return List.of();
    }
    List<Reply> taken = List.copyOf(amidst);
    amidst.clear();
    return taken;
  }

  /** Which replies the client wants. */
  public enum ReplyMode {
    ON,
    OFF,
    SKIP_NEXT,
    SKIP_THIS;

    private ReplyMode afterReply() {
      return switch (this) {
        case SKIP_NEXT -> SKIP_THIS;
        case SKIP_THIS -> ON;
        case ON, OFF -> this;
      };
    }
  }

  public ReplyMode replyMode() {
    return replyMode;
  }

  public void replyMode(ReplyMode mode) {
    replyMode = mode;
  }

  public Engine engine() {
    return engine;
  }

  public long id() {
    return id;
  }

  /** When the client connected, in milliseconds since 1970. */
  public long connectedAt() {
    return connectedAt;
  }

  public Endpoint endpoint() {
    return endpoint;
  }

  /** The number of the selected database. */
  public int database() {
    return database;
  }

  public void select(int index) {
    database = index;
  }

  /** 2 or 3. */
  public int protocol() {
    return protocol;
  }

  public void protocol(int version) {
    protocol = version;
  }

  /** In which protocol calls are answered: a script has one of its own, whatever its client has. */
  public int protocolOfCalls() {
    return context == Context.SCRIPT ? scriptProtocol : protocol;
  }

  /** A script begins: its calls are answered as in RESP2, and its time stands still. */
  public void scriptBegins() {
    scriptProtocol = 2;
    scriptMicros = engine.keyspace().now() * 1000 + engine.time().micros() % 1000;
  }

  /** When the running script began, in microseconds since 1970. */
  public long scriptMicros() {
    return scriptMicros;
  }

  /** Sets the protocol in which the calls of scripts are answered. */
  public void scriptProtocol(int version) {
    scriptProtocol = version;
  }

  /** What CLIENT SETNAME set; empty by default. */
  public Bytes name() {
    return name;
  }

  public void name(Bytes newName) {
    name = newName;
  }

  /** The user that the client is. */
  public User user() {
    return user;
  }

  public void user(User other) {
    user = other;
  }

  /** Whether this is the server's own session rather than a client's. */
  public boolean isInternal() {
    return endpoint.isInternal();
  }

  public boolean isAuthenticated() {
    return authenticated;
  }

  /** Whether the client has to say who it is before it may do anything. */
  public boolean needsLogin() {
    return !authenticated && !user.isOpen();
  }

  public void authenticated(boolean yes) {
    authenticated = yes;
  }

  /** The client is nobody in particular again, as when it connected. */
  public void logOut() {
    user = engine.defaultUser();
    authenticated = user.isOpen();
  }

  /** What MULTI began; null outside. */
  public @Nullable Transaction transaction() {
    return transaction;
  }

  public void transaction(@Nullable Transaction begun) {
    transaction = begun;
  }

  /** Leaves MULTI, and forgets what was watched for it. */
  public void endTransaction() {
    transaction = null;
    engine.watchedKeys().unwatch(this);
  }

  public Context context() {
    return context;
  }

  /** Does something in another context; the one before holds again afterwards. */
  public <T> T within(Context other, Supplier<T> work) {
    Context before = context;
    context = other;
    try {
      return work.get();
    } finally {
      context = before;
    }
  }

  /** What a family keeps for a session: made at first use, of the class. */
  public <T> T part(Class<T> type, Function<Session, T> made) {
    Object part = parts.get(type);
    if (part == null) {
      part = made.apply(this);
      parts.put(type, part);
    }
    return type.cast(part);
  }

  /** What a family keeps for this session, or null if it was never needed. */
  public <T> @Nullable T part(Class<T> type) {
    return type.cast(parts.get(type));
  }

  public void dropPart(Class<?> type) {
    parts.remove(type);
  }

  /** What the client waits for in a blocking command; null if it does not. */
  public @Nullable Waiter waiter() {
    return waiter;
  }

  void waiter(@Nullable Waiter current) {
    waiter = current;
  }

  /** Whether the client waits, be it in a blocking command or for the end of a pause. */
  public boolean isBlocked() {
    return waiter != null || postponed != null;
  }

  /** Keeps the call until the pause is over. */
  void postpone(Args args) {
    postponed = args;
  }

  /**
   * Keeps the call until that time, in milliseconds since 1970; what comes meanwhile waits, too.
   */
  public void delay(Args args, long until) {
    postponed = args;
    engine.timers().at(until, () -> engine.resumeLater(this));
  }

  void resume() {
    Args args = postponed;
    if (args != null && !closed) {
      postponed = null;
      run(args);
    }
    sink.resume();
  }

  /** Takes down what the client called, and when; null for an unknown command. */
  void calling(CommandTable.@Nullable Row row) {
    lastRow = row;
    lastCallAt = engine.keyspace().now();
  }

  /** What the client called last; null if that was nothing known, or nothing yet. */
  public CommandTable.@Nullable Row lastRow() {
    return lastRow;
  }

  /** When the client last called, or connected, in milliseconds since 1970. */
  public long lastCallAt() {
    return lastCallAt;
  }

  /** Counts bytes that came from the client and went to it. */
  public void countTraffic(long in, long out) {
    bytesIn += in;
    bytesOut += out;
    engine.traffic().passed(in, out);
  }

  /** How many bytes of output the client has not taken yet. */
  public long unreadBytes() {
    return sink.unreadBytes();
  }

  /** Whether the client does not take its output as quickly as it comes. */
  public boolean isStalled() {
    return sink.isStalled();
  }

  /** The call that is being run, in a transaction one of those queued; null between calls. */
  public @Nullable Args runningCall() {
    return running;
  }

  /** The command of that call; null before it has been admitted. */
  public CommandTable.@Nullable Row runningRow() {
    return runningRow;
  }

  /** The running call has its reply: now comes what was held back. */
  void ran() {
    running = null;
    runningRow = null;
    if (!heldBack.isEmpty()) {
      heldBack.forEach(sink::push);
      heldBack.clear();
    }
  }

  /** A call is run, by the client itself or by EXEC: what scripts call are parts of theirs. */
  void runs(CommandTable.Row row, Args args) {
    if (context != Context.SCRIPT) {
      running = args;
      runningRow = row;
    }
  }

  /**
   * How many bytes of the client's calls stand in the buffer, those of the running one included.
   */
  public long inputBytes() {
    return sink.inputBytes();
  }

  public long bytesIn() {
    return bytesIn;
  }

  public long bytesOut() {
    return bytesOut;
  }

  /** Counts a call that is over. */
  void countCall() {
    callCount++;
  }

  /**
   * How many calls were run for the client, those of its scripts included: not what was refused,
   * and not what still runs or waits.
   */
  public long callCount() {
    return callCount;
  }

  /** Whether the client's reads leave the keys' access times alone. */
  public boolean isUntouching() {
    return untouching;
  }

  public void untouching(boolean on) {
    untouching = on;
  }

  public boolean isClosingAfterReply() {
    return closesAfterReply;
  }

  /** Ends the connection when the reply to the current call has been given. */
  public void closeAfterReply() {
    closesAfterReply = true;
  }

  /** Ends the connection from the server's side, once given replies are delivered. */
  public void close() {
    if (!closed) {
      sink.close();
      closed();
    }
  }

  /** Ends the connection from the server's side, be there undelivered replies or not. */
  public void cutOff() {
    if (!closed) {
      sink.cutOff();
      closed();
    }
  }

  /** The connection has ended: everything that hangs on it is let go. */
  public void closed() {
    if (!closed) {
      closed = true;
      engine.forget(this);
    }
  }

  public boolean isClosed() {
    return closed;
  }
}
