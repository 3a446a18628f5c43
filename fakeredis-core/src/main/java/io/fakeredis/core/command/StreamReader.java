package io.fakeredis.core.command;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.CommandException;
import io.fakeredis.api.Reply;
import io.fakeredis.core.value.StreamEntry;
import io.fakeredis.core.value.StreamGroup;
import io.fakeredis.core.value.StreamId;
import io.fakeredis.core.value.StreamValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what a request asks for, now or when there is something. */
final class StreamReader {
  private final Call call;
  private final StreamReadRequest request;

  StreamReader(Call call, StreamReadRequest request) {
    this.call = call;
    this.request = request;
  }

  static CommandException groupMissing(Bytes key, Bytes group) {
    return StreamGroups.missing(key, group, " in XREADGROUP with GROUP option");
  }

  /** What the streams have for the request; null if none of them has anything. */
  @Nullable Reply read() {
    List<Reply> found = new ArrayList<>();
    StreamBudget budget = request.budget();
    for (int i = 0; i < request.keys().size() && !budget.isSpent(); i++) {
      Reply entries = read(i, budget);
      if (entries != null) {
        found.add(Reply.bulk(request.keys().get(i)));
        found.add(entries);
      }
    }
    return found.isEmpty() ? null : reply(found);
  }

  /** A map of keys and entries; RESP2 has pairs. */
  static Reply reply(List<Reply> keysAndEntries) {
    List<Reply> pairs = new ArrayList<>();
    for (int i = 0; i < keysAndEntries.size(); i += 2) {
      pairs.add(Reply.array(keysAndEntries.get(i), keysAndEntries.get(i + 1)));
    }
    return Reply.byProtocol(Reply.array(pairs), Reply.map(keysAndEntries));
  }

  private @Nullable Reply read(int index, StreamBudget budget) {
    Bytes key = request.keys().get(index);
    StreamId id = request.id(index);
    StreamValue stream = call.db().find(key, StreamValue.TYPE);
    if (request.group() == null) {
      long limit = budget.limit(request.count());
      List<StreamEntry> entries =
          stream == null ? List.of() : budget.take(after(stream, id, limit));
      return entries.isEmpty() ? null : StreamReplies.entries(entries);
    }
    StreamGroup group = stream == null ? null : stream.group(request.group());
    if (stream == null || group == null) {
      throw groupMissing(key, request.group());
    }
    StreamGroupReader reader = new StreamGroupReader(call, request, budget, key, stream, group);
    if (!id.equals(StreamReadRequest.NEW)) {
      return reader.history(id);
    }
    return request.claims() ? reader.claimed() : reader.unread();
  }

  /** The entries behind an ID. */
  static List<StreamEntry> after(StreamValue stream, StreamId id, long limit) {
    StreamId start = id.next();
    return start == null ? List.of() : stream.range(start, StreamId.MAX, limit, false);
  }

  /** When there may be something to claim, in milliseconds since 1970. */
  long retryAt() {
    long at = Long.MAX_VALUE;
    Bytes name = request.group();
    if (name == null || !request.claims()) {
      return at;
    }
    for (Bytes key : request.keys()) {
      StreamValue stream = call.db().find(key, StreamValue.TYPE);
      StreamGroup group = stream == null ? null : stream.group(name);
      if (group != null) {
        at = Math.min(at, group.nextIdleAt(request.minIdle(), call.now()));
      }
    }
    return at;
  }
}
