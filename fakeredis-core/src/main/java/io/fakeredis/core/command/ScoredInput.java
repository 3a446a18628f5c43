package io.fakeredis.core.command;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Database;
import io.fakeredis.api.Errors;
import io.fakeredis.core.value.SetValue;
import io.fakeredis.core.value.SortedSetValue;
import io.fakeredis.core.value.SortedSetValue.Member;
import java.util.function.ObjDoubleConsumer;
import org.jspecify.annotations.Nullable;

/** One input of ZUNION and its like: a sorted set, or a set whose members all have the score 1. */
final class ScoredInput {
  private final @Nullable SortedSetValue sorted;
  private final @Nullable SetValue unsorted;

  private ScoredInput(@Nullable SortedSetValue sorted, @Nullable SetValue unsorted) {
    this.sorted = sorted;
    this.unsorted = unsorted;
  }

  /** What the key holds; nothing if it is missing. */
  static ScoredInput of(Call call, Bytes key) {
    Database.Stored stored = call.db().read(key);
    if (stored == null) {
      return new ScoredInput(null, null);
    }
    if (stored.type() == SetValue.TYPE) {
      return new ScoredInput(null, (SetValue) stored.value());
    }
    if (stored.type() == SortedSetValue.TYPE) {
      return new ScoredInput((SortedSetValue) stored.value(), null);
    }
    throw Errors.wrongType();
  }

  int size() {
    if (sorted != null) {
      return sorted.size();
    }
    return unsorted == null ? 0 : unsorted.size();
  }

  /** The member's score; NaN if it is no member. */
  double score(Bytes name) {
    if (sorted != null) {
      Member member = sorted.get(name);
      return member == null ? Double.NaN : member.score();
    }
    return unsorted != null && unsorted.contains(name) ? 1 : Double.NaN;
  }

  void forEach(ObjDoubleConsumer<Bytes> visitor) {
    if (sorted != null) {
      sorted.forEach(member -> visitor.accept(member.key(), member.score()));
    } else if (unsorted != null) {
      unsorted.forEach(name -> visitor.accept(name, 1));
    }
  }
}
