package io.fakeredis.module.timeseries;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.CommandException;
import io.fakeredis.api.Database;
import io.fakeredis.api.Errors;
import io.fakeredis.api.ModuleCodec;
import io.fakeredis.api.Settings;
import io.fakeredis.api.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Series under keys. */
final class SeriesType implements ValueType<Series>, ModuleCodec<Series> {
  static final SeriesType TYPE = new SeriesType();

  private static final int VERSION = 8;

  /** Of the modules that know of no samples to ignore. */
  private static final int BEFORE_IGNORE = 7;

  private static final int UNCOMPRESSED = 1;
  private static final int COMPRESSED = 2;

  private SeriesType() {}

  /** The series under the key, which must exist. */
  static Series existing(Call call, Bytes key) {
    Series series = find(call, key);
    if (series == null) {
      throw Errors.error("ERR TSDB: the key does not exist");
    }
    return series;
  }

  /** The series under the key, or null. */
  static @Nullable Series find(Call call, Bytes key) {
    try {
      return call.db().find(key, TYPE);
    } catch (CommandException e) {
      throw Errors.error("ERR " + e.getMessage());
    }
  }

  /** The series under the key, looked at without leaving a trace; null if there is none. */
  static @Nullable Series look(Database db, Bytes key) {
    Database.Stored stored = db.stored(key);
    return stored != null && stored.value() instanceof Series series ? series : null;
  }

  @Override
  public String name() {
    return "TSDB-TYPE";
  }

  @Override
  public void placed(Series value, Bytes key, boolean expires, Settings settings) {
    value.setKey(key);
    value.setMemory(SeriesMemory.of(settings));
  }

  @Override
  public Series copy(Series value) {
    return value.copy();
  }

  @Override
  public long memory(Series value) {
    return value.memory();
  }

  @Override
  public ModuleCodec<Series> codec() {
    return this;
  }

  @Override
  public int version() {
    return VERSION;
  }

  @Override
  public void save(Series series, Writer out) {
    SeriesOptions options = series.options();
    Sample last = series.last();
    out.string(series.key());
    out.unsigned(options.retention());
    out.unsigned(options.chunkSize());
    out.unsigned(options.compressed() ? COMPRESSED : UNCOMPRESSED);
    out.unsigned(last == null ? 0 : last.time());
    out.real(last == null ? 0 : last.value());
    out.unsigned(series.count());
    out.unsigned(options.policy().number());
    Bytes source = out.isFile() ? series.source() : null;
    out.unsigned(source == null ? 0 : 1);
    if (source != null) {
      out.string(source);
    }
    out.unsigned(options.ignoreTime());
    out.real(options.ignoreValue());
    save(options.labels(), out);
    List<Rule> rules = out.isFile() ? series.rules() : List.of();
    out.unsigned(rules.size());
    rules.forEach(rule -> rule.save(out));
    out.unsigned(series.chunks().size());
    for (Chunk chunk : series.chunks()) {
      chunk.save(out);
    }
  }

  private static void save(List<SeriesOptions.Label> labels, Writer out) {
    out.unsigned(labels.size());
    for (SeriesOptions.Label label : labels) {
      out.string(label.name());
      out.string(label.value());
    }
  }

  @Override
  public Series load(Reader in, int version, Settings settings) {
    if (version != VERSION && version != BEFORE_IGNORE) {
      throw new IllegalArgumentException("not the encoding of the version");
    }
    in.string(); // the key at that time
    long retention = in.unsigned();
    long chunkSize = in.unsigned();
    boolean compressed = (in.unsigned() & UNCOMPRESSED) == 0;
    in.unsigned(); // from here on the last sample and how many there are, which the chunks tell
    in.real();
    in.unsigned();
    DuplicatePolicy policy = DuplicatePolicy.numbered(in.unsigned());
    Bytes source = in.unsigned() == 0 ? null : in.string();
    long ignoreTime = version == VERSION ? in.unsigned() : 0;
    double ignoreValue = version == VERSION ? in.real() : 0;
    List<SeriesOptions.Label> labels =
        list(in, () -> new SeriesOptions.Label(in.string(), in.string()));
    if (retention < 0 || chunkSize < 1) {
      throw new IllegalArgumentException("not a series");
    }
    SeriesOptions options =
        new SeriesOptions(
            retention, chunkSize, compressed, policy, ignoreTime, ignoreValue, List.copyOf(labels));
    List<Rule> rules = list(in, () -> Rule.load(in));
    Series series = new Series(options, list(in, () -> Chunk.load(in, compressed)));
    series.setSource(source);
    series.rules().addAll(rules);
    return series;
  }

  private static <T> List<T> list(Reader in, Supplier<T> item) {
    List<T> items = new ArrayList<>();
    for (long i = in.unsigned(); i > 0; i--) {
      items.add(item.get());
    }
    return items;
  }
}
