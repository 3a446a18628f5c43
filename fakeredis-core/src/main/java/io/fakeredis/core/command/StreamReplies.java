package io.fakeredis.core.command;

import io.fakeredis.api.Reply;
import io.fakeredis.core.value.StreamEntry;
import io.fakeredis.core.value.StreamId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Stream entries and their IDs as replies. */
final class StreamReplies {
  private StreamReplies() {}

  static Reply id(StreamId id) {
    return Reply.bulk(id.text());
  }

  static Reply ids(Collection<StreamId> ids) {
    List<Reply> replies = new ArrayList<>(ids.size());
    ids.forEach(id -> replies.add(id(id)));
    return Reply.array(replies);
  }

  static Reply entry(StreamEntry entry) {
    return Reply.array(id(entry.id()), Reply.bulks(entry.fields()));
  }

  static Reply entries(Collection<StreamEntry> entries) {
    List<Reply> replies = new ArrayList<>(entries.size());
    entries.forEach(entry -> replies.add(entry(entry)));
    return Reply.array(replies);
  }
}
