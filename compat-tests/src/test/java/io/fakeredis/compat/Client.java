package io.fakeredis.compat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A connection that keeps every RESP type apart, in the form of the recorded cases. Chars are
 * bytes.
 */
final class Client implements AutoCloseable {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Duration QUIET = Duration.ofMillis(40);

  private final Wire wire;
  private byte[] received = new byte[0];
  private int position;

  Client(Wire wire) {
    this.wire = wire;
  }

  void send(List<String> words) throws IOException {
    wire.send(request(words));
  }

  void sendAndLeave(List<String> words) throws IOException {
    wire.sendAndLeave(request(words));
  }

  void sendRaw(List<String> pieces) throws IOException {
    wire.send(String.join("", pieces).getBytes(ISO_8859_1));
  }

  private static byte[] request(List<String> words) {
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(("*" + words.size() + "\r\n").getBytes(ISO_8859_1));
    for (String word : words) {
      request.writeBytes(("$" + word.length() + "\r\n" + word + "\r\n").getBytes(ISO_8859_1));
    }
    return request.toByteArray();
  }

  /** True when nothing has come and nothing comes. */
  boolean isQuiet() {
    if (position < received.length) {
      return false;
    }
    try {
      receive(QUIET);
      return false;
    } catch (TimeoutException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  JsonNode read(Duration timeout) throws IOException, TimeoutException {
    String line = line(timeout);
    String rest = line.substring(1);
    return switch (line.charAt(0)) {
      case '+', '-', ':', ',', '(', '#' -> JSON.stringNode(line);
      case '_' -> JSON.nullNode();
      case '$', '=', '!' -> bulk(line.charAt(0), Integer.parseInt(rest), timeout);
      case '*' -> array(Integer.parseInt(rest), timeout);
      case '~' -> JSON.objectNode().set("set", items(Integer.parseInt(rest), timeout));
      case '>' -> JSON.objectNode().set("push", items(Integer.parseInt(rest), timeout));
      case '%' -> JSON.objectNode().set("map", pairs(Integer.parseInt(rest), timeout));
      case '|' -> attribute(Integer.parseInt(rest), timeout);
      default -> throw new IllegalStateException("not RESP: " + line);
    };
  }

  private JsonNode bulk(char type, int length, Duration timeout)
      throws IOException, TimeoutException {
    if (length < 0) {
      return JSON.nullNode();
    }
    String text = take(length, timeout);
    take(2, timeout);
    return JSON.stringNode(type + text);
  }

  private JsonNode array(int size, Duration timeout) throws IOException, TimeoutException {
    return size < 0 ? JSON.objectNode().put("nullArray", true) : items(size, timeout);
  }

  private ArrayNode items(int size, Duration timeout) throws IOException, TimeoutException {
    ArrayNode items = JSON.arrayNode();
    for (int i = 0; i < size; i++) {
      items.add(read(timeout));
    }
    return items;
  }

  private ArrayNode pairs(int size, Duration timeout) throws IOException, TimeoutException {
    ArrayNode pairs = JSON.arrayNode();
    for (int i = 0; i < size; i++) {
      pairs.add(items(2, timeout));
    }
    return pairs;
  }

  private ObjectNode attribute(int size, Duration timeout) throws IOException, TimeoutException {
    ObjectNode attribute = JSON.objectNode();
    attribute.set("attribute", pairs(size, timeout));
    attribute.set("reply", read(timeout));
    return attribute;
  }

  private String line(Duration timeout) throws IOException, TimeoutException {
    int length = 0;
    while (!lineEndsAt(position + length)) {
      length++;
      while (received.length - position < length + 2) {
        receive(timeout);
      }
    }
    String line = take(length, timeout);
    position += 2;
    return line;
  }

  private boolean lineEndsAt(int index) {
    return index + 1 < received.length && received[index] == '\r' && received[index + 1] == '\n';
  }

  private String take(int length, Duration timeout) throws IOException, TimeoutException {
    while (received.length - position < length) {
      receive(timeout);
    }
    position += length;
    return new String(received, position - length, length, ISO_8859_1);
  }

  private void receive(Duration timeout) throws IOException, TimeoutException {
    byte[] more = wire.receive(timeout);
    byte[] left = Arrays.copyOfRange(received, position, received.length);
    received = Arrays.copyOf(left, left.length + more.length);
    System.arraycopy(more, 0, received, left.length, more.length);
    position = 0;
  }

  @Override
  public void close() {
    wire.close();
  }
}
