package io.fakeredis.compat;

import static org.assertj.core.api.Assertions.assertThat;

import io.fakeredis.server.TcpFakeServer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The active suites on the fake, which must reply what the real servers replied. */
@DisabledIfSystemProperty(
    named = "fakeredis.compat.url",
    matches = ".+",
    disabledReason = "the cases are played against that server instead")
class GoldenCasesTest {
  private static final KnownGaps GAPS = KnownGaps.load();
  private static final Selection SELECTION = Selection.fromProperties();

  @TestFactory
  Stream<DynamicContainer> inProcess() {
    GoldenTests tests = new GoldenTests(SELECTION, InProcessTarget::new, GAPS);
    return SELECTION.played().map(played -> tests.container(played, ExecutionMode.CONCURRENT));
  }

  /** A part is enough: over TCP the bytes come from the same place. */
  @TestFactory
  Stream<DynamicContainer> overTcp() {
    GoldenTests tests = new GoldenTests(SELECTION, GoldenCasesTest::tcpFake, GAPS);
    return SELECTION
        .played()
        .filter(p -> p.suite().suite().equals("protocol") && p.server().name().equals("redis-7.2"))
        .map(played -> tests.container(played, ExecutionMode.CONCURRENT));
  }

  @TestFactory
  Stream<DynamicTest> everyServerListens() {
    return RecordedServer.all().values().stream()
        .filter(RecordedServer::hasFake)
        .map(server -> DynamicTest.dynamicTest(server.name(), () -> tcpFake(server).close()));
  }

  private static Target tcpFake(RecordedServer recorded) {
    TcpFakeServer server = TcpFakeServer.start(RecordedServer.started(recorded.fake()));
    return new TcpTarget(server.uri(), server::close);
  }

  @Test
  void everyKnownGapIsInAnActiveCase() {
    List<Played> active = Played.active().toList();
    assertThat(GAPS.inCases()).allMatch(gap -> active.stream().anyMatch(gap::isIn));
  }
}
