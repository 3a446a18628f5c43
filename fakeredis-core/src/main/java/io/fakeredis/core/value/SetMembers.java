package io.fakeredis.core.value;

import io.fakeredis.api.Bytes;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** The members of a set in one of its encodings. */
interface SetMembers extends Iterable<Bytes> {

  SetValue.Encoding encoding();

  int size();

  boolean contains(Bytes member);

  /** Adds a member that this encoding can hold; false if it is there already. */
  boolean add(Bytes member);

  /** Removes the member; false if it is not there. */
  boolean remove(Bytes member);

  /** A member by chance; there must be one. */
  Bytes random(RandomGenerator random);

  /** Visits a part of the members; small encodings have just one part. */
  default long scan(long cursor, Consumer<Bytes> visitor) {
    forEach(visitor);
    return 0;
  }

  SetMembers copy();

  /** About how many bytes the real server uses. */
  long memory();
}
