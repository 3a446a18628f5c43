package io.fakeredis.module.timeseries;

import io.fakeredis.api.Reply;
import java.util.ArrayList;
import java.util.List;

/** What is told of several series: a list in RESP2, a map in RESP3. */
final class SeriesReplies {
  private final List<Reply> list = new ArrayList<>();
  private final List<Reply> map = new ArrayList<>();

  /**
   * Tells of a series.
   *
   * @param about what RESP3 alone tells
   */
  void add(Reply name, Reply labels, List<Reply> about, Reply samples) {
    list.add(Reply.array(name, labels, samples));
    List<Reply> parts = new ArrayList<>();
    parts.add(labels);
    parts.addAll(about);
    parts.add(samples);
    map.add(name);
    map.add(Reply.array(parts));
  }

  Reply reply() {
    return Reply.byProtocol(Reply.array(list), Reply.map(map));
  }
}
