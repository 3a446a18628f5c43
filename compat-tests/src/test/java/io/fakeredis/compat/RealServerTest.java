package io.fakeredis.compat;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The same cases on a server that is running: {@code -Dfakeredis.compat.url=redis://127.0.0.1:6379
 * -Dfakeredis.compat.server=redis-7.0}.
 */
@EnabledIfSystemProperty(named = "fakeredis.compat.url", matches = ".+")
class RealServerTest {

  @TestFactory
  Stream<DynamicContainer> cases() {
    URI url = URI.create(System.getProperty("fakeredis.compat.url"));
    RecordedServer server = RecordedServer.all().get(System.getProperty("fakeredis.compat.server"));
    Selection selection = Selection.fromProperties();
    GoldenTests tests =
        new GoldenTests(selection, any -> new TcpTarget(url, () -> {}), new KnownGaps(List.of()));
    return selection
        .recordedOn(server)
        .map(played -> tests.container(played, ExecutionMode.SAME_THREAD));
  }
}
