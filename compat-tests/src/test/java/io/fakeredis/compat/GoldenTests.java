package io.fakeredis.compat;

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
            .map(golden -> dynamicTest(golden.title(), () -> play(played, golden)));
    return dynamicContainer(
        c ->
            c.displayName(played.title())
                .executionMode(mode)
                .childExecutionMode(ExecutionMode.SAME_THREAD)
                .children(tests));
  }

  private void play(Played played, GoldenCase golden) throws Exception {
    Verdict verdict;
    try (Target target = targets.open(played.server())) {
      verdict = new Verdict(played, golden, Player.play(golden, target, played.protocol()));
    }
    Optional<KnownGaps.Gap> gap = gaps.covering(played, golden);
    if (verdict.passed() && gap.isPresent()) {
      fail(played.title() + ": " + golden.title() + ": passes, so take it out of known-gaps.txt");
    } else if (gap.isPresent()) {
      abort("known gap: " + gap.get().reason());
    } else if (!verdict.passed()) {
      fail(verdict.report());
    }
  }
}
