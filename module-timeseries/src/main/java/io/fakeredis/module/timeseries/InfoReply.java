package io.fakeredis.module.timeseries;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What TS.INFO tells. */
final class InfoReply {
  private final Call call;
  private final List<Reply> fields = new ArrayList<>();

  private InfoReply(Call call) {
    this.call = call;
  }

  /**
   * What there is to tell of a series.
   *
   * @param debug whether to tell of its chunks, too
   */
  static Reply of(Call call, Series series, boolean debug) {
    InfoReply reply = new InfoReply(call);
    reply.add(series);
    if (debug) {
      reply.addChunks(series);
    }
    return Reply.map(reply.fields);
  }

  private void add(String name, Reply value) {
    fields.add(Reply.simple(name));
    fields.add(value);
  }

  private void add(String name, long value) {
    add(name, Reply.integer(value));
  }

  private void add(Series series) {
    SeriesOptions options = series.options();
    Sample first = series.first();
    Sample last = series.last();
    add("totalSamples", series.count() - series.hidden());
    add("memoryUsage", series.memory());
    add("firstTimestamp", first == null ? 0 : first.time());
    add("lastTimestamp", last == null ? 0 : last.time());
    add("retentionTime", options.retention());
    add("chunkCount", series.chunks().size());
    add("chunkSize", options.chunkSize());
    add("chunkType", Reply.simple(options.compressed() ? "compressed" : "uncompressed"));
    add("duplicatePolicy", policy(options.policy()));
    add("labels", LabelReplies.all(options.labels()));
    add("sourceKey", Reply.bulkOrNull(series.source()));
    add("rules", rules(series.rules()));
    if (call.has(OptionParser.IGNORE)) {
      add("ignoreMaxTimeDiff", options.ignoreTime());
      add("ignoreMaxValDiff", call.real(options.ignoreValue()));
    }
  }

  private static Reply rules(List<Rule> rules) {
    List<Reply> list = new ArrayList<>();
    List<Reply> map = new ArrayList<>();
    for (Rule rule : rules) {
      Reply destination = Reply.bulk(rule.destination());
      Reply duration = Reply.integer(rule.duration());
      Reply aggregation = Reply.simple(rule.aggregation().title());
      Reply alignment = Reply.integer(rule.alignment());
      list.add(Reply.array(destination, duration, aggregation, alignment));
      map.add(destination);
      map.add(Reply.array(duration, aggregation, alignment));
    }
    return Reply.byProtocol(Reply.array(list), Reply.map(map));
  }

  private static Reply policy(DuplicatePolicy policy) {
    return policy == DuplicatePolicy.NONE
        ? Reply.NULL
        : Reply.simple(policy.name().toLowerCase(Locale.ROOT));
  }

  private void addChunks(Series series) {
    Bytes key = series.key();
    add("keySelfName", Reply.bulk(key));
    add("Chunks", Reply.array(series.chunks().stream().map(this::chunk).toList()));
  }

  private Reply chunk(Chunk chunk) {
    Sample last = chunk.last();
    float bytes = last == null ? 0 : (float) chunk.size() / chunk.count();
    InfoReply reply = new InfoReply(call);
    reply.add("startTimestamp", last == null ? -1 : chunk.firstTime());
    reply.add("endTimestamp", last == null ? -1 : last.time());
    reply.add("samples", chunk.count());
    reply.add("size", chunk.size());
    reply.add("bytesPerSample", call.real(bytes));
    return Reply.map(reply.fields);
  }
}
