package io.fakeredis.server;

import io.fakeredis.FakeServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** The command line. */
public final class Main {
  private Main() {}

  /** Interim. */
  public static void main(String[] args) throws InterruptedException {
    int port = 6379;
    FakeServer.Builder builder = FakeServer.builder();
    for (int i = 0; i + 1 < args.length; i += 2) {
      if (args[i].equals("--port")) {
        port = Integer.parseInt(args[i + 1]);
      } else if (args[i].equals("--profile")) {
        builder.profile(args[i + 1]);
      }
    }
    TcpFakeServer.start(
            builder.build(), new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
        .await();
  }
}
