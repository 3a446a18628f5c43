package io.fakeredis.core.control;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.fakeredis.api.Bytes;
import io.fakeredis.core.engine.Engine;
import java.util.List;

/** Keyspace events, published to those who subscribe to their channels. */
public final class Notifications implements Engine.Observer {
  private static final String SETTING = "notify-keyspace-events";
  private static final String ALL = "g$lshzxetda";

  private final Engine engine;
  private String classes = "";
  private boolean keyspaceChannel;
  private boolean keyeventChannel;
  private SubkeyChannels subkeyChannels = new SubkeyChannels("");

  private Notifications(Engine engine) {
    this.engine = engine;
    engine.observe(this);
    engine.configuration().onChange(SETTING, this::readSetting);
    readSetting();
  }

  /** Has the engine tell of events from now on. */
  public static void install(Engine engine) {
    of(engine);
  }

  static Notifications of(Engine engine) {
    return engine.part(Notifications.class, Notifications::new);
  }

  private void readSetting() {
    String setting = engine.settings().text(SETTING);
    keyspaceChannel = setting.indexOf('K') >= 0;
    keyeventChannel = setting.indexOf('E') >= 0;
    subkeyChannels = new SubkeyChannels(setting);
    classes = setting.replace("A", ALL);
  }

  @Override
  public void event(int database, char eventClass, String event, Bytes key, List<Bytes> subkeys) {
    if (classes.indexOf(eventClass) < 0) {
      return;
    }
    PubSub pubSub = PubSub.of(engine);
    if (pubSub.isSilent()) {
      return;
    }
    Bytes name = Bytes.latin(event);
    if (keyspaceChannel) {
      pubSub.publish(channel("__keyspace@", database, key), name);
    }
    if (keyeventChannel) {
      pubSub.publish(channel("__keyevent@", database, name), key);
    }
    if (!subkeys.isEmpty()) {
      subkeyChannels.publish(pubSub, database, name, key, subkeys);
    }
  }

  @Override
  public boolean awaitsExpiry() {
    return !classes.isEmpty() && !PubSub.of(engine).isSilent();
  }

  @Override
  public void overwritten(int database, Bytes key, boolean anotherType) {
    event(database, 'o', "overwritten", key, List.of());
    if (anotherType) {
      event(database, 'c', "type_changed", key, List.of());
    }
  }

  private static Bytes channel(String prefix, int database, Bytes end) {
    byte[] head = (prefix + database + "__:").getBytes(ISO_8859_1);
    byte[] channel = java.util.Arrays.copyOf(head, head.length + end.length());
    System.arraycopy(end.array(), 0, channel, head.length, end.length());
    return Bytes.wrap(channel);
  }
}
