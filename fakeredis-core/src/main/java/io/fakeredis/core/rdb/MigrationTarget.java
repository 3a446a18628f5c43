package io.fakeredis.core.rdb;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.CommandException;
import io.fakeredis.api.Errors;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A connection to the server that MIGRATE hands keys over to. It waits as the real server does. */
final class MigrationTarget implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  private MigrationTarget(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
    this.out = new BufferedOutputStream(socket.getOutputStream());
  }

  /**
   * Connects.
   *
   * @throws CommandException {@code IOERR ...} if that fails
   */
  static MigrationTarget connect(String host, int port, int timeoutMillis) {
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw Errors.error("IOERR error or timeout connecting to the client");
    }
    Socket socket = new Socket();
    try {
      socket.connect(address, timeoutMillis);
      socket.setSoTimeout(timeoutMillis);
      return new MigrationTarget(socket);
    } catch (IOException e) {
      close(socket);
      throw writing();
    }
  }

  private static CommandException writing() {
    return Errors.error("IOERR error or timeout writing to target instance");
  }

  /** Sends a command, of which the reply is still to be read. */
  void send(String name, List<Bytes> words) {
    try {
      out.write(("*" + (words.size() + 1) + "\r\n").getBytes(ISO_8859_1));
      write(Bytes.latin(name));
      for (Bytes word : words) {
        write(word);
      }
    } catch (IOException e) {
      throw writing();
    }
  }

  private void write(Bytes word) throws IOException {
    out.write(("$" + word.length() + "\r\n").getBytes(ISO_8859_1));
    out.write(word.array());
    out.write('\r');
    out.write('\n');
  }

  void flush() {
    try {
      out.flush();
    } catch (IOException e) {
      throw writing();
    }
  }

  /** The error that is the reply to the next command; null if it is none. */
  @Nullable String error() {
    try {
      String line = line();
      return line.startsWith("-") ? line.substring(1) : null;
    } catch (IOException e) {
      throw Errors.error("IOERR error or timeout reading to target instance");
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException();
      }
      if (b != '\r') {
        line.append((char) b);
      }
    }
    return line.toString();
  }

  @Override
  public void close() {
    close(socket);
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // what was to be said was said
    }
  }
}
