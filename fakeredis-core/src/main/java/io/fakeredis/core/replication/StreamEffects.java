package io.fakeredis.core.replication;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Reply;
import io.fakeredis.core.replication.Effects.Effect;
import io.fakeredis.core.value.PendingEntry;
import io.fakeredis.core.value.StreamConsumer;
import io.fakeredis.core.value.StreamGroup;
import io.fakeredis.core.value.StreamId;
import io.fakeredis.core.value.StreamValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls about streams. */
final class StreamEffects {
  private static final Feature ENTRIES_READ = Feature.since("XGROUP.entriesread", "7.0");

  /** Since then a claim does not tell how far the group has got: that is told in the end. */
  private static final Feature GROUP_LAST = Feature.since("REPLICATION.group-told-last", "7.2");

  private StreamEffects() {}

  static void addTo(Map<String, Effect> effects) {
    effects.put("XADD", StreamEffects::xadd);
    effects.put("XTRIM", done -> List.of(exact(done, done.args(), 2, done.args().count())));
    effects.put("XREADGROUP", StreamEffects::xreadgroup);
    effects.put("XCLAIM", StreamEffects::xclaim);
    effects.put("XAUTOCLAIM", StreamEffects::xautoclaim);
  }

  private static @Nullable StreamValue stream(Done done, Bytes key) {
    var stored = done.database().stored(key);
    return stored != null && stored.value() instanceof StreamValue stream ? stream : null;
  }

  private static List<Args> xadd(Done done) {
    int id = idPosition(done.args());
    Args told = done.with(id, Done.text(done.reply()));
    return List.of(exact(done, told, 2, id));
  }

  /** The options in front of the ID take one word or two. */
  private static int idPosition(Args args) {
    int at = 2;
    while (true) {
      if (args.is(at, "NOMKSTREAM")
          || args.is(at, "KEEPREF")
          || args.is(at, "DELREF")
          || args.is(at, "ACKED")) {
        at++;
      } else if (args.is(at, "MAXLEN") || args.is(at, "MINID")) {
        at += args.is(at + 1, "~") || args.is(at + 1, "=") ? 3 : 2;
      } else if (args.is(at, "LIMIT") || args.is(at, "IDMPAUTO")) {
        at += 2;
      } else if (args.is(at, "IDMP")) {
        at += 3;
      } else {
        return at;
      }
    }
  }

  /** Where the stream was trimmed to about a length or ID, replicas are told to which. */
  private static Args exact(Done done, Args args, int from, int to) {
    for (int i = from; i + 2 < to; i++) {
      boolean byLength = args.is(i, "MAXLEN");
      if ((byLength || args.is(i, "MINID")) && args.is(i + 1, "~")) {
        return Done.with(args, i + 1, "=", left(done, byLength, args.bytes(i + 2)));
      }
    }
    return args;
  }

  private static Bytes left(Done done, boolean byLength, Bytes asked) {
    StreamValue stream = stream(done, done.key());
    if (stream == null) {
      return asked;
    }
    return byLength ? Bytes.latin(Long.toString(stream.length())) : firstId(stream).text();
  }

  /**
   * The first that the real server finds, be it deleted; the highest one of all if there is none.
   */
  private static StreamId firstId(StreamValue stream) {
    return stream.nodes().stream()
        .map(node -> node.entries().get(0).id())
        .findFirst()
        .orElse(StreamId.MAX);
  }

  private static List<Args> xreadgroup(Done done) {
    int group = done.position("GROUP", 1);
    int streams = done.position("STREAMS", 1);
    boolean pending = done.position("NOACK", 1) == 0 || done.position("NOACK", 1) > streams;
    int count = (done.args().count() - streams - 1) / 2;
    List<Args> calls = new ArrayList<>();
    for (Reply pair : done.items()) {
      List<Reply> keyAndEntries = Done.items(pair);
      Bytes key = Done.text(keyAndEntries.get(0));
      int at = streams + 1 + done.args().slice(streams + 1, streams + 1 + count).indexOf(key);
      StreamGroup read = group(done, key, done.word(group + 1));
      if (read != null && done.args().is(at + count, ">")) {
        if (pending) {
          calls.addAll(claims(key, read, Done.items(keyAndEntries.get(1)), true));
        }
        if (!pending || done.has(GROUP_LAST)) {
          calls.add(position(done, key, read));
        }
      }
    }
    return calls;
  }

  private static @Nullable StreamGroup group(Done done, Bytes key, Bytes name) {
    StreamValue stream = stream(done, key);
    return stream == null ? null : stream.group(name);
  }

  private static Args position(Done done, Bytes key, StreamGroup group) {
    Bytes last = group.lastId().text();
    return done.has(ENTRIES_READ)
        ? Done.call("XGROUP", "SETID", key, group.name(), last, "ENTRIESREAD", group.entriesRead())
        : Done.call("XGROUP", "SETID", key, group.name(), last);
  }

  /**
   * Who has which entries now.
   *
   * @param advances whether the group has got as far as the entry, one after the other
   */
  private static List<Args> claims(
      Bytes key, StreamGroup group, List<Reply> entries, boolean advances) {
    List<Args> calls = new ArrayList<>();
    for (Reply entry : entries) {
      List<Reply> parts = Done.items(entry);
      Bytes id = Done.text(parts.isEmpty() ? entry : parts.get(0));
      PendingEntry pending = pending(group, id);
      if (pending != null) {
        Bytes last = advances ? id : group.lastId().text();
        calls.add(claim(key, group, pending, last));
      }
    }
    return calls;
  }

  private static @Nullable PendingEntry pending(StreamGroup group, Bytes id) {
    String[] parts = id.latin().split("-", -1);
    if (parts.length != 2) {
      return null;
    }
    long ms = Long.parseUnsignedLong(parts[0]);
    return group.pending(new StreamId(ms, Long.parseUnsignedLong(parts[1])));
  }

  private static Args claim(Bytes key, StreamGroup group, PendingEntry pending, Bytes last) {
    StreamConsumer owner = pending.consumer();
    return Done.call(
        "XCLAIM",
        key,
        group.name(),
        owner == null ? Bytes.EMPTY : owner.name(),
        0,
        pending.id().text(),
        "TIME",
        pending.deliveredAt(),
        "RETRYCOUNT",
        pending.deliveries(),
        "FORCE",
        "JUSTID",
        "LASTID",
        last);
  }

  private static List<Args> xclaim(Done done) {
    StreamGroup group = group(done, done.key(), done.word(2));
    return group == null ? List.of() : claims(done.key(), group, done.items(), false);
  }

  private static List<Args> xautoclaim(Done done) {
    StreamGroup group = group(done, done.key(), done.word(2));
    if (group == null) {
      return List.of();
    }
    List<Reply> parts = done.items();
    List<Args> calls = claims(done.key(), group, Done.items(parts.get(1)), false);
    if (parts.size() > 2) {
      List<Bytes> deleted = Done.texts(Done.items(parts.get(2)));
      if (!deleted.isEmpty()) {
        calls.add(Done.call("XACK", done.key(), group.name(), deleted));
      }
    }
    return calls;
  }
}
