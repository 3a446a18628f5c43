package io.fakeredis.core.replication;

import io.fakeredis.api.Args;
import io.fakeredis.core.engine.Engine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What replicas do in place of calls that would come to something else there. */
final class Effects {
  private final Engine engine;
  private final Map<String, Effect> effects = new HashMap<>();

  /** What replicas do instead of a call. */
  @FunctionalInterface
  interface Effect {
    List<Args> of(Done done);
  }

  Effects(Engine engine) {
    this.engine = engine;
    KeyEffects.addTo(effects);
    StringEffects.addTo(effects);
    PopEffects.addTo(effects);
    HashEffects.addTo(effects);
    GeoEffects.addTo(effects);
    StreamEffects.addTo(effects);
  }

  /** The calls in place of one, which most often is itself. */
  List<Args> of(String command, Done done) {
    Effect effect = effects.get(command);
    return effect == null ? List.of(done.args()) : effect.of(done);
  }

  /** The name of the command that removes a key, where the parameter may make that lazy. */
  String removal(String parameter) {
    return removal(engine, parameter);
  }

  static String removal(Engine engine, String parameter) {
    return engine.settings().enabled(parameter) ? "UNLINK" : "DEL";
  }
}
