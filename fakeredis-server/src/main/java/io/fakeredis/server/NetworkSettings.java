package io.fakeredis.server;

import io.fakeredis.core.config.Configuration;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/** Has CONFIG SET port, tls-port and bind move the places where clients connect. */
final class NetworkSettings {
  private static final String NO_PORT = "Unable to listen on this port. Check server logs.";
  private static final String NO_ADDRESS = "Failed to bind to specified addresses.";
  private static final String NO_TLS = "Unable to update TLS configuration. Check server logs.";

  private final Configuration configuration;
  private final SelectorLoop loop;
  private List<InetAddress> hosts;
  private @Nullable Supplier<SSLEngine> tls;

  NetworkSettings(
      Configuration configuration,
      SelectorLoop loop,
      List<InetAddress> hosts,
      @Nullable Supplier<SSLEngine> tls) {
    this.configuration = configuration;
    this.loop = loop;
    this.hosts = hosts;
    this.tls = tls;
  }

  void install() {
    configuration.applyWith("port", this::movePort);
    configuration.applyWith("tls-port", this::moveTlsPort);
    configuration.applyWith("bind", this::rebind);
  }

  private void movePort() {
    exchange(listeners(false), plain(hosts), NO_PORT);
  }

  private void moveTlsPort() {
    if (tls == null && configuration.number("tls-port") != 0) {
      try {
        tls = new TlsSettings(configuration);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(NO_TLS, e);
      }
    }
    exchange(listeners(true), withTls(hosts), NO_PORT);
  }

  private void rebind() {
    List<InetAddress> wanted = addresses();
    List<Listener> places = plain(wanted);
    places.addAll(withTls(wanted));
    List<Listener> old = listeners(false);
    old.addAll(listeners(true));
    exchange(old, places, NO_ADDRESS);
    hosts = wanted;
  }

  private List<InetAddress> addresses() {
    try {
      return List.copyOf(BindAddresses.of(configuration));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(NO_ADDRESS, e);
    }
  }

  private void exchange(List<Listener> old, List<Listener> wanted, String complaint) {
    try {
      loop.exchange(old, wanted);
    } catch (IOException e) {
      throw new IllegalArgumentException(complaint, e);
    }
  }

  private List<Listener> listeners(boolean withTls) {
    List<Listener> found = new ArrayList<>();
    for (Listener listener : loop.listeners().all()) {
      if (listener.isTls() == withTls && listener.address() instanceof InetSocketAddress) {
        found.add(listener);
      }
    }
    return found;
  }

  private List<Listener> plain(List<InetAddress> at) {
    int port = (int) configuration.number("port");
    List<Listener> places = new ArrayList<>();
    if (port != 0) {
      at.forEach(host -> places.add(Listener.plain(new InetSocketAddress(host, port))));
    }
    return places;
  }

  private List<Listener> withTls(List<InetAddress> at) {
    int port = (int) configuration.number("tls-port");
    Supplier<SSLEngine> engines = tls;
    List<Listener> places = new ArrayList<>();
    if (port != 0 && engines != null) {
      at.forEach(host -> places.add(Listener.tls(new InetSocketAddress(host, port), engines)));
    }
    return places;
  }
}
