package io.fakeredis.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fakeredis.FakeServer;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BindAddressesTest {
  private static Set<InetAddress> of(FakeServer server) {
    return BindAddresses.of(server.engine().configuration());
  }

  private static Set<InetAddress> bound(String bind) {
    return of(FakeServer.builder().arguments("--bind", bind).build());
  }

  @Test
  void nobodyHasSaidAnything() {
    assertThat(of(FakeServer.create())).containsExactly(InetAddress.getLoopbackAddress());
  }

  @Test
  void starsAreAllInterfaces() {
    assertThat(bound("* -::*")).hasSize(1).allMatch(InetAddress::isAnyLocalAddress);
  }

  @Test
  void emptyIsNone() {
    FakeServer server = FakeServer.create();
    server.call("CONFIG", "SET", "bind", "");

    assertThat(of(server)).isEmpty();
  }

  @Test
  void addressesOfNoInterfaceMayBeOptional() throws UnknownHostException {
    assertThat(bound("127.0.0.1 -192.0.2.1")).containsExactly(InetAddress.getByName("127.0.0.1"));
    assertThatThrownBy(() -> bound("no.such.host.invalid"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("cannot listen on no.such.host.invalid");
  }
}
