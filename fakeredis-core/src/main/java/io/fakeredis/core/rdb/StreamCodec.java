package io.fakeredis.core.rdb;

import static io.fakeredis.core.rdb.RdbChecks.check;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Settings;
import io.fakeredis.api.ValueType;
import io.fakeredis.core.value.StreamId;
import io.fakeredis.core.value.StreamNode;
import io.fakeredis.core.value.StreamProducers;
import io.fakeredis.core.value.StreamValue;
import java.util.Map;

/** Streams: their nodes, what they tell of their past, their groups and their producers. */
final class StreamCodec implements ValueCodec<StreamValue> {

  @Override
  public ValueType<StreamValue> type() {
    return StreamValue.TYPE;
  }

  @Override
  public RdbType rdbType(StreamValue stream, Settings settings) {
    if (RdbType.STREAM_LISTPACKS_4.isKnown(settings)) {
      return RdbType.STREAM_LISTPACKS_4;
    }
    if (RdbType.STREAM_LISTPACKS_3.isKnown(settings)) {
      return RdbType.STREAM_LISTPACKS_3;
    }
    return RdbType.STREAM_LISTPACKS_2.isKnown(settings)
        ? RdbType.STREAM_LISTPACKS_2
        : RdbType.STREAM_LISTPACKS;
  }

  @Override
  public void write(StreamValue stream, RdbType as, RdbWriter out, Settings settings) {
    out.length(stream.nodes().size());
    for (StreamNode node : stream.nodes()) {
      out.string(
          new ByteSink().putBig(node.master().ms(), 8).putBig(node.master().seq(), 8).toArray());
      out.string(StreamNodeFormat.write(node));
    }
    out.length(stream.length());
    writeId(stream.lastId(), out);
    if (as != RdbType.STREAM_LISTPACKS) {
      writeId(stream.firstId(), out);
      writeId(stream.maxDeletedId(), out);
      out.length(stream.entriesAdded());
    }
    new StreamGroupFormat(as).write(stream, out);
    if (as == RdbType.STREAM_LISTPACKS_4) {
      writeProducers(stream.producers(0), out);
    }
  }

  private static void writeId(StreamId id, RdbWriter out) {
    out.length(id.ms());
    out.length(id.seq());
  }

  private static void writeProducers(StreamProducers producers, RdbWriter out) {
    out.length(producers.duration());
    out.length(producers.maxSize());
    Map<Bytes, Map<Bytes, StreamId>> remembered = producers.remembered();
    out.length(remembered.size());
    remembered.forEach(
        (producer, messages) -> {
          out.string(producer);
          out.length(messages.size());
          messages.forEach(
              (message, entry) -> {
                out.string(message);
                writeId(entry, out);
              });
        });
    out.length(producers.added());
    out.length(producers.duplicates());
  }

  @Override
  public StreamValue read(RdbType as, RdbReader in, Settings settings) {
    StreamValue stream = StreamValue.TYPE.create(settings);
    StreamId last = null;
    for (int left = in.count(); left > 0; left--) {
      StreamNode node = readNode(in);
      check(last == null || node.master().compareTo(last) > 0, "nodes that are out of order");
      last = StreamNodeFormat.last(node);
      stream.restore(node);
    }
    readHistory(as, in, stream);
    check(last == null || stream.lastId().compareTo(last) >= 0, "an entry above the last ID");
    new StreamGroupFormat(as).read(stream, in, settings.profile());
    if (as == RdbType.STREAM_LISTPACKS_4) {
      readProducers(stream.producers(0), in);
    }
    return stream;
  }

  private static StreamNode readNode(RdbReader in) {
    Bytes master = in.string();
    check(master.length() == 16, "a node's ID of another length");
    ByteSource id = new ByteSource(master.array());
    return StreamNodeFormat.read(new StreamId(id.big(8), id.big(8)), in.string());
  }

  private static void readHistory(RdbType as, RdbReader in, StreamValue stream) {
    check(in.length() == stream.length(), "a stream of another length");
    StreamId last = readId(in);
    if (as == RdbType.STREAM_LISTPACKS) {
      stream.setHistory(last, StreamId.MIN, stream.length());
      return;
    }
    readId(in); // the first entry's, which the nodes tell, too
    StreamId maxDeleted = readId(in);
    long added = in.length();
    stream.setHistory(last, maxDeleted, added);
  }

  private static StreamId readId(RdbReader in) {
    return new StreamId(in.length(), in.length());
  }

  private static void readProducers(StreamProducers producers, RdbReader in) {
    producers.configure(in.length(), in.length());
    for (int left = in.count(); left > 0; left--) {
      Bytes producer = in.string();
      for (int more = in.count(); more > 0; more--) {
        producers.add(producer, in.string(), readId(in), 0);
      }
    }
    producers.count(in.length(), in.length());
  }
}
