package io.fakeredis.core.command;

import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Flag.DENYOOM;
import static io.fakeredis.api.Flag.FAST;
import static io.fakeredis.api.Flag.READONLY;
import static io.fakeredis.api.Flag.WRITE;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.api.Keys.key;
import static java.util.Objects.requireNonNull;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Doubles;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Flag;
import io.fakeredis.api.Reply;
import io.fakeredis.core.value.SortedSetValue;
import io.fakeredis.core.value.SortedSetValue.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Single members of <a href="https://redis.io/commands/?group=sorted-set">sorted sets</a>. */
final class SortedSetCommands implements CommandFamily {
  private static final Set<Flag> ADDS = flags(WRITE, DENYOOM, FAST);
  private static final Set<Flag> READS = flags(READONLY, FAST);

  /** Ziplists hold whole scores as integers up to 2^52, listpacks up to 2^62. */
  private static final Feature PACKS_INTEGERS = Feature.since("ENCODING.listpack", "7.0");

  private static final double EXACT_INTEGER_LIMIT = 0x1p62;

  @Override
  public String group() {
    return "sorted-set";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        command("ZADD", "1.2", -4, key(1), ADDS, SortedSetCommands::zadd),
        command("ZCARD", "1.2", 2, key(1), READS, SortedSetCommands::zcard),
        command("ZINCRBY", "1.2", 4, key(1), ADDS, SortedSetCommands::zincrby),
        command("ZMSCORE", "6.2", -3, key(1), READS, SortedSetCommands::zmscore),
        command("ZRANDMEMBER", "6.2", -2, key(1), flags(READONLY), SortedSetCommands::zrandmember),
        command("ZRANK", "2.0", 3, key(1), READS, call -> zrank(call, false)),
        command("ZRANK", "7.2", -3, key(1), READS, call -> zrank(call, false)),
        command("ZREM", "1.2", -3, key(1), flags(WRITE, FAST), SortedSetCommands::zrem),
        command("ZREVRANK", "2.0", 3, key(1), READS, call -> zrank(call, true)),
        command("ZREVRANK", "7.2", -3, key(1), READS, call -> zrank(call, true)),
        command("ZSCAN", "2.8", -3, key(1), flags(READONLY), SortedSetCommands::zscan),
        command("ZSCORE", "1.2", 3, key(1), READS, SortedSetCommands::zscore));
  }

  private static Reply zadd(Call call) {
    ScoreUpdate update = ScoreUpdate.ofZadd(call);
    Args args = call.args();
    List<Bytes> names = new ArrayList<>();
    List<Double> scores = new ArrayList<>();
    for (int i = update.first(); i < args.count(); i += 2) {
      scores.add(call.realArg(i));
      names.add(args.bytes(i + 1));
    }
    return update.increments()
        ? increment(call, update, scores.get(0), names.get(0))
        : add(call, update, names, scores);
  }

  /** Gives members scores; GEOADD comes here with scores of its own making. */
  static Reply add(Call call, ScoreUpdate update, List<Bytes> names, List<Double> scores) {
    Bytes key = call.args().bytes(1);
    SortedSetValue set = call.db().create(key, SortedSetValue.TYPE);
    set.expect(names, call.settings());
    int added = 0;
    int updated = 0;
    for (int i = 0; i < names.size(); i++) {
      double score = scores.get(i);
      Member member = set.get(names.get(i));
      if (!update.concerns(member)) {
        continue;
      }
      if (member == null) {
        set.put(names.get(i), score, call.settings());
        added++;
      } else if (member.score() != score && update.allows(member, score)) {
        set.put(names.get(i), score, call.settings());
        updated++;
      }
    }
    if (added + updated > 0) {
      call.db().changed(key, "zadd", added + updated);
    }
    return Reply.integer(update.countsChanges() ? added + updated : added);
  }

  private static Reply zincrby(Call call) {
    return increment(call, ScoreUpdate.ANY, call.realArg(2), call.args().bytes(3));
  }

  private static Reply increment(Call call, ScoreUpdate update, double by, Bytes name) {
    Bytes key = call.args().bytes(1);
    SortedSetValue set = call.db().create(key, SortedSetValue.TYPE);
    Member member = set.get(name);
    if (!update.concerns(member)) {
      return Reply.NULL;
    }
    double score = member == null ? by : member.score() + by;
    if (Double.isNaN(score)) {
      throw Errors.error("ERR resulting score is not a number (NaN)");
    }
    if (member != null && !update.allows(member, score)) {
      return Reply.NULL;
    }
    if (member == null || member.score() != score) {
      set.put(name, score, call.settings());
      call.db().changed(key, "zincr");
    }
    return call.real(score);
  }

  private static Reply zcard(Call call) {
    SortedSetValue set = call.db().find(call.args().bytes(1), SortedSetValue.TYPE);
    return Reply.integer(set == null ? 0 : set.size());
  }

  private static Reply zmscore(Call call) {
    SortedSetValue set = call.db().find(call.args().bytes(1), SortedSetValue.TYPE);
    List<Reply> scores = new ArrayList<>(call.args().count() - 2);
    for (Bytes name : call.args().from(2)) {
      Member member = set == null ? null : set.get(name);
      scores.add(member == null ? Reply.NULL : call.real(member.score()));
    }
    return Reply.array(scores);
  }

  private static Reply zrandmember(Call call) {
    Args args = call.args();
    RandomCount wanted = args.count() == 2 ? null : RandomCount.parse(args, "WITHSCORES");
    SortedSetValue set = call.db().find(args.bytes(1), SortedSetValue.TYPE);
    if (wanted == null) {
      Member member = set == null ? null : set.random(call.random());
      return member == null ? Reply.NULL : Reply.bulk(member.key());
    }
    if (set == null) {
      return Reply.EMPTY_ARRAY;
    }
    Pairs pairs = Pairs.of(call, 1);
    List<Reply> names = new ArrayList<>();
    for (Member member : sample(set, wanted, call.random())) {
      if (wanted.withValues()) {
        pairs.add(call, member);
      } else {
        names.add(Reply.bulk(member.key()));
      }
    }
    return wanted.withValues() ? pairs.reply() : Reply.array(names);
  }

  private static List<Member> sample(
      SortedSetValue set, RandomCount wanted, RandomGenerator random) {
    if (wanted.repeats()) {
      return RandomCount.repeated(wanted.count(), () -> requireNonNull(set.random(random)));
    }
    List<Member> sample = new ArrayList<>();
    if (wanted.count() >= set.size()) {
      // the whole set comes from its end
      new RankRange(0, set.size()).forEach(set, true, sample::add);
    } else {
      for (int rank : wanted.positions(set.size(), random)) {
        sample.add(requireNonNull(set.at(rank)));
      }
    }
    return sample;
  }

  private static Reply zrank(Call call, boolean reverse) {
    Args args = call.args();
    if (args.count() > 4) {
      throw Errors.arity(call.command().fullName());
    }
    boolean withScore = args.count() == 4;
    if (withScore && !args.is(3, "WITHSCORE")) {
      throw Errors.syntax();
    }
    SortedSetValue set = call.db().find(args.bytes(1), SortedSetValue.TYPE);
    Member member = set == null ? null : set.get(args.bytes(2));
    if (set == null || member == null) {
      return withScore ? Reply.NULL_ARRAY : Reply.NULL;
    }
    int rank = set.rank(member);
    Reply place = Reply.integer(reverse ? set.size() - 1 - rank : rank);
    return withScore ? Reply.array(place, call.real(member.score())) : place;
  }

  private static Reply zrem(Call call) {
    Bytes key = call.args().bytes(1);
    SortedSetValue set = call.db().find(key, SortedSetValue.TYPE);
    if (set == null) {
      return Reply.ZERO;
    }
    int removed = 0;
    for (Bytes name : call.args().from(2)) {
      Member member = set.get(name);
      if (member != null) {
        set.remove(member);
        removed++;
      }
    }
    if (removed > 0) {
      call.db().changed(key, "zrem", removed);
    }
    return Reply.integer(removed);
  }

  private static Reply zscan(Call call) {
    ScanRequest.checkCursor(call);
    SortedSetValue set = call.db().find(call.args().bytes(1), SortedSetValue.TYPE);
    if (set == null) {
      return ScanRequest.reply(0, List.of());
    }
    ScanRequest request = ScanRequest.parse(call, ScanRequest.Kind.SORTED_SET);
    List<Member> visited = new ArrayList<>();
    long cursor = request.walk(set::scan, visited);
    List<Reply> found = new ArrayList<>();
    for (Member member : visited) {
      if (request.wants(member.key())) {
        found.add(Reply.bulk(member.key()));
        if (!request.isBare()) {
          found.add(Reply.bulk(scannedScore(call, set, member.score())));
        }
      }
    }
    return ScanRequest.reply(cursor, found);
  }

  /** ZSCAN shows a listpack's entry as it is stored, and prints seventeen digits otherwise. */
  private static String scannedScore(Call call, SortedSetValue set, double score) {
    if (!set.isListpack()) {
      return Doubles.seventeenDigits(score);
    }
    boolean integer = score == (long) score && Math.abs(score) <= EXACT_INTEGER_LIMIT;
    return integer && call.has(PACKS_INTEGERS)
        ? Long.toString((long) score)
        : Doubles.text(score, call.profile());
  }

  private static Reply zscore(Call call) {
    SortedSetValue set = call.db().find(call.args().bytes(1), SortedSetValue.TYPE);
    Member member = set == null ? null : set.get(call.args().bytes(2));
    return member == null ? Reply.NULL : call.real(member.score());
  }
}
