package io.fakeredis.core.engine;

import io.fakeredis.core.engine.CommandTable.Row;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What somebody keeps for each row of a command table: made when it is first asked for. */
public final class PerRow<T> {
  private static final int INITIAL_LENGTH = 64;

  private final Function<Row, T> made;
  private @Nullable Object[] byIndex = new Object[INITIAL_LENGTH];

  public PerRow(Function<Row, T> made) {
    this.made = made;
  }

  public T get(Row row) {
    T known = known(row);
    if (known == null) {
      known = made.apply(row);
      if (row.index() >= byIndex.length) {
        byIndex = Arrays.copyOf(byIndex, Math.max(row.index() + 1, byIndex.length * 2));
      }
      byIndex[row.index()] = known;
    }
    return known;
  }

  /** The same, or null if nobody has asked for it yet. */
  @SuppressWarnings("unchecked") // nothing else is put there
  public @Nullable T known(Row row) {
    return row.index() < byIndex.length ? (T) byIndex[row.index()] : null;
  }

  /** Forgets all of them. */
  public void clear() {
    Arrays.fill(byIndex, null);
  }
}
