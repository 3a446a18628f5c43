package io.fakeredis.compat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Plays one case on one server and notes what the server replied. */
final class Player implements AutoCloseable {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration CLOSING = Duration.ofSeconds(1);

  private final Target target;
  private final int protocol;
  private final Client admin;
  private final Map<Integer, Client> clients = new HashMap<>();
  private final Map<String, String> saved = new HashMap<>();

  private Player(Target target, int protocol) throws IOException {
    this.target = target;
    this.protocol = protocol;
    this.admin = new Client(target.connect());
  }

  /** One reply a step; null where a step reads none. */
  static List<@Nullable JsonNode> play(GoldenCase golden, Target target, int protocol)
      throws IOException, TimeoutException {
    try (Player player = new Player(target, protocol)) {
      return player.play(golden);
    }
  }

  private List<@Nullable JsonNode> play(GoldenCase golden) throws IOException, TimeoutException {
    reset();
    Map<String, String> settings = new HashMap<>();
    for (List<String> setting : golden.config()) {
      settings.put(setting.get(0), change(setting.get(0), setting.get(1)));
    }
    try {
      List<@Nullable JsonNode> replies = new ArrayList<>();
      for (Step step : golden.steps()) {
        replies.add(play(step));
      }
      return replies;
    } finally {
      for (List<String> command : golden.after()) {
        admin(command);
      }
      for (Map.Entry<String, String> setting : settings.entrySet()) {
        admin(List.of("CONFIG", "SET", setting.getKey(), setting.getValue()));
      }
    }
  }

  private void reset() throws IOException, TimeoutException {
    // FUNCTION FLUSH only where there is a library: Redis 7.4.1 exits after some 4,000 of them.
    boolean libraries = !admin(List.of("FUNCTION", "LIST")).isEmpty();
    admin(List.of("FLUSHALL"));
    admin(List.of("SCRIPT", "FLUSH"));
    if (libraries) {
      admin(List.of("FUNCTION", "FLUSH"));
    }
  }

  /** Changes a setting and gives its old value. */
  private String change(String setting, String value) throws IOException, TimeoutException {
    JsonNode old = admin(List.of("CONFIG", "GET", setting));
    admin(List.of("CONFIG", "SET", setting, value));
    return old.size() == 2 ? text(old.get(1)) : value;
  }

  private JsonNode admin(List<String> command) throws IOException, TimeoutException {
    admin.send(command);
    return admin.read(PATIENCE);
  }

  private @Nullable JsonNode play(Step step) {
    if (step.sleep() != null) {
      target.sleep(Duration.ofMillis(step.sleep()));
      return null;
    }
    try {
      return play(step, client(step.conn()));
    } catch (TimeoutException e) {
      // A late reply must not answer the next command.
      drop(step.conn());
      return flag("timeout");
    } catch (IOException e) {
      return flag("closed");
    }
  }

  private @Nullable JsonNode play(Step step, Client client) throws IOException, TimeoutException {
    List<String> words = step.cmd().stream().map(this::filled).toList();
    switch (step.mode()) {
      case CALL -> client.send(words);
      case RAW -> client.sendRaw(words);
      case ASYNC -> {
        client.sendAndLeave(words);
        return null;
      }
      case REOPEN -> {
        drop(step.conn());
        client(step.conn());
        return null;
      }
      case QUIET -> {
        return JSON.objectNode().put("quiet", client.isQuiet());
      }
      case CLOSED -> {
        return client.read(CLOSING);
      }
      case READ -> {}
    }
    JsonNode reply = read(client, step.n());
    save(step, reply);
    return reply;
  }

  private static JsonNode read(Client client, int count) throws IOException, TimeoutException {
    if (count == 1) {
      return client.read(PATIENCE);
    }
    ArrayNode replies = JSON.arrayNode();
    for (int i = 0; i < count; i++) {
      replies.add(client.read(PATIENCE));
    }
    return JSON.objectNode().set("multi", replies);
  }

  private void save(Step step, JsonNode reply) {
    JsonNode kept = reply.isArray() ? reply.path(0) : reply;
    if (step.save() != null && kept.isString()) {
      saved.put("{" + step.save() + "}", text(kept));
    }
  }

  private String filled(String word) {
    String filled = word;
    for (Map.Entry<String, String> entry : saved.entrySet()) {
      filled = filled.replace(entry.getKey(), entry.getValue());
    }
    return filled;
  }

  private Client client(int number) throws IOException, TimeoutException {
    Client known = clients.get(number);
    if (known != null) {
      return known;
    }
    Client client = new Client(target.connect());
    clients.put(number, client);
    if (protocol == 3) {
      client.send(List.of("HELLO", "3"));
      client.read(PATIENCE);
    }
    return client;
  }

  private void drop(int number) {
    Client client = clients.remove(number);
    if (client != null) {
      client.close();
    }
  }

  private static JsonNode flag(String name) {
    return JSON.objectNode().put(name, true);
  }

  /** A reply's text without its type byte. */
  private static String text(JsonNode reply) {
    return reply.stringValue().substring(1);
  }

  @Override
  public void close() {
    clients.values().forEach(Client::close);
    admin.close();
  }
}
