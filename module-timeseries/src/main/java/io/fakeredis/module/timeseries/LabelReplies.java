package io.fakeredis.module.timeseries;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Reply;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Labels in replies: pairs in RESP2, a map in RESP3. */
final class LabelReplies {
  private LabelReplies() {}

  static Reply all(List<SeriesOptions.Label> labels) {
    LabelList list = new LabelList();
    labels.forEach(label -> list.add(label.name(), label.value()));
    return list.reply();
  }

  /** Those with the names; null stands for the value of one that is missing. */
  static Reply selected(List<SeriesOptions.Label> labels, List<Bytes> names) {
    LabelList list = new LabelList();
    for (Bytes name : names) {
      list.add(name, SeriesOptions.value(labels, name));
    }
    return list.reply();
  }

  /** Labels on their way into a reply. */
  private static final class LabelList {
    private final List<Reply> pairs = new ArrayList<>();
    private final List<Reply> map = new ArrayList<>();

    void add(Bytes name, @Nullable Bytes value) {
      Reply key = Reply.bulk(name);
      Reply told = Reply.bulkOrNull(value);
      pairs.add(Reply.array(key, told));
      map.add(key);
      map.add(told);
    }

    Reply reply() {
      return Reply.byProtocol(Reply.array(pairs), Reply.map(map));
    }
  }
}
