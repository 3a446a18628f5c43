package io.fakeredis.compat;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A file of golden cases.
 *
 * @param has the module or mode that its servers had, such as {@code "bloom"} or {@code "cluster"}
 */
record Suite(String suite, @Nullable String has, List<GoldenCase> cases) {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS).build();

  /** All suites, by name. */
  static List<Suite> all() {
    try (Stream<Path> files = Files.list(Path.of(Suite.class.getResource("/goldens").toURI()))) {
      return files
          .map(file -> file.getFileName().toString().replace(".json.gz", ""))
          .sorted()
          .map(Suite::load)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static Suite load(String name) {
    String resource = "/goldens/" + name + ".json.gz";
    try (InputStream packed = Suite.class.getResourceAsStream(resource)) {
      if (packed == null) {
        throw new FileNotFoundException(resource);
      }
      return JSON.readValue(new GZIPInputStream(packed), Suite.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
