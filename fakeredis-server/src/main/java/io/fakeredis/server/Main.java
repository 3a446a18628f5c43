package io.fakeredis.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.fakeredis.FakeServer;
import io.fakeredis.api.Profile;
import io.fakeredis.core.config.Configuration;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The command line: redis-server's, with {@code --profile} besides. */
public final class Main {
  private static final int BAD_USAGE = 2;
  private static final String USAGE =
      """
      Usage: fakeredis [redis.conf] [--profile redis:7.2] [--directive value ...] [-]

        redis.conf         a configuration file of redis-server; CONFIG REWRITE writes to it
        -                  reads lines of such a file from standard input
        --profile NAME     the server to stand for, such as redis:7.2 or valkey:8.1 (default: %s)
        --modules LIST     which modules it has loaded: bloom,json or none (default: all there are)
        --port N           the TCP port (default: 6379; 0 picks a free one)
        --bind ADDRESS     the address to listen on, * for all (default: 127.0.0.1)
        --tls-port N       a port for clients with TLS; needs --tls-cert-file and --tls-key-file
        --unixsocket PATH  a socket in the file system to listen on
        --DIRECTIVE VALUE  any other line of redis.conf
        --help, --version
      """;

  private final List<String> directives = new ArrayList<>();
  private String profile = FakeServer.DEFAULT_PROFILE;
  private @Nullable Path configFile;
  private boolean readsInput;
  private @Nullable String modules;

  private Main() {}

  /** Starts a server and waits for its end. */
  public static void main(String[] args) throws InterruptedException {
    PrintStream out = System.out;
    List<String> words = Arrays.asList(args);
    if (words.contains("--help") || words.contains("-h")) {
      out.print(USAGE.formatted(FakeServer.DEFAULT_PROFILE));
    } else if (words.contains("--version") || words.contains("-v")) {
      out.println(new Main().versionLine(words));
    } else {
      System.exit(new Main().run(words, out));
    }
  }

  /** In the words of the real server: who starts servers asks them for their version first. */
  private String versionLine(List<String> words) {
    read(words);
    Profile served = FakeServer.builder().profile(profile).build().engine().profile();
    return "%s%s server v=%s sha=00000000:0 malloc=libc bits=64 build=fakeredis-%s"
        .formatted(
            served.flavour().substring(0, 1).toUpperCase(Locale.ROOT),
            served.flavour().substring(1),
            served.version(),
            version());
  }

  private static String version() {
    String version = FakeServer.class.getPackage().getImplementationVersion();
    return version == null ? "unpackaged" : version;
  }

  private int run(List<String> words, PrintStream out) throws InterruptedException {
    try {
      read(words);
      FakeServer fake = build();
      ServerLog log = new ServerLog(fake.engine(), out);
      log.starting();
      serve(fake, log);
      return 0;
    } catch (IllegalArgumentException | UncheckedIOException e) {
      System.err.println("fakeredis: " + e.getMessage());
      return BAD_USAGE;
    }
  }

  private static void serve(FakeServer fake, ServerLog log) throws InterruptedException {
    try (TcpFakeServer server = listen(fake, log)) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> terminate(server)));
      log.ready(server.places());
      server.await();
      log.ended();
    }
  }

  private static TcpFakeServer listen(FakeServer fake, ServerLog log) {
    try {
      return start(fake);
    } catch (UncheckedIOException e) {
      log.noListener(String.valueOf(e.getMessage()));
      throw e;
    }
  }

  /** A signal ends the server as SHUTDOWN does: what is to be saved is saved. */
  private static void terminate(TcpFakeServer server) {
    if (!server.server().engine().isClosed()) {
      server.server().call("SHUTDOWN");
    }
    server.close();
  }

  /** Where redis.conf says; if it does not, on the loopback interface. */
  private static TcpFakeServer start(FakeServer fake) {
    Configuration settings = fake.engine().configuration();
    int port = (int) settings.number("port");
    TcpFakeServer.Builder builder = TcpFakeServer.builder(fake);
    Set<InetAddress> hosts = BindAddresses.of(settings);
    for (InetAddress host : hosts) {
      builder.address(new InetSocketAddress(host, port));
    }
    boolean elsewhere =
        TcpFakeServer.Builder.wantsTls(settings) || !settings.text("unixsocket").isEmpty();
    if (hosts.isEmpty() || (port == 0 && elsewhere)) {
      builder.withoutPlainTcp();
    }
    return builder.start();
  }

  private void read(List<String> words) {
    int at = 0;
    if (!words.isEmpty() && !words.get(0).startsWith("-")) {
      configFile = Path.of(words.get(0));
      at = 1;
    }
    for (; at < words.size(); at++) {
      switch (words.get(at)) {
        case "--profile" -> profile = valueOf(words, at++, "a name, such as redis:7.2");
        case "--modules" -> modules = valueOf(words, at++, "names, such as bloom, or none");
        default -> other(words, at);
      }
    }
  }

  /** Elsewhere a dash is somebody's value. */
  private void other(List<String> words, int at) {
    if (words.get(at).equals("-") && (at == 0 || at == words.size() - 1)) {
      readsInput = true;
    } else {
      directives.add(words.get(at));
    }
  }

  private static String valueOf(List<String> words, int at, String what) {
    if (at + 1 == words.size()) {
      throw new IllegalArgumentException(words.get(at) + " needs " + what);
    }
    return words.get(at + 1);
  }

  private FakeServer build() {
    FakeServer.Builder builder = FakeServer.builder().profile(profile);
    if (modules != null) {
      builder.modules(modules.equals("none") ? new String[0] : modules.split(",", -1));
    }
    try {
      configure(builder);
    } catch (NoSuchFileException e) {
      throw new UncheckedIOException("can't read " + e.getMessage() + ": no such file", e);
    } catch (IOException e) {
      throw new UncheckedIOException("can't read the configuration: " + e.getMessage(), e);
    }
    return builder.build();
  }

  /** The file comes first, and the command line has the last word. */
  private void configure(FakeServer.Builder builder) throws IOException {
    Path file = configFile;
    if (file != null) {
      builder.configFile(file);
    }
    if (readsInput) {
      BufferedReader input = new BufferedReader(new InputStreamReader(System.in, ISO_8859_1));
      builder.configLines("standard input", input.lines().toList());
    }
    builder.arguments(directives.toArray(String[]::new));
  }
}
