package io.fakeredis.core.command;

import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Flag.BLOCKING;
import static io.fakeredis.api.Flag.FAST;
import static io.fakeredis.api.Flag.MOVABLEKEYS;
import static io.fakeredis.api.Flag.NOSCRIPT;
import static io.fakeredis.api.Flag.WRITE;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.api.Keys.key;
import static io.fakeredis.api.Keys.keys;
import static io.fakeredis.api.Keys.numkeys;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Flag;
import io.fakeredis.api.Reply;
import io.fakeredis.api.Wait;
import io.fakeredis.core.value.SortedSetValue;
import io.fakeredis.core.value.SortedSetValue.Member;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Taking the members with the lowest or the highest scores, or waiting for them. */
final class SortedSetPopCommands implements CommandFamily {
  private static final Set<Flag> WAITS_6 = flags(WRITE, NOSCRIPT, FAST);
  private static final Set<Flag> WAITS_7 = flags(WRITE, NOSCRIPT, FAST, BLOCKING);
  private static final Set<Flag> WAITS = flags(WRITE, FAST, BLOCKING);
  private static final Set<Flag> POPS = flags(WRITE, FAST);

  /** Before 7.0 a count that is not positive popped nothing and let the key's type unchecked. */
  private static final Feature CHECKS_COUNT = Feature.since("ZPOPMIN.checks-count", "7.0");

  private static final String NOT_POSITIVE = "ERR value is out of range, must be positive";

  /** The end of the set from which members are taken, and what the event is called. */
  private enum End {
    MIN("zpopmin"),
    MAX("zpopmax");

    final String event;

    End(String event) {
      this.event = event;
    }

    @Nullable Member of(SortedSetValue set) {
      return this == MIN ? set.first() : set.last();
    }
  }

  @Override
  public String group() {
    return "sorted-set";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        command(
            "BZMPOP",
            "7.0",
            -5,
            numkeys(2),
            flags(WRITE, BLOCKING, MOVABLEKEYS),
            SortedSetPopCommands::bzmpop),
        command("BZPOPMAX", "5.0", -3, keys(1, -2), WAITS_6, call -> waitFor(call, End.MAX)),
        command("BZPOPMAX", "7.0", -3, keys(1, -2), WAITS_7, call -> waitFor(call, End.MAX)),
        command("BZPOPMAX", "7.2", -3, keys(1, -2), WAITS, call -> waitFor(call, End.MAX)),
        command("BZPOPMIN", "5.0", -3, keys(1, -2), WAITS_6, call -> waitFor(call, End.MIN)),
        command("BZPOPMIN", "7.0", -3, keys(1, -2), WAITS_7, call -> waitFor(call, End.MIN)),
        command("BZPOPMIN", "7.2", -3, keys(1, -2), WAITS, call -> waitFor(call, End.MIN)),
        command(
            "ZMPOP", "7.0", -4, numkeys(1), flags(WRITE, MOVABLEKEYS), SortedSetPopCommands::zmpop),
        command("ZPOPMAX", "5.0", -2, key(1), POPS, call -> pop(call, End.MAX)),
        command("ZPOPMIN", "5.0", -2, key(1), POPS, call -> pop(call, End.MIN)));
  }

  private static Reply pop(Call call, End end) {
    Args args = call.args();
    if (args.count() > 3) {
      throw Errors.syntax();
    }
    boolean counted = args.count() == 3;
    boolean checks = call.has(CHECKS_COUNT);
    long count = 1;
    if (counted) {
      count = checks ? args.integerFrom(0, 2, NOT_POSITIVE) : args.integer(2);
    }
    if (count <= 0 && !checks) {
      return Reply.EMPTY_ARRAY;
    }
    SortedSetValue set = call.db().find(args.bytes(1), SortedSetValue.TYPE);
    if (set == null || count == 0) {
      return Reply.EMPTY_ARRAY;
    }
    Pairs pairs = Pairs.of(counted && call.protocol() > 2, 1);
    pop(call, args.bytes(1), set, end, count, pairs);
    return pairs.reply();
  }

  private static void pop(
      Call call, Bytes key, SortedSetValue set, End end, long count, Pairs popped) {
    int before = set.size();
    for (long i = 0; i < count; i++) {
      Member member = end.of(set);
      if (member == null) {
        break;
      }
      popped.add(call, member);
      set.remove(member);
    }
    call.db().changed(key, end.event, before - set.size());
  }

  private static Wait waitFor(Call call, End end) {
    int last = call.args().count() - 1;
    long timeout = Timeouts.seconds(call, last);
    return new Wait(
        call.args().slice(1, last),
        SortedSetValue.TYPE,
        timeout,
        keys -> popOne(call, keys, end),
        Reply.NULL_ARRAY);
  }

  private static @Nullable Reply popOne(Call call, List<Bytes> keys, End end) {
    for (Bytes key : keys) {
      SortedSetValue set = call.db().find(key, SortedSetValue.TYPE);
      Member member = set == null ? null : end.of(set);
      if (set != null && member != null) {
        set.remove(member);
        call.db().changed(key, end.event);
        return Reply.array(Reply.bulk(key), Reply.bulk(member.key()), call.real(member.score()));
      }
    }
    return null;
  }

  private static Reply zmpop(Call call) {
    Several several = Several.parse(call.args(), 1);
    Reply popped = popSeveral(call, several.keys, several);
    return popped == null ? Reply.NULL_ARRAY : popped;
  }

  private static Wait bzmpop(Call call) {
    Several several = Several.parse(call.args(), 2);
    long timeout = Timeouts.seconds(call, 1);
    return new Wait(
        several.keys,
        SortedSetValue.TYPE,
        timeout,
        keys -> popSeveral(call, keys, several),
        Reply.NULL_ARRAY);
  }

  private static @Nullable Reply popSeveral(Call call, List<Bytes> keys, Several several) {
    for (Bytes key : keys) {
      SortedSetValue set = call.db().find(key, SortedSetValue.TYPE);
      if (set != null) {
        Pairs pairs = Pairs.of(true, 1);
        pop(call, key, set, several.end, several.count, pairs);
        return Reply.array(Reply.bulk(key), pairs.reply());
      }
    }
    return null;
  }

  /** What ZMPOP and BZMPOP are asked for. */
  private record Several(List<Bytes> keys, End end, long count) {

    /** Reads a call whose number of keys stands at the index. */
    static Several parse(Args args, int index) {
      long numkeys = args.integerFrom(1, index, "ERR numkeys should be greater than 0");
      if (numkeys >= args.count() - index - 1) {
        throw Errors.syntax();
      }
      int at = index + 1 + (int) numkeys;
      if (!args.is(at, "MIN") && !args.is(at, "MAX")) {
        throw Errors.syntax();
      }
      List<Bytes> keys = args.slice(index + 1, at);
      return new Several(keys, args.is(at, "MIN") ? End.MIN : End.MAX, count(args, at + 1));
    }

    private static long count(Args args, int from) {
      if (args.count() == from) {
        return 1;
      }
      if (!args.is(from, "COUNT") || args.count() == from + 1) {
        throw Errors.syntax();
      }
      long count = args.integerFrom(1, from + 1, "ERR count should be greater than 0");
      if (args.count() > from + 2) {
        throw Errors.syntax();
      }
      return count;
    }
  }
}
