package io.fakeredis;

import io.fakeredis.api.Args;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Reply;
import io.fakeredis.core.control.AccessControl;
import io.fakeredis.core.control.Admission;
import io.fakeredis.core.control.ClientMemory;
import io.fakeredis.core.control.OutputLimits;
import io.fakeredis.core.engine.Endpoint;
import io.fakeredis.core.engine.Engine;
import io.fakeredis.core.engine.Session;
import io.fakeredis.core.engine.Sink;
import io.fakeredis.core.resp.OutputBuffer;
import io.fakeredis.core.resp.ProtocolException;
import io.fakeredis.core.resp.RequestParser;
import io.fakeredis.core.resp.RespEncoder;
import java.security.cert.X509Certificate;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection to a {@link FakeServer}, as bytes of RESP in both directions, over whatever
 * carries them.
 *
 * <p>Bytes from the client go into {@link #receive}; its calls are run by the thread that brings
 * them. When there is something to send, the {@link Outlet} is told, and whoever carries bytes to
 * the client takes them with {@link #drainTo}. All methods may be called by any thread.
 */
public final class Connection implements AutoCloseable {
  private static final Feature CHECKS_LINE_ENDS =
      Feature.since("PROTOCOL.checks-line-ends", "valkey 9.1");
  private static final Feature JOINS_QUOTES = Feature.since("INLINE.joins-quotes", "valkey 9.1");

  /** Then none of the calls in front of what is no RESP are run, if all came in together. */
  private static final Feature PARSES_AHEAD = Feature.since("PROTOCOL.parses-ahead", "keydb 6.3");

  private static final Feature LONG_ARRAYS = Feature.since("RESP.long-arrays", "7.0");
  private static final int OLD_LONGEST_ARRAY = 1024 * 1024;

  private static final long LEAST_QUERY_LIMIT = 1024 * 1024;

  private final Engine engine;
  private final Outlet outlet;
  private final Session session;
  private final OutputBuffer output = new OutputBuffer();
  private final RespEncoder encoder = new RespEncoder(output);
  private final RequestParser parser;
  private final Queue<Args> parsedAhead = new ArrayDeque<>();
  private final OutputLimits.Watch unread;
  private final ClientMemory memory;
  private volatile long undelivered;
  private long inputBytes;
  private boolean announced;
  private boolean closing;
  private boolean cutOff;

  /**
   * Is told when there is output. Called under the server's lock: it must neither block nor call.
   */
  @FunctionalInterface
  public interface Outlet {

    /**
     * There is output to {@linkplain Connection#drainTo take}, or the server ends the connection.
     */
    void outputReady();
  }

  /** Takes bytes of output. */
  @FunctionalInterface
  public interface Drain {
    void take(byte[] array, int length);
  }

  Connection(Engine engine, Outlet outlet, Endpoint endpoint) {
    this.engine = engine;
    this.outlet = outlet;
    this.session = engine.connect(new RespSink(), endpoint);
    this.unread = OutputLimits.of(engine).watch(session, this::cutOffForOutput);
    this.memory = ClientMemory.of(engine);
    this.parser = new RequestParser(new SessionLimits());
    admit();
  }

  /** Takes the client in, or tells it why not and ends the connection. */
  private void admit() {
    Reply refusal = Admission.refusal(session);
    if (refusal != null) {
      engine.traffic().rejected();
      session.deliver(refusal);
      session.close();
    }
  }

  /** The client has shown a certificate, which may say who it is. */
  public void showCertificate(X509Certificate certificate) {
    engine.run(() -> AccessControl.recognize(session, certificate));
  }

  /**
   * Takes bytes from the client and runs the calls that are complete. The array may be used again
   * afterwards.
   */
  public void receive(byte[] data, int from, int to) {
    engine.run(
        () -> {
          session.countTraffic(to - from, 0);
          parser.feed(data, from, to);
          inputBytes = parser.size();
          checkQueryBuffer();
          runCalls();
          parser.keepRest();
          inputBytes = parser.size();
          if (output.isEmpty()) {
            memoryChanged();
          }
        });
  }

  private void checkQueryBuffer() {
    boolean checked = parser.size() >= LEAST_QUERY_LIMIT && !closing;
    if (checked && parser.size() > engine.settings().number("client-query-buffer-limit")) {
      engine.traffic().cutOffForQuery();
      session.close();
    }
  }

  private void runCalls() {
    try {
      while (!closing && !session.isBlocked()) {
        Args args = nextCall();
        if (args == null) {
          return;
        }
        memoryChanged();
        if (!closing) {
          session.call(args);
        }
      }
    } catch (ProtocolException e) {
      session.deliver(Reply.error(String.valueOf(e.getMessage())));
      session.close();
    }
  }

  private @Nullable Args nextCall() {
    if (!engine.profile().has(PARSES_AHEAD)) {
      return parser.next();
    }
    for (Args args = parser.next(); args != null; args = parser.next()) {
      parsedAhead.add(args);
    }
    return parsedAhead.poll();
  }

  /** Hands over all output so far, if there is any. */
  public void drainTo(Drain drain) {
    engine.lock().lock();
    try {
      if (!output.isEmpty()) {
        session.countTraffic(0, output.length());
        drain.take(output.array(), output.length());
        output.clear();
        unread.taken();
      }
    } finally {
      engine.lock().unlock();
    }
  }

  /** Says how many bytes of output were taken that the client has not received yet. */
  public void undelivered(long bytes) {
    boolean changed = undelivered != bytes;
    undelivered = bytes;
    if (changed && memory.matters()) {
      engine.run(this::memoryChanged);
    }
  }

  private void memoryChanged() {
    if (memory.matters() && !closing) {
      memory.changed(session);
    }
  }

  /** Whether the server has ended the connection without waiting for the client to read. */
  public boolean isCutOff() {
    return cutOff;
  }

  /** Whether the server has ended the connection; it is to be closed when the output is taken. */
  public boolean isClosing() {
    return closing;
  }

  /** The client has hung up. */
  @Override
  public void close() {
    engine.run(session::closed);
  }

  /** The session is ended when nobody walks through the sessions. */
  private void cutOffForOutput() {
    sendNothingMore();
    engine.traffic().cutOffForOutput();
    engine.afterwards(session::close);
  }

  private void sendNothingMore() {
    cutOff = true;
    closing = true;
    output.clear();
  }

  private void announce() {
    if (!announced) {
      announced = true;
      engine.afterwards(
          () -> {
            announced = false;
            outlet.outputReady();
          });
    }
  }

  private final class RespSink implements Sink {
    @Override
    public void reply(Reply reply) {
      if (!closing) {
        encoder.protocol(session.protocol());
        encoder.write(reply);
        announce();
        if (unread.isTooMuch(unreadBytes())) {
          cutOffForOutput();
        }
      }
    }

    @Override
    public void send(byte[] bytes) {
      if (!closing) {
        output.write(bytes);
        announce();
        if (unread.isTooMuch(unreadBytes())) {
          cutOffForOutput();
        }
      }
    }

    @Override
    public long unreadBytes() {
      return output.length() + undelivered;
    }

    @Override
    public long inputBytes() {
      return inputBytes;
    }

    @Override
    public void push(Reply message) {
      reply(message);
    }

    @Override
    public void resume() {
      runCalls();
    }

    @Override
    public boolean isStalled() {
      return undelivered > 0;
    }

    @Override
    public void close() {
      closing = true;
      announce();
    }

    @Override
    public void cutOff() {
      sendNothingMore();
      announce();
    }
  }

  private final class SessionLimits implements RequestParser.Limits {
    @Override
    public int words() {
      return engine.profile().has(LONG_ARRAYS) ? Integer.MAX_VALUE : OLD_LONGEST_ARRAY;
    }

    @Override
    public long wordLength() {
      return engine.settings().number("proto-max-bulk-len");
    }

    @Override
    public boolean isUnauthenticated() {
      return session.needsLogin();
    }

    @Override
    public boolean checksLineEnds() {
      return engine.profile().has(CHECKS_LINE_ENDS);
    }

    @Override
    public boolean joinsQuotes() {
      return engine.profile().has(JOINS_QUOTES);
    }
  }
}
