package io.fakeredis.core.command;

import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Flag.DENYOOM;
import static io.fakeredis.api.Flag.FAST;
import static io.fakeredis.api.Flag.RANDOM;
import static io.fakeredis.api.Flag.READONLY;
import static io.fakeredis.api.Flag.SORT_FOR_SCRIPT;
import static io.fakeredis.api.Flag.WRITE;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.api.Keys.key;
import static io.fakeredis.api.Keys.keys;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Flag;
import io.fakeredis.api.Reply;
import io.fakeredis.core.value.SetAlgebra;
import io.fakeredis.core.value.SetValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The <a href="https://redis.io/commands/?group=set">commands for the members of a set</a>. */
final class SetCommands implements CommandFamily {
  private static final Set<Flag> READS = flags(READONLY);
  private static final Set<Flag> READS_FAST = flags(READONLY, FAST);
  private static final Set<Flag> READS_RANDOM = flags(READONLY, RANDOM);
  private static final Set<Flag> READS_SORTED = flags(READONLY, SORT_FOR_SCRIPT);
  private static final Set<Flag> WRITES_FAST = flags(WRITE, FAST);

  /** 6.0 tells a count that is no number from one that is negative. */
  private static final Feature ONE_ERROR = Feature.since("SPOP.one-error-for-counts", "6.2");

  /** In 6.0 the reply to SRANDMEMBER with a count is a set, even one with repetitions. */
  private static final Feature RANDOM_ARRAY = Feature.since("SRANDMEMBER.replies-array", "6.2");

  @Override
  public String group() {
    return "set";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        command("SADD", "1.0", -3, key(1), flags(WRITE, DENYOOM, FAST), SetCommands::sadd),
        command("SCARD", "1.0", 2, key(1), READS_FAST, SetCommands::scard),
        command("SISMEMBER", "1.0", 3, key(1), READS_FAST, SetCommands::sismember),
        command("SMEMBERS", "1.0", 2, key(1), READS_SORTED, SetCommands::smembers),
        command("SMEMBERS", "7.0", 2, key(1), READS, SetCommands::smembers),
        command("SMISMEMBER", "6.2", -3, key(1), READS_FAST, SetCommands::smismember),
        command("SMOVE", "1.0", 4, keys(1, 2), WRITES_FAST, SetCommands::smove),
        command("SPOP", "1.0", -2, key(1), flags(WRITE, RANDOM, FAST), SetCommands::spop),
        command("SPOP", "7.0", -2, key(1), WRITES_FAST, SetCommands::spop),
        command("SRANDMEMBER", "1.0", -2, key(1), READS_RANDOM, SetCommands::srandmember),
        command("SRANDMEMBER", "7.0", -2, key(1), READS, SetCommands::srandmember),
        command("SREM", "1.0", -3, key(1), WRITES_FAST, SetCommands::srem),
        command("SSCAN", "2.8", -3, key(1), READS_RANDOM, SetCommands::sscan),
        command("SSCAN", "7.0", -3, key(1), READS, SetCommands::sscan));
  }

  private static Reply sadd(Call call) {
    Bytes key = call.args().bytes(1);
    List<Bytes> members = call.args().from(2);
    SetValue set = call.db().create(key, SetValue.TYPE);
    set.expect(members.get(0), members.size());
    long added = 0;
    for (Bytes member : members) {
      added += set.add(member) ? 1 : 0;
    }
    if (added > 0) {
      call.db().changed(key, "sadd", added);
    }
    return Reply.integer(added);
  }

  private static Reply scard(Call call) {
    SetValue set = call.db().find(call.args().bytes(1), SetValue.TYPE);
    return Reply.integer(set == null ? 0 : set.size());
  }

  private static Reply sismember(Call call) {
    SetValue set = call.db().find(call.args().bytes(1), SetValue.TYPE);
    return Reply.integer(set != null && set.contains(call.args().bytes(2)));
  }

  private static Reply smembers(Call call) {
    SetValue set = call.db().find(call.args().bytes(1), SetValue.TYPE);
    return set == null ? Reply.EMPTY_SET : reply(set);
  }

  /** All members, in their order. */
  static Reply reply(SetValue set) {
    List<Reply> members = new ArrayList<>(set.size());
    for (Bytes member : set) {
      members.add(Reply.bulk(member));
    }
    return Reply.set(members);
  }

  private static Reply smismember(Call call) {
    SetValue set = call.db().find(call.args().bytes(1), SetValue.TYPE);
    List<Reply> found = new ArrayList<>();
    for (Bytes member : call.args().from(2)) {
      found.add(Reply.integer(set != null && set.contains(member)));
    }
    return Reply.array(found);
  }

  private static Reply smove(Call call) {
    Bytes source = call.args().bytes(1);
    Bytes destination = call.args().bytes(2);
    Bytes member = call.args().bytes(3);
    SetValue giver = call.db().find(source, SetValue.TYPE);
    if (giver == null) {
      return Reply.ZERO;
    }
    SetValue taker = call.db().create(destination, SetValue.TYPE);
    if (giver == taker) {
      return Reply.integer(giver.contains(member));
    }
    if (!giver.remove(member)) {
      return Reply.ZERO;
    }
    call.db().changed(source, "srem");
    if (taker.isEmpty()) {
      taker.expect(member, 1);
    }
    if (taker.add(member)) {
      call.db().changed(destination, "sadd");
    }
    return Reply.ONE;
  }

  private static Reply spop(Call call) {
    Args args = call.args();
    if (args.count() > 3) {
      throw Errors.syntax();
    }
    boolean counted = args.count() == 3;
    long count = counted ? popCount(call) : 1;
    SetValue set = call.db().find(args.bytes(1), SetValue.TYPE);
    if (set == null) {
      return counted ? Reply.EMPTY_SET : Reply.NULL;
    }
    if (!counted) {
      Bytes member = set.pop(call.random());
      call.db().changed(args.bytes(1), "spop");
      return Reply.bulk(member);
    }
    return count == 0 ? Reply.EMPTY_SET : pop(call, set, count);
  }

  private static long popCount(Call call) {
    if (!call.has(ONE_ERROR) && call.args().integer(2) < 0) {
      throw Errors.error("ERR index out of range");
    }
    return call.args().integerFrom(0, 2, "ERR value is out of range, must be positive");
  }

  private static Reply pop(Call call, SetValue set, long count) {
    int before = set.size();
    Reply popped;
    if (count >= before) {
      popped = reply(new SetAlgebra(call.settings(), false).union(List.of(set)));
      set.clear();
    } else {
      popped = Reply.bulkSet(set.pop((int) count, call.random()));
    }
    call.db().changed(call.args().bytes(1), "spop", before - set.size());
    return popped;
  }

  private static Reply srandmember(Call call) {
    Args args = call.args();
    if (args.count() > 3) {
      throw Errors.syntax();
    }
    long count = args.count() == 3 ? args.integer(2) : 1;
    if (count == Long.MIN_VALUE) {
      throw Errors.error(ListPosition.RANGE);
    }
    SetValue set = call.db().find(args.bytes(1), SetValue.TYPE);
    if (args.count() == 2) {
      return set == null ? Reply.NULL : Reply.bulk(set.random(call.random()));
    }
    List<Bytes> sample = set == null ? List.of() : sample(call, set, count);
    return call.has(RANDOM_ARRAY) ? Reply.bulks(sample) : Reply.bulkSet(sample);
  }

  private static List<Bytes> sample(Call call, SetValue set, long count) {
    return count >= 0
        ? set.sample(count, call.random())
        : RandomCount.repeated(count, () -> set.random(call.random()));
  }

  private static Reply srem(Call call) {
    Bytes key = call.args().bytes(1);
    SetValue set = call.db().find(key, SetValue.TYPE);
    if (set == null) {
      return Reply.ZERO;
    }
    long removed = 0;
    for (Bytes member : call.args().from(2)) {
      removed += set.remove(member) ? 1 : 0;
    }
    if (removed > 0) {
      call.db().changed(key, "srem", removed);
    }
    return Reply.integer(removed);
  }

  private static Reply sscan(Call call) {
    ScanRequest.checkCursor(call);
    SetValue set = call.db().find(call.args().bytes(1), SetValue.TYPE);
    if (set == null) {
      return ScanRequest.reply(0, List.of());
    }
    ScanRequest request = ScanRequest.parse(call, ScanRequest.Kind.SET);
    List<Bytes> visited = new ArrayList<>();
    long cursor = request.walk(set::scan, visited);
    List<Reply> found = new ArrayList<>(visited.size());
    for (Bytes member : visited) {
      if (request.wants(member)) {
        found.add(Reply.bulk(member));
      }
    }
    return ScanRequest.reply(cursor, found);
  }
}
