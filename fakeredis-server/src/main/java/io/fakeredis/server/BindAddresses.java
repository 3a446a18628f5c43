package io.fakeredis.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.List;

/** What the parameter bind says. */
final class BindAddresses {
  private BindAddresses() {}

  /**
   * The addresses to listen on. Stars are what the real server starts with: here they stand for the
   * loopback interface, as does nothing at all.
   *
   * @throws IllegalArgumentException if there is no such address
   */
  static List<InetAddress> of(String bind) {
    List<InetAddress> hosts = new ArrayList<>();
    for (String word : bind.split(" ", -1)) {
      boolean optional = word.startsWith("-");
      String name = optional ? word.substring(1) : word;
      if (!name.isEmpty() && !name.endsWith("*")) {
        add(name, optional, hosts);
      }
    }
    return hosts.isEmpty() ? List.of(InetAddress.getLoopbackAddress()) : hosts;
  }

  private static void add(String name, boolean optional, List<InetAddress> hosts) {
    try {
      InetAddress host = InetAddress.getByName(name);
      if (!optional || NetworkInterface.getByInetAddress(host) != null) {
        hosts.add(host);
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot listen on " + name + ": " + e.getMessage(), e);
    }
  }
}
