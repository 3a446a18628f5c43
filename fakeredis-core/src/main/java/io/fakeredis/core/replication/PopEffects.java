package io.fakeredis.core.replication;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Reply;
import io.fakeredis.core.replication.Effects.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Calls that take members by chance, from the first of several keys or when there are some. */
final class PopEffects {
  private static final Feature TOGETHER = Feature.since("REPLICATION.spop-together", "7.2");

  private PopEffects() {}

  static void addTo(Map<String, Effect> effects) {
    effects.put("SPOP", PopEffects::spop);
    effects.put("BLPOP", done -> popped(done, "LPOP"));
    effects.put("BRPOP", done -> popped(done, "RPOP"));
    effects.put("BZPOPMIN", done -> popped(done, "ZPOPMIN"));
    effects.put("BZPOPMAX", done -> popped(done, "ZPOPMAX"));
    effects.put("LMPOP", done -> several(done, 2, "LEFT", "LPOP", "RPOP"));
    effects.put("BLMPOP", done -> several(done, 3, "LEFT", "LPOP", "RPOP"));
    effects.put("ZMPOP", done -> several(done, 2, "MIN", "ZPOPMIN", "ZPOPMAX"));
    effects.put("BZMPOP", done -> several(done, 3, "MIN", "ZPOPMIN", "ZPOPMAX"));
    effects.put("BLMOVE", PopEffects::blmove);
    effects.put("BRPOPLPUSH", PopEffects::brpoplpush);
  }

  private static List<Args> spop(Done done) {
    if (done.reply() instanceof Reply.Bulk member) {
      return List.of(Done.call("SREM", done.key(), member.value()));
    }
    if (!done.database().holds(done.key())) {
      String removal = Effects.removal(done.engine(), "lazyfree-lazy-server-del");
      return List.of(Done.call(removal, done.key()));
    }
    List<Bytes> members = Done.texts(done.items());
    if (done.has(TOGETHER)) {
      return List.of(Done.call("SREM", done.key(), members));
    }
    List<Args> each = new ArrayList<>();
    members.forEach(member -> each.add(Done.call("SREM", done.key(), member)));
    return each;
  }

  private static List<Args> popped(Done done, String pop) {
    return List.of(Done.call(pop, Done.text(done.items().get(0))));
  }

  private static List<Args> several(
      Done done, int firstKey, String firstEnd, String popFirst, String popLast) {
    List<Reply> items = done.items();
    int count = Done.items(items.get(1)).size();
    String pop = done.position(firstEnd, firstKey) > 0 ? popFirst : popLast;
    return List.of(Done.call(pop, Done.text(items.get(0)), count));
  }

  private static List<Args> blmove(Done done) {
    return List.of(Done.call("LMOVE", done.args().slice(1, 5)));
  }

  private static List<Args> brpoplpush(Done done) {
    return List.of(Done.call("RPOPLPUSH", done.args().slice(1, 3)));
  }
}
