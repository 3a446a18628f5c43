package io.fakeredis.core.command;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Database;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Reply;
import io.fakeredis.api.Wait;
import io.fakeredis.core.value.StreamGroup;
import io.fakeredis.core.value.StreamId;
import io.fakeredis.core.value.StreamValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How clients were woken that wait for entries before 7.2: each is handed what the stream that woke
 * it has, which may be nothing if the new entries were trimmed off at once.
 */
final class StreamWakeUp implements Wait.Attempt {
  private final Call call;
  private final StreamReadRequest request;
  private final List<StreamId> lastIds = new ArrayList<>();

  StreamWakeUp(Call call, StreamReadRequest request) {
    this.call = call;
    this.request = request;
    for (Bytes key : request.keys()) {
      StreamValue stream = stream(key);
      lastIds.add(stream == null ? StreamId.MIN : stream.lastId());
    }
  }

  private @Nullable StreamValue stream(Bytes key) {
    Database.Stored stored = call.db().stored(key);
    return stored != null && stored.value() instanceof StreamValue stream ? stream : null;
  }

  @Override
  public @Nullable Reply tryAnswer(List<Bytes> keys) {
    for (Bytes key : keys) {
      Reply entries = entries(key);
      if (entries != null) {
        return StreamReader.reply(List.of(Reply.bulk(key), entries));
      }
    }
    return null;
  }

  private @Nullable Reply entries(Bytes key) {
    StreamValue stream = stream(key);
    Bytes groupName = request.group();
    if (stream == null && groupName != null) {
      throw Errors.error("UNBLOCKED the stream key no longer exists");
    }
    int index = request.keys().indexOf(key);
    if (stream == null) {
      return null;
    }
    if (groupName != null) {
      StreamGroup group = stream.group(groupName);
      if (group == null) {
        throw Errors.error(
            "NOGROUP the consumer group this client was blocked on no longer exists");
      }
      return hasGrown(stream, index) && stream.lastId().compareTo(group.lastId()) > 0
          ? new StreamGroupReader(call, request, request.budget(), key, stream, group).whatIsLeft()
          : null;
    }
    StreamId id = request.id(index);
    return hasGrown(stream, index) && stream.lastId().compareTo(id) > 0
        ? StreamReplies.entries(StreamReader.after(stream, id, request.count()))
        : null;
  }

  private boolean hasGrown(StreamValue stream, int index) {
    return !stream.lastId().equals(lastIds.get(index));
  }
}
