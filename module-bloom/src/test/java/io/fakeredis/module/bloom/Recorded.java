package io.fakeredis.module.bloom;

import static java.util.Objects.requireNonNull;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.ModuleCodec;
import io.fakeredis.api.Profile;
import io.fakeredis.api.Settings;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** A payload as the list of values that a codec wrote. */
record Recorded(List<Object> values) implements ModuleCodec.Writer {

  static <T> Recorded of(ModuleCodec<T> codec, T value) {
    Recorded recorded = new Recorded(new ArrayList<>());
    codec.save(value, recorded);
    return recorded;
  }

  /** The same payload with one value replaced. */
  Recorded with(int index, Object value) {
    List<Object> changed = new ArrayList<>(values);
    changed.set(index, value);
    return new Recorded(changed);
  }

  <T> T load(ModuleCodec<T> codec) {
    return codec.load(new Replay(new ArrayDeque<>(values)), codec.version(), NO_SETTINGS);
  }

  @Override
  public void unsigned(long value) {
    values.add(value);
  }

  @Override
  public void signed(long value) {
    values.add(value);
  }

  @Override
  public void real(double value) {
    values.add(value);
  }

  @Override
  public void single(float value) {
    values.add(value);
  }

  @Override
  public void string(Bytes value) {
    values.add(value);
  }

  private record Replay(Queue<Object> values) implements ModuleCodec.Reader {
    @Override
    public long unsigned() {
      return (Long) next();
    }

    @Override
    public long signed() {
      return (Long) next();
    }

    @Override
    public double real() {
      return (Double) next();
    }

    @Override
    public float single() {
      return (Float) next();
    }

    @Override
    public Bytes string() {
      return (Bytes) next();
    }

    private Object next() {
      return requireNonNull(values.poll());
    }
  }

  private static final Settings NO_SETTINGS =
      new Settings() {
        @Override
        public long number(String name) {
          throw new IllegalArgumentException(name);
        }

        @Override
        public boolean enabled(String name) {
          throw new IllegalArgumentException(name);
        }

        @Override
        public String text(String name) {
          throw new IllegalArgumentException(name);
        }

        @Override
        public Profile profile() {
          return Profile.of("redis", "7.4");
        }
      };
}
