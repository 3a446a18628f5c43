package io.fakeredis.core.command;

import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Flag.DENYOOM;
import static io.fakeredis.api.Flag.FAST;
import static io.fakeredis.api.Flag.READONLY;
import static io.fakeredis.api.Flag.WRITE;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.api.Keys.key;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Flag;
import io.fakeredis.api.Reply;
import io.fakeredis.core.value.ListValue;
import io.fakeredis.core.value.ListValue.End;
import java.util.List;
import java.util.Set;

/** The <a href="https://redis.io/commands/?group=list">commands for one list</a>. */
final class ListCommands implements CommandFamily {
  /** A list that loses nothing counts as unchanged. */
  private static final Feature TRIMS_QUIETLY = Feature.since("LTRIM.trims-quietly", "valkey 9.1");

  private static final Set<Flag> PUSH = flags(WRITE, DENYOOM, FAST);

  /** From 7.2 on LSET cuts its index down to 32 bits, so that the largest number means -1. */
  private static final Feature SHORT_INDEX = Feature.since("LSET.short-index", "7.2");

  private static final Feature LREM_RANGE = Feature.since("LREM.checks-range", "7.4");

  /** KeyDB kept the replies of Redis 6.2.0: a null bulk, and nothing at all if none are wanted. */
  private static final Feature PLAIN_NULL = Feature.since("LPOP.null-bulk", "keydb 6.3");

  @Override
  public String group() {
    return "list";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        command("LINDEX", "1.0", 3, key(1), flags(READONLY), ListCommands::lindex),
        command("LINSERT", "2.2", 5, key(1), flags(WRITE, DENYOOM), ListCommands::linsert),
        command("LLEN", "1.0", 2, key(1), flags(READONLY, FAST), ListCommands::llen),
        command("LPOP", "1.0", 2, key(1), flags(WRITE, FAST), call -> pop(call, End.HEAD)),
        command("LPOP", "6.2", -2, key(1), flags(WRITE, FAST), call -> pop(call, End.HEAD)),
        command("LPOS", "6.0.6", -3, key(1), flags(READONLY), ListPosition::lpos),
        command("LPUSH", "1.0", -3, key(1), PUSH, call -> push(call, End.HEAD)),
        command("LPUSHX", "2.2", -3, key(1), PUSH, call -> pushIfThere(call, End.HEAD)),
        command("LRANGE", "1.0", 4, key(1), flags(READONLY), ListCommands::lrange),
        command("LREM", "1.0", 4, key(1), flags(WRITE), ListCommands::lrem),
        command("LSET", "1.0", 4, key(1), flags(WRITE, DENYOOM), ListCommands::lset),
        command("LTRIM", "1.0", 4, key(1), flags(WRITE), ListCommands::ltrim),
        command("RPOP", "1.0", 2, key(1), flags(WRITE, FAST), call -> pop(call, End.TAIL)),
        command("RPOP", "6.2", -2, key(1), flags(WRITE, FAST), call -> pop(call, End.TAIL)),
        command("RPUSH", "1.0", -3, key(1), PUSH, call -> push(call, End.TAIL)),
        command("RPUSHX", "2.2", -3, key(1), PUSH, call -> pushIfThere(call, End.TAIL)));
  }

  private static Reply lindex(Call call) {
    ListValue list = call.db().find(call.args().bytes(1), ListValue.TYPE);
    if (list == null) {
      return Reply.NULL;
    }
    return Reply.bulkOrNull(list.get(call.args().integer(2)));
  }

  private static Reply linsert(Call call) {
    Args args = call.args();
    boolean after = args.is(2, "AFTER");
    if (!after && !args.is(2, "BEFORE")) {
      throw Errors.syntax();
    }
    ListValue list = call.db().find(args.bytes(1), ListValue.TYPE);
    if (list == null) {
      return Reply.ZERO;
    }
    if (!list.insert(args.bytes(3), after, args.bytes(4))) {
      return Reply.integer(-1);
    }
    call.db().changed(args.bytes(1), "linsert");
    return Reply.integer(list.size());
  }

  private static Reply llen(Call call) {
    ListValue list = call.db().find(call.args().bytes(1), ListValue.TYPE);
    return Reply.integer(list == null ? 0 : list.size());
  }

  private static Reply pop(Call call, End end) {
    Args args = call.args();
    if (args.count() > 3) {
      throw Errors.arity(call.command().fullName());
    }
    boolean counted = args.count() == 3;
    long count =
        counted ? args.integerFrom(0, 2, "ERR value is out of range, must be positive") : 1;
    boolean plainNull = !counted || call.has(PLAIN_NULL);
    if (count == 0 && plainNull) {
      return Reply.NULL_ARRAY;
    }
    ListValue list = call.db().find(args.bytes(1), ListValue.TYPE);
    if (list == null) {
      return plainNull ? Reply.NULL : Reply.NULL_ARRAY;
    }
    if (count == 0) {
      return Reply.EMPTY_ARRAY;
    }
    List<Bytes> popped = ListEnds.pop(call.db(), args.bytes(1), list, end, count);
    return counted ? Reply.bulks(popped) : Reply.bulk(popped.get(0));
  }

  private static Reply push(Call call, End end) {
    ListValue list = call.db().create(call.args().bytes(1), ListValue.TYPE);
    return push(call, list, end);
  }

  private static Reply pushIfThere(Call call, End end) {
    ListValue list = call.db().find(call.args().bytes(1), ListValue.TYPE);
    return list == null ? Reply.ZERO : push(call, list, end);
  }

  private static Reply push(Call call, ListValue list, End end) {
    List<Bytes> elements = call.args().from(2);
    list.addAll(elements, end);
    call.db().changed(call.args().bytes(1), ListEnds.pushEvent(end), elements.size());
    return Reply.integer(list.size());
  }

  private static Reply lrange(Call call) {
    long from = call.args().integer(2);
    long to = call.args().integer(3);
    ListValue list = call.db().find(call.args().bytes(1), ListValue.TYPE);
    if (list == null) {
      return Reply.EMPTY_ARRAY;
    }
    long first = Math.max(0, fromHead(from, list));
    long last = Math.min(list.size() - 1L, fromHead(to, list));
    return first > last ? Reply.EMPTY_ARRAY : Reply.bulks(list.range((int) first, (int) last));
  }

  private static long fromHead(long index, ListValue list) {
    return index < 0 ? index + list.size() : index;
  }

  private static Reply lrem(Call call) {
    Bytes key = call.args().bytes(1);
    long count = call.args().integer(2);
    if (count == Long.MIN_VALUE && call.has(LREM_RANGE)) {
      throw Errors.error(ListPosition.RANGE);
    }
    ListValue list = call.db().find(key, ListValue.TYPE);
    if (list == null) {
      return Reply.ZERO;
    }
    long most = count == 0 || count == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(count);
    long removed = list.remove(call.args().bytes(3), count < 0 ? End.TAIL : End.HEAD, most);
    if (removed > 0) {
      call.db().changed(key, "lrem", removed);
    }
    return Reply.integer(removed);
  }

  private static Reply lset(Call call) {
    Bytes key = call.args().bytes(1);
    ListValue list = call.db().find(key, ListValue.TYPE);
    if (list == null) {
      throw Errors.noSuchKey();
    }
    long index = call.args().integer(2);
    if (!list.set(call.has(SHORT_INDEX) ? (int) index : index, call.args().bytes(3))) {
      throw Errors.error("ERR index out of range");
    }
    call.db().changed(key, "lset");
    return Reply.OK;
  }

  private static Reply ltrim(Call call) {
    Bytes key = call.args().bytes(1);
    long from = call.args().integer(2);
    long to = call.args().integer(3);
    ListValue list = call.db().find(key, ListValue.TYPE);
    if (list == null) {
      return Reply.OK;
    }
    long first = Math.max(0, fromHead(from, list));
    long last = Math.min(list.size() - 1L, fromHead(to, list));
    boolean nothingStays = first > last;
    int before = list.size();
    list.trim(nothingStays ? before : first, nothingStays ? 0 : before - 1 - last);
    if (list.size() == before && call.has(TRIMS_QUIETLY)) {
      call.db().event(key, "ltrim");
    } else {
      call.db().changed(key, "ltrim", before - list.size());
    }
    return Reply.OK;
  }
}
