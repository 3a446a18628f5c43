package io.fakeredis;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Plugin;
import io.fakeredis.api.Profile;
import io.fakeredis.api.Reply;
import io.fakeredis.core.acl.Users;
import io.fakeredis.core.config.CommandLine;
import io.fakeredis.core.config.ConfigFile;
import io.fakeredis.core.config.Configuration;
import io.fakeredis.core.config.Directive;
import io.fakeredis.core.config.ParameterTable;
import io.fakeredis.core.control.AccessControl;
import io.fakeredis.core.control.CommandStatistics;
import io.fakeredis.core.control.IdleTimeout;
import io.fakeredis.core.control.LargeCalls;
import io.fakeredis.core.control.Lookups;
import io.fakeredis.core.control.MemoryGuard;
import io.fakeredis.core.control.MonitorGuard;
import io.fakeredis.core.control.Notifications;
import io.fakeredis.core.control.Persistence;
import io.fakeredis.core.control.ProtectedCommandGuard;
import io.fakeredis.core.control.PubSubGuard;
import io.fakeredis.core.control.ServerStatistics;
import io.fakeredis.core.control.WriteGuard;
import io.fakeredis.core.engine.AccessGuard;
import io.fakeredis.core.engine.AuthGuard;
import io.fakeredis.core.engine.Endpoint;
import io.fakeredis.core.engine.Engine;
import io.fakeredis.core.engine.Guard;
import io.fakeredis.core.engine.ListenerObserver;
import io.fakeredis.core.engine.TimeSource;
import io.fakeredis.core.engine.TransactionGuard;
import io.fakeredis.core.rdb.RdbException;
import io.fakeredis.core.script.BusyGuard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * An in-memory server of the pinned flavour and version. Making one costs microseconds and no
 * thread.
 *
 * <pre>{@code
 * try (FakeServer server = FakeServer.create()) {
 *   server.call("SET", "greeting", "hello");
 *   server.call("GET", "greeting"); // a Reply.Bulk of "hello"
 * }
 * }</pre>
 *
 * <p>Client libraries connect through the adapters ({@code fakeredis-jedis}, {@code
 * fakeredis-lettuce}) or over TCP ({@code fakeredis-server}).
 */
public final class FakeServer implements AutoCloseable {
  /** The profile of servers that pin none. */
  public static final String DEFAULT_PROFILE = "redis:7";

  /** What every call has to pass, in the real server's order. */
  private static final List<Guard> GUARDS =
      List.of(
          new ProtectedCommandGuard(),
          new AuthGuard(),
          new TransactionGuard(),
          new AccessGuard(),
          new MemoryGuard(),
          new WriteGuard(),
          new PubSubGuard(),
          new MonitorGuard(),
          new BusyGuard());

  private final Engine engine;
  private final Runnable stopListening;

  private FakeServer(Builder builder) {
    Plugins all = Plugins.onClassPath().and(builder.plugins);
    Profile profile = all.profile(builder.profile);
    Plugins plugins = all.withModules(builder.modules, profile);
    RandomGenerator random =
        builder.seed == null ? new SplittableRandom() : new SplittableRandom(builder.seed);
    this.engine =
        new Engine(
            new Engine.Parts(
                profile,
                plugins.table(profile),
                () -> plugins.facts(profile),
                builder.configuration(plugins.parameters(profile)),
                random,
                time(builder.clock),
                GUARDS,
                made -> Users.of(made).defaultUser()));
    AccessControl.install(engine);
    Notifications.install(engine);
    CommandStatistics.install(engine);
    LargeCalls.install(engine);
    ServerStatistics.install(engine);
    Lookups.install(engine);
    IdleTimeout.install(engine);
    plugins.listeners(profile).forEach(kind -> ListenerObserver.install(engine, kind));
    this.stopListening = listen(builder.clock);
    builder.dataFile(engine).ifPresent(this::load);
  }

  private void load(Path file) {
    engine.run(
        () -> {
          try {
            Persistence.of(engine).load(Files.readAllBytes(file));
          } catch (IOException e) {
            throw new UncheckedIOException("can't read " + file + ": " + e.getMessage(), e);
          } catch (RdbException e) {
            throw new IllegalArgumentException(file + " is no RDB file: " + e.getMessage(), e);
          }
        });
  }

  private static TimeSource time(@Nullable InstantSource clock) {
    if (clock == null) {
      return TimeSource.system();
    }
    return clock instanceof ManualClock ? TimeSource.announced(clock) : TimeSource.of(clock);
  }

  private Runnable listen(@Nullable InstantSource clock) {
    if (!(clock instanceof ManualClock manual)) {
      return () -> {};
    }
    Runnable listener = engine::timeMoved;
    manual.listen(listener);
    return () -> manual.forget(listener);
  }

  /** A server of the {@linkplain #DEFAULT_PROFILE default profile}. */
  public static FakeServer create() {
    return builder().build();
  }

  public static Builder builder() {
    return new Builder();
  }

  /**
   * The server of that address, made at the first call: whoever names the same host and port shares
   * it. Whom the first URL names may log in there with its password.
   *
   * @param url as in {@link ServerUrl}
   * @throws IllegalArgumentException if it is no such URL
   */
  public static FakeServer shared(String url) {
    return SharedServers.at(ServerUrl.of(url));
  }

  /** Closes and forgets all {@linkplain #shared shared} servers, as between tests. */
  public static void forgetShared() {
    SharedServers.closeAll();
  }

  /** What a server is to be like. */
  public static final class Builder {
    private String profile = DEFAULT_PROFILE;
    private @Nullable InstantSource clock;
    private @Nullable Long seed;
    private final List<Plugin> plugins = new ArrayList<>();
    private @Nullable Set<String> modules;
    private final List<Directive> directives = new ArrayList<>();
    private @Nullable ConfigFile configFile;
    private @Nullable Path rdbFile;

    private Builder() {}

    /**
     * Pins flavour and version: {@code "redis:7.2"}, {@code "valkey:8.1"}; {@code "redis:7"} is the
     * newest 7.x known.
     */
    public Builder profile(String name) {
      this.profile = name;
      return this;
    }

    /** Adds a plug-in to those that are found on the class path. */
    public Builder plugin(Plugin plugin) {
      plugins.add(plugin);
      return this;
    }

    /**
     * Says which of the modules on the class path the server has loaded, {@code "bloom"} for
     * instance; none if no name is given. Without this it has all of them.
     */
    public Builder modules(String... names) {
      modules = Set.of(names);
      return this;
    }

    /**
     * The clock by which keys expire, blocked clients time out and TIME tells the time; the
     * machine's by default. A {@link ManualClock} stands still until the test moves it.
     */
    public Builder clock(InstantSource clock) {
      this.clock = clock;
      return this;
    }

    /**
     * Makes everything that is left to chance (RANDOMKEY, SPOP ...) come out the same each time.
     */
    public Builder seed(long seed) {
      this.seed = seed;
      return this;
    }

    /** Sets a parameter as redis.conf would: {@code config("maxmemory", "100mb")}. */
    public Builder config(String name, String value) {
      directives.add(new Directive(name, List.of(value), "config " + name));
      return this;
    }

    /** Sets parameters as the words behind {@code redis-server} would: {@code --maxmemory 1mb}. */
    public Builder arguments(String... words) {
      directives.addAll(CommandLine.options(words));
      return this;
    }

    /**
     * Sets parameters as lines of redis.conf would.
     *
     * @param source where the lines come from, for messages
     * @throws IOException if a file that they include can't be read
     * @throws IllegalArgumentException if a line is not well-formed
     */
    public Builder configLines(String source, List<String> lines) throws IOException {
      directives.addAll(ConfigFile.directives(source, lines));
      return this;
    }

    /**
     * Reads a redis.conf, which CONFIG REWRITE will write to; other settings come after it.
     *
     * @throws IOException if there is no such file, or it can't be read
     * @throws IllegalArgumentException if a line of it is not well-formed
     */
    public Builder configFile(Path file) throws IOException {
      configFile = ConfigFile.read(file);
      return this;
    }

    /**
     * Has the server start with what an RDB file holds, one of a real server of this version or an
     * older one. Without this a server whose {@code dir} or {@code dbfilename} was set starts with
     * the file that they name, if there is one.
     */
    public Builder rdbFile(Path file) {
      rdbFile = file;
      return this;
    }

    private Optional<Path> dataFile(Engine engine) {
      Path given = rdbFile;
      if (given != null) {
        return Optional.of(given);
      }
      Configuration configuration = engine.configuration();
      boolean named = configuration.isGiven("dir") || configuration.isGiven("dbfilename");
      Path configured = Persistence.of(engine).file();
      return named && Files.exists(configured) ? Optional.of(configured) : Optional.empty();
    }

    private Configuration configuration(ParameterTable table) {
      Configuration configuration = new Configuration(table);
      if (configFile != null) {
        configuration.load(configFile);
      }
      configuration.apply(directives);
      if (configuration.enabled("cluster-enabled")) {
        throw new IllegalArgumentException(
            "cluster-enabled yes: a fake stands for a single server, not for a node of a cluster");
      }
      return configuration;
    }

    /**
     * Makes the server.
     *
     * @throws IllegalArgumentException if no such profile or parameter is known, the RDB file is
     *     none, or the server was to be a node of a cluster
     * @throws UncheckedIOException if the RDB file can't be read
     */
    public FakeServer build() {
      return new FakeServer(this);
    }
  }

  /**
   * Plays dead: all connections end, and new ones are refused, until {@link #reconnect}. The data
   * stay.
   */
  public void disconnect() {
    engine.down(true);
  }

  /** Is there again after {@link #disconnect}. */
  public void reconnect() {
    engine.down(false);
  }

  /** Lets something go wrong from now on, until the injection is closed. */
  public Injection inject(Fault fault) {
    return new Injection(engine, fault);
  }

  /** Takes down what clients call from now on, and what they are answered. */
  public Recording record() {
    return new Recording(engine);
  }

  /** What the server holds now, to be {@linkplain #restore restored} here or elsewhere. */
  public Snapshot snapshot() {
    return engine.ask(() -> Snapshot.of(Persistence.of(engine).bytes()));
  }

  /**
   * Replaces all data and functions by those of the snapshot. Watched and cached keys count as
   * changed; there are no keyspace events. What has expired since by this server's clock is gone.
   *
   * @throws IllegalArgumentException if it is of a newer version than this server's, or damaged;
   *     the server is then as it was
   */
  public void restore(Snapshot snapshot) {
    engine.run(
        () -> {
          try {
            Persistence.of(engine).replaceBy(snapshot.rdb());
          } catch (RdbException e) {
            throw new IllegalArgumentException("can't restore: " + e.getMessage(), e);
          }
        });
  }

  /** Connects a client that speaks RESP. */
  public Connection connect(Connection.Outlet outlet) {
    return connect(outlet, Endpoint.IN_PROCESS);
  }

  /** Connects a client that speaks RESP and comes from somewhere. */
  public Connection connect(Connection.Outlet outlet, Endpoint endpoint) {
    return engine.ask(
        () -> {
          if (engine.isClosed() || engine.isDown()) {
            throw new ServerDownException(engine.isClosed());
          }
          return new Connection(engine, outlet, endpoint);
        });
  }

  /**
   * Connects a client that wants a socket: for libraries that take a factory of sockets. No network
   * is touched; what the client writes is run by the thread that writes it.
   *
   * @throws ConnectException as if nothing listened, if the server is down or has been closed
   */
  public Socket socket() throws SocketException {
    try {
      return new MemorySocket(this);
    } catch (ServerDownException e) {
      throw new ConnectException("Connection refused");
    }
  }

  /**
   * Runs one command as a client of its own would, and gives its reply as a value. A blocking
   * command that would have to wait gives up at once.
   */
  public Reply call(String... words) {
    return call(Args.of(words));
  }

  /** As {@link #call(String...)}, with binary words. */
  public Reply call(Bytes... words) {
    return call(Args.of(words));
  }

  private Reply call(Args args) {
    return engine.ask(() -> DirectSession.of(engine).call(args));
  }

  /** The keys that the server holds, of all databases, sorted. Looking counts as no access. */
  public List<StoredKey> keys() {
    return engine.ask(() -> StoredKey.all(engine));
  }

  /** How many clients wait in blocking commands: for tests that go on once a consumer is there. */
  public int blockedClients() {
    return engine.ask(() -> engine.waiters().count());
  }

  /** What the server holds, key by key, as a text for people: for messages of failed tests. */
  public String describe() {
    return engine.ask(() -> new Description(engine).text());
  }

  /** The server's engine, for the adapters of this project. */
  public Engine engine() {
    return engine;
  }

  /** The pinned flavour and version. */
  public Profile profile() {
    return engine.profile();
  }

  /** Ends all connections and lets everything go. */
  @Override
  public void close() {
    stopListening.run();
    engine.close();
  }
}
