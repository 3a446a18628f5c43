package io.fakeredis.compat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The command line, where all modules are on the class path. */
class CommandLineTest {
  private static final Pattern PLACE = Pattern.compile("is served on 127\\.0\\.0\\.1:(\\d+)");

  /** What begins the reply to MODULE LIST: an array of so many modules. */
  private static String modules(String... words) throws IOException, InterruptedException {
    Process process = start(words);
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      int port =
          output
              .lines()
              .map(PLACE::matcher)
              .filter(Matcher::find)
              .findFirst()
              .map(place -> Integer.parseInt(place.group(1)))
              .orElseThrow();
      try (Socket socket = new Socket("127.0.0.1", port)) {
        socket.getOutputStream().write("MODULE LIST\r\n".getBytes(StandardCharsets.UTF_8));
        return new String(socket.getInputStream().readNBytes(4), StandardCharsets.UTF_8);
      }
    } finally {
      process.destroy();
      process.waitFor(10, TimeUnit.SECONDS);
    }
  }

  private static Process start(String... words) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("io.fakeredis.server.Main", "--port", "0", "--profile", "redis:7.2"));
    command.addAll(List.of(words));
    try {
      return new ProcessBuilder(command).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void saysWhichModulesThereAre() throws IOException, InterruptedException {
    assertThat(modules("--modules", "bloom")).isEqualTo("*1\r\n");
    assertThat(modules("--modules", "none")).isEqualTo("*0\r\n");
  }

  @Test
  void refusesModulesThatThereAreNot() throws IOException, InterruptedException {
    Process process = start("--modules", "bloom,search");
    assertThat(process.errorReader(StandardCharsets.UTF_8).readLine())
        .isEqualTo(
            "fakeredis: no module 'search' for redis:7.2 on the class path;"
                + " there are: bloom, json, timeseries");
    assertThat(process.waitFor()).isEqualTo(2);
  }
}
