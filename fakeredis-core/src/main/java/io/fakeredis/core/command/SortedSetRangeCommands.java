package io.fakeredis.core.command;

import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Flag.DENYOOM;
import static io.fakeredis.api.Flag.FAST;
import static io.fakeredis.api.Flag.READONLY;
import static io.fakeredis.api.Flag.WRITE;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.api.Keys.key;
import static io.fakeredis.api.Keys.keys;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Flag;
import io.fakeredis.api.Reply;
import io.fakeredis.core.command.RangeRequest.By;
import io.fakeredis.core.value.SortedSetValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Members of sorted sets by rank, by score and by name. */
final class SortedSetRangeCommands implements CommandFamily {
  private static final Set<Flag> COUNTS = flags(READONLY, FAST);
  private static final Set<Flag> READS = flags(READONLY);
  private static final Set<Flag> REMOVES = flags(WRITE);
  private static final Set<Flag> STORES = flags(WRITE, DENYOOM);

  @Override
  public String group() {
    return "sorted-set";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        command("ZCOUNT", "2.0", 4, key(1), COUNTS, call -> count(call, scores(call))),
        command("ZLEXCOUNT", "2.8.9", 4, key(1), COUNTS, call -> count(call, names(call))),
        command("ZRANGE", "1.2", -4, key(1), READS, call -> range(call, null, null)),
        command("ZRANGEBYLEX", "2.8.9", -4, key(1), READS, call -> range(call, By.LEX, false)),
        command("ZRANGEBYSCORE", "1.0.5", -4, key(1), READS, call -> range(call, By.SCORE, false)),
        command("ZRANGESTORE", "6.2", -5, keys(1, 2), STORES, SortedSetRangeCommands::zrangestore),
        command("ZREMRANGEBYLEX", "2.8.9", 4, key(1), REMOVES, call -> remove(call, names(call))),
        command("ZREMRANGEBYRANK", "2.0", 4, key(1), REMOVES, SortedSetRangeCommands::removeRanks),
        command("ZREMRANGEBYSCORE", "1.2", 4, key(1), REMOVES, call -> remove(call, scores(call))),
        command("ZREVRANGE", "1.2", -4, key(1), READS, call -> range(call, By.RANK, true)),
        command("ZREVRANGEBYLEX", "2.8.9", -4, key(1), READS, call -> range(call, By.LEX, true)),
        command("ZREVRANGEBYSCORE", "2.2", -4, key(1), READS, call -> range(call, By.SCORE, true)));
  }

  private static ScoreRange scores(Call call) {
    return ScoreRange.parse(call, call.args().bytes(2), call.args().bytes(3));
  }

  private static LexRange names(Call call) {
    return LexRange.parse(call.args().bytes(2), call.args().bytes(3));
  }

  private static Reply count(Call call, MemberRange range) {
    SortedSetValue set = call.db().find(call.args().bytes(1), SortedSetValue.TYPE);
    return Reply.integer(set == null ? 0 : range.in(set, false).count());
  }

  private static Reply range(Call call, @Nullable By by, @Nullable Boolean reverse) {
    RangeRequest request = RangeRequest.parse(call, 2, by, reverse, false);
    SortedSetValue set = call.db().find(call.args().bytes(1), SortedSetValue.TYPE);
    if (set == null) {
      return Reply.EMPTY_ARRAY;
    }
    RankRange ranks = request.in(set);
    if (request.withScores()) {
      Pairs pairs = Pairs.of(call, ranks.count());
      ranks.forEach(set, request.isReverse(), member -> pairs.add(call, member));
      return pairs.reply();
    }
    List<Reply> names = new ArrayList<>(ranks.count());
    ranks.forEach(set, request.isReverse(), member -> names.add(Reply.bulk(member.key())));
    return Reply.array(names);
  }

  private static Reply zrangestore(Call call) {
    RangeRequest request = RangeRequest.parse(call, 3, null, null, true);
    Bytes destination = call.args().bytes(1);
    SortedSetValue set = call.db().find(call.args().bytes(2), SortedSetValue.TYPE);
    RankRange ranks = set == null ? RankRange.EMPTY : request.in(set);
    if (set == null || ranks.count() == 0) {
      call.db().remove(destination, "del");
      return Reply.ZERO;
    }
    SortedSetValue stored = SortedSetValue.TYPE.create(call.settings());
    if (request.isByRank()) {
      stored.expect(ranks.count(), 0, call.settings());
    }
    ranks.forEach(set, false, member -> stored.put(member.key(), member.score(), call.settings()));
    call.db().put(destination, SortedSetValue.TYPE, stored, "zrangestore");
    return Reply.integer(ranks.count());
  }

  private static Reply removeRanks(Call call) {
    long start = call.args().integer(2);
    long end = call.args().integer(3);
    SortedSetValue set = call.db().find(call.args().bytes(1), SortedSetValue.TYPE);
    return set == null ? Reply.ZERO : remove(call, set, RankRange.of(start, end, set.size()));
  }

  private static Reply remove(Call call, MemberRange range) {
    SortedSetValue set = call.db().find(call.args().bytes(1), SortedSetValue.TYPE);
    return set == null ? Reply.ZERO : remove(call, set, range.in(set, false));
  }

  private static Reply remove(Call call, SortedSetValue set, RankRange ranks) {
    if (ranks.count() > 0) {
      set.removeRange(ranks.from(), ranks.to());
      String event = call.command().name().toLowerCase(Locale.ROOT);
      call.db().changed(call.args().bytes(1), event, ranks.count());
    }
    return Reply.integer(ranks.count());
  }
}
