package io.fakeredis.core.command;

import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Flag.FAST;
import static io.fakeredis.api.Flag.RANDOM;
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
import io.fakeredis.api.Numbers;
import io.fakeredis.api.Reply;
import io.fakeredis.core.value.PendingEntry;
import io.fakeredis.core.value.StreamGroup;
import io.fakeredis.core.value.StreamId;
import io.fakeredis.core.value.StreamValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** XCLAIM and XAUTOCLAIM: taking over what other consumers have not acknowledged. */
final class StreamClaimCommands implements CommandFamily {
  private static final Feature TELLS_DELETED = Feature.since("XAUTOCLAIM.tells-deleted", "7.0");

  /** Since then the real server sets room aside for all the IDs that it might drop. */
  private static final Feature LIMITS_COUNT = Feature.since("XAUTOCLAIM.limits-count", "7.0");

  private static final long MAX_COUNT = Long.MAX_VALUE / 16;
  private static final long DEFAULT_COUNT = 100;
  private static final long ATTEMPTS_PER_COUNT = 10;

  @Override
  public String group() {
    return "stream";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        command(
            "XAUTOCLAIM",
            "6.2",
            -6,
            key(1),
            flags(WRITE, RANDOM, FAST),
            StreamClaimCommands::xautoclaim),
        command(
            "XAUTOCLAIM", "7.0", -6, key(1), flags(WRITE, FAST), StreamClaimCommands::xautoclaim),
        command(
            "XCLAIM", "5.0", -6, key(1), flags(WRITE, RANDOM, FAST), StreamClaimCommands::xclaim),
        command("XCLAIM", "7.0", -6, key(1), flags(WRITE, FAST), StreamClaimCommands::xclaim));
  }

  private static Reply xclaim(Call call) {
    Args args = call.args();
    StreamGroup group = StreamGroups.existing(call);
    List<StreamId> ids = leadingIds(args.from(5));
    StreamClaimOptions options = StreamClaimOptions.parse(call, 5 + ids.size());
    StreamId last = options.lastId();
    if (last != null && last.compareTo(group.lastId()) > 0) {
      group.moveTo(last, group.entriesRead());
    }
    StreamClaim claim = claim(call, group, options);
    List<Reply> claimed = new ArrayList<>();
    for (StreamId id : ids) {
      Reply reply = claim.drop(id) ? null : claim.claim(id);
      if (reply != null) {
        claimed.add(reply);
      }
    }
    return Reply.array(claimed);
  }

  /** The IDs up to the first word that is none. */
  private static List<StreamId> leadingIds(List<Bytes> words) {
    List<StreamId> ids = new ArrayList<>();
    for (Bytes word : words) {
      StreamId id = StreamIds.parseOrNull(word);
      if (id == null) {
        break;
      }
      ids.add(id);
    }
    return ids;
  }

  private static StreamClaim claim(Call call, StreamGroup group, StreamClaimOptions options) {
    StreamValue stream = call.db().create(call.args().bytes(1), StreamValue.TYPE);
    return new StreamClaim(call, stream, group, options);
  }

  private static Reply xautoclaim(Call call) {
    Args args = call.args();
    long minIdle = StreamClaimOptions.minIdle(args.bytes(4), "XAUTOCLAIM");
    StreamId start = StreamIds.rangeStart(call, args.bytes(5));
    long count = DEFAULT_COUNT;
    boolean justId = false;
    for (int at = 6; at < args.count(); at++) {
      if (args.is(at, "JUSTID")) {
        justId = true;
      } else if (args.is(at, "COUNT") && at + 1 < args.count()) {
        count = count(call, args.bytes(++at));
      } else {
        throw Errors.syntax();
      }
    }
    StreamGroup group = StreamGroups.existing(call);
    StreamClaimOptions options = StreamClaimOptions.automatic(call, minIdle, justId);
    return claimFrom(start, count, group, claim(call, group, options), call.has(TELLS_DELETED));
  }

  private static long count(Call call, Bytes word) {
    long count = Numbers.isLong(word) ? Numbers.toLong(word) : 0;
    if (count < 1 || (count > MAX_COUNT && call.has(LIMITS_COUNT))) {
      throw Errors.error("ERR COUNT must be > 0");
    }
    return count;
  }

  private static Reply claimFrom(
      StreamId start, long count, StreamGroup group, StreamClaim claim, boolean tellsDeleted) {
    List<Reply> claimed = new ArrayList<>();
    List<StreamId> dropped = new ArrayList<>();
    Map.Entry<StreamId, PendingEntry> next = group.pending().ceilingEntry(start);
    long attempts = Math.min(count, MAX_COUNT) * ATTEMPTS_PER_COUNT;
    while (next != null && attempts > 0 && claimed.size() + dropped.size() < count) {
      StreamId id = next.getKey();
      Reply reply = null;
      if (claim.drop(id)) {
        dropped.add(id);
      } else {
        reply = claim.claim(id);
      }
      if (reply != null) {
        claimed.add(reply);
      }
      attempts--;
      next = group.pending().higherEntry(id);
    }
    StreamId cursor = next == null ? StreamId.MIN : next.getKey();
    Reply first = StreamReplies.id(cursor);
    return tellsDeleted
        ? Reply.array(first, Reply.array(claimed), StreamReplies.ids(dropped))
        : Reply.array(first, Reply.array(claimed));
  }
}
