package io.fakeredis.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MemberTimesTest {
  private static final Bytes A = Bytes.of("a");
  private static final Bytes B = Bytes.of("b");

  private final MemberTimes times = new MemberTimes();

  /** A set of names. */
  private final class Names implements Membered {
    private final Set<Bytes> names = new HashSet<>(List.of(A, B));

    @Override
    public int size() {
      return names.size();
    }

    @Override
    public boolean hasMember(Bytes member) {
      return names.contains(member);
    }

    @Override
    public boolean removeMember(Bytes member) {
      return names.remove(member);
    }

    @Override
    public MemberTimes memberTimes() {
      return times;
    }
  }

  @Test
  void knowsWhoIsNext() {
    assertThat(times.next()).isEqualTo(Database.NEVER);
    times.set(A, 200);
    times.set(B, 100);
    assertThat(times.next()).isEqualTo(100);
    times.set(B, 300);
    assertThat(times.next()).isEqualTo(200);
    assertThat(times.get(B)).isEqualTo(300);
  }

  @Test
  void removesWhoseTimeHasCome() {
    Names names = new Names();
    times.set(A, 100);
    times.set(B, 200);
    assertThat(times.expire(names, 100)).isFalse();
    assertThat(times.expire(names, 101)).isTrue();
    assertThat(names.names).containsExactly(B);
    assertThat(times.next()).isEqualTo(200);
  }

  @Test
  void remembersThatThereWereTimes() {
    assertThat(times.forget(A)).isFalse();
    assertThat(times.wereUsed()).isFalse();
    times.set(A, 100);
    assertThat(times.forget(A)).isTrue();
    assertThat(times.get(A)).isEqualTo(Database.NEVER);
    assertThat(times.wereUsed()).isTrue();
  }

  @Test
  void goesWithACopy() {
    times.set(A, 100);
    MemberTimes copy = new MemberTimes();
    copy.addAll(times);
    times.forget(A);
    assertThat(copy.get(A)).isEqualTo(100);
  }
}
