package io.fakeredis.server;

import io.fakeredis.core.config.Configuration;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.LinkedHashSet;
import java.util.Set;

/** What the parameter bind says. */
final class BindAddresses {
  private BindAddresses() {}

  /**
   * The addresses to listen on. A star is every interface, but only if somebody has written it: the
   * real server starts with stars, a fake with the loopback interface.
   *
   * @throws IllegalArgumentException if there is no such address
   */
  static Set<InetAddress> of(Configuration configuration) {
    if (configuration.isInitial("bind") && !configuration.isGiven("bind")) {
      return Set.of(InetAddress.getLoopbackAddress());
    }
    Set<InetAddress> hosts = new LinkedHashSet<>();
    for (String word : configuration.text("bind").split(" ", -1)) {
      boolean optional = word.startsWith("-");
      String name = optional ? word.substring(1) : word;
      if (name.equals("*") || name.equals("::*")) {
        hosts.add(new InetSocketAddress(0).getAddress()); // one socket serves both protocols
      } else if (!name.isEmpty()) {
        add(name, optional, hosts);
      }
    }
    return hosts;
  }

  private static void add(String name, boolean optional, Set<InetAddress> hosts) {
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
