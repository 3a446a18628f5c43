package io.fakeredis.core.command;

import static io.fakeredis.api.Flag.DENYOOM;
import static io.fakeredis.api.Flag.FAST;
import static io.fakeredis.api.Flag.MODULE;
import static io.fakeredis.api.Flag.WRITE;
import static io.fakeredis.api.Flag.flags;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Database;
import io.fakeredis.api.Reply;
import io.fakeredis.core.value.DotProduct;
import io.fakeredis.core.value.VectorElement;
import io.fakeredis.core.value.VectorSetValue;
import java.util.List;

/**
 * The vector commands that write. They open the key for writing, and so fail transactions that
 * WATCH it, whether they find anything to do or not; none of them has a keyspace event.
 */
final class VectorAddCommands implements CommandFamily {

  @Override
  public String group() {
    return "module";
  }

  @Override
  public List<Command> commands() {
    return new VectorRows()
        .add("VADD", -5, flags(WRITE, DENYOOM, MODULE), VectorAddCommands::vadd)
        .add("VREM", 3, flags(WRITE, MODULE), VectorAddCommands::vrem)
        .add("VSETATTR", 4, flags(WRITE, FAST, MODULE), VectorAddCommands::vsetattr)
        .list();
  }

  private static Reply vadd(Call call) {
    VectorAddition addition = VectorAddition.parse(call);
    Bytes key = call.args().bytes(1);
    VectorSetValue set = call.db().find(key, VectorSetValue.TYPE);
    if (set == null) {
      VectorSetValue made =
          addition.newSet(
              call.part(VectorSetIds.class, VectorSetIds::new).next(),
              DotProduct.of(call.settings()));
      addition.addTo(made, call);
      call.db().put(key, VectorSetValue.TYPE, made, null);
      return Reply.bool(true);
    }
    call.db().changed(key);
    addition.check(set);
    return Reply.bool(addition.addTo(set, call));
  }

  private static Reply vrem(Call call) {
    Bytes key = call.args().bytes(1);
    Database db = call.db();
    VectorSetValue set = db.find(key, VectorSetValue.TYPE);
    if (set != null && set.remove(call.args().bytes(2))) {
      if (set.size() == 0) {
        db.remove(key, null);
      } else {
        db.changed(key);
      }
      return Reply.bool(true);
    }
    db.changed(key);
    return Reply.bool(false);
  }

  private static Reply vsetattr(Call call) {
    Bytes key = call.args().bytes(1);
    VectorSetValue set = call.db().find(key, VectorSetValue.TYPE);
    call.db().changed(key);
    VectorElement element = set == null ? null : set.get(call.args().bytes(2));
    if (set == null || element == null) {
      return Reply.bool(false);
    }
    Bytes attributes = call.args().bytes(3);
    set.attributes(element, attributes.isEmpty() ? null : attributes);
    return Reply.bool(true);
  }
}
