package io.fakeredis.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Makes a container of tests of the cases of a suite, a server and a protocol.
 *
 * @param gaps what may fail, and then must
 */
record GoldenTests(Selection selection, TargetFactory targets, KnownGaps gaps) {

  /** Opens a server for one case. */
  interface TargetFactory {
    Target open(RecordedServer server);
  }

  DynamicContainer container(Played played, ExecutionMode mode) {
    Stream<DynamicTest> tests =
        played.cases().stream()
            .filter(selection::has)
            .map(golden -> dynamicTest(golden.title(), () -> check(played, golden)));
    return dynamicContainer(
        c ->
            c.displayName(played.title())
                .executionMode(mode)
                .childExecutionMode(ExecutionMode.SAME_THREAD)
                .children(tests));
  }

  private void check(Played played, GoldenCase golden) throws Exception {
    Optional<KnownGaps.Gap> gap = gaps.covering(played, golden);
    if (gap.isEmpty()) {
      assertPasses(played, golden);
      return;
    }
    Throwable failure = catchThrowable(() -> assertPasses(played, golden));
    if (failure == null && gap.get().isByChance()) {
      return;
    }
    assertThat(failure)
        .as("passes, so take it out of known-gaps.txt: " + played.title() + ": " + golden.title())
        .isNotNull();
    abort("known gap: " + gap.get().reason());
  }

  private void assertPasses(Played played, GoldenCase golden) throws Exception {
    try (Target target = targets.open(played.server())) {
      Verdict verdict = new Verdict(played, golden, Player.play(golden, target, played.protocol()));
      if (!verdict.passed()) {
        fail(verdict.report());
      }
    } catch (RuntimeException e) {
      fail(played.title() + ": " + golden.title() + ": " + e, e);
    }
  }
}
