package io.fakeredis.server;

import io.fakeredis.core.engine.Endpoint;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/** A place where clients connect: a TCP port, one with TLS, or a socket in the file system. */
final class Listener {
  private static final int BACKLOG = 511;
  private static final PosixFilePermission[] PERMISSION_BITS = {
    PosixFilePermission.OTHERS_EXECUTE,
    PosixFilePermission.OTHERS_WRITE,
    PosixFilePermission.OTHERS_READ,
    PosixFilePermission.GROUP_EXECUTE,
    PosixFilePermission.GROUP_WRITE,
    PosixFilePermission.GROUP_READ,
    PosixFilePermission.OWNER_EXECUTE,
    PosixFilePermission.OWNER_WRITE,
    PosixFilePermission.OWNER_READ
  };

  private final @Nullable Path path;
  private final int permissions;
  private final @Nullable Supplier<SSLEngine> tls;
  private SocketAddress address;
  private @Nullable ServerSocketChannel channel;

  private Listener(
      SocketAddress address,
      @Nullable Path path,
      int permissions,
      @Nullable Supplier<SSLEngine> tls) {
    this.address = address;
    this.path = path;
    this.permissions = permissions;
    this.tls = tls;
  }

  static Listener plain(InetSocketAddress address) {
    return new Listener(address, null, 0, null);
  }

  /** With an engine for each connection. */
  static Listener tls(InetSocketAddress address, Supplier<SSLEngine> engines) {
    return new Listener(address, null, 0, engines);
  }

  /**
   * A socket in the file system, in place of what is there under its name.
   *
   * @param permissions as of chmod; 0 for those that new files get
   */
  static Listener unix(Path path, int permissions) {
    return new Listener(UnixDomainSocketAddress.of(path), path, permissions, null);
  }

  /** Listens, again at the same port if it did before. */
  void open(Selector selector) throws IOException {
    ServerSocketChannel opened =
        path == null
            ? ServerSocketChannel.open()
            : ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      bind(opened);
      opened.configureBlocking(false);
      opened.register(selector, SelectionKey.OP_ACCEPT, this);
    } catch (IOException e) {
      opened.close();
      throw e;
    }
    address = opened.getLocalAddress();
    channel = opened;
  }

  private void bind(ServerSocketChannel opened) throws IOException {
    Path file = path;
    if (file == null) {
      opened.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      opened.bind(address, BACKLOG);
      return;
    }
    Files.deleteIfExists(file);
    opened.bind(address, BACKLOG);
    if (permissions != 0) {
      Files.setPosixFilePermissions(file, permissionSet());
    }
  }

  private Set<PosixFilePermission> permissionSet() {
    Set<PosixFilePermission> set = EnumSet.noneOf(PosixFilePermission.class);
    for (int bit = 0; bit < PERMISSION_BITS.length; bit++) {
      if ((permissions >> bit & 1) == 1) {
        set.add(PERMISSION_BITS[bit]);
      }
    }
    return set;
  }

  boolean isOpen() {
    return channel != null && channel.isOpen();
  }

  boolean isTls() {
    return tls != null;
  }

  /** Where it listens; with the port that was picked. */
  SocketAddress address() {
    return address;
  }

  /** A client that has connected; null if there is none. */
  @Nullable SocketChannel accept(boolean keepAlive) throws IOException {
    SocketChannel accepted = channel == null ? null : channel.accept();
    if (accepted != null) {
      accepted.configureBlocking(false);
      if (path == null) {
        accepted.setOption(StandardSocketOptions.TCP_NODELAY, true);
        accepted.setOption(StandardSocketOptions.SO_KEEPALIVE, keepAlive);
      }
    }
    return accepted;
  }

  Wire wire(SocketChannel accepted) {
    return tls == null ? Wire.plain(accepted) : new TlsWire(accepted, tls.get());
  }

  Endpoint endpoint(SocketChannel accepted) throws IOException {
    return path == null
        ? new Endpoint(
            text((InetSocketAddress) accepted.getRemoteAddress()),
            text((InetSocketAddress) accepted.getLocalAddress()))
        : Endpoint.unix(path.toString());
  }

  private static String text(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  void close() throws IOException {
    if (channel != null) {
      channel.close();
      if (path != null) {
        Files.deleteIfExists(path);
      }
    }
  }

  @Override
  public String toString() {
    return address instanceof InetSocketAddress inet
        ? inet.getHostString() + ":" + inet.getPort() + (tls == null ? "" : " (TLS)")
        : address.toString();
  }
}
