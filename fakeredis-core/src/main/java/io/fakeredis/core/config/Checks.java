package io.fakeredis.core.config;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Numbers;
import io.fakeredis.api.Parameter.Check;
import io.fakeredis.api.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;

/** The checks of single parameters that are like no other. */
final class Checks {
  private static final int MOST_PORT = 65535;

  /** Up to 6.2 some parameters are refused without a word why. */
  private static final Feature REASONS = Feature.since("CONFIG.reasons", "7.0");

  private static final List<String> EVICTION_POLICIES =
      List.of(
          "volatile-lru",
          "volatile-lfu",
          "volatile-random",
          "volatile-ttl",
          "allkeys-lru",
          "allkeys-lfu",
          "allkeys-random",
          "noeviction");
  private static final int OLDEST_LRU = 4;
  private static final int HIGHEST_FREQUENCY = 500;
  private static final int WORST_OOM_SCORE = 2000;
  private static final int SHORTEST_WATCHDOG = 200;
  private static final int MOST_ADDRESSES = 16;
  private static final int SMALLEST_SLICE = 256;
  private static final int LARGEST_SLICE = 65536;
  private static final Set<String> TITLE_VARIABLES =
      Set.of(
          "title", "listen-addr", "server-mode", "port", "tls-port", "unixsocket", "config-file");

  private Checks() {}

  /** A refusal whose reason is told from 7.0 on. */
  static IllegalArgumentException refusal(Settings settings, String reason) {
    return new IllegalArgumentException(settings.has(REASONS) ? reason : "");
  }

  static String[] words(String value) {
    return value.isBlank() ? new String[0] : value.trim().split(" +");
  }

  static Check permission() {
    return Check.oneOf("no", "yes", "local");
  }

  static Check channelDefault() {
    return Check.oneOf("allchannels", "resetchannels");
  }

  static Check propagationErrors() {
    return Check.oneOf("ignore", "panic", "panic-on-replicas");
  }

  static Check syslogFacilities() {
    return Check.oneOf(
        "user", "local0", "local1", "local2", "local3", "local4", "local5", "local6", "local7");
  }

  static Check evictionPolicies(boolean leastRecentlyModified) {
    List<String> policies = new ArrayList<>(EVICTION_POLICIES);
    if (leastRecentlyModified) {
      policies.add(OLDEST_LRU, "volatile-lrm");
      policies.add(policies.size() - 1, "allkeys-lrm");
    }
    return Check.oneOf(policies.toArray(String[]::new));
  }

  static Check shutdownModes() {
    Check each = Check.oneOf("default", "save", "nosave", "now", "force");
    return (value, settings) -> {
      String modes = eachWord(value, each, settings);
      if (List.of(words(modes)).containsAll(List.of("save", "nosave"))) {
        throw new IllegalArgumentException(
            "shutdown options SAVE and NOSAVE can't be used simultaneously");
      }
      return modes;
    };
  }

  static Check slotStats() {
    Check each = Check.oneOf("no", "yes", "cpu", "net", "mem");
    return (value, settings) -> eachWord(value, each, settings);
  }

  private static String eachWord(String value, Check each, Settings settings) {
    StringJoiner kept = new StringJoiner(" ");
    String[] words = words(value);
    for (String word : words.length == 0 ? new String[] {""} : words) {
      kept.add(each.accept(word, settings));
    }
    return kept.toString();
  }

  static String addresses(String value, Settings settings) {
    if (words(value).length > MOST_ADDRESSES) {
      throw new IllegalArgumentException("Too many bind addresses specified.");
    }
    return value;
  }

  static String octal(String value, Settings settings) {
    if (!value.matches("[0-7]{1,5}") || Integer.parseInt(value, 8) > 0777) {
      throw new IllegalArgumentException("argument couldn't be parsed into an integer");
    }
    return Integer.toOctalString(Integer.parseInt(value, 8));
  }

  /** Any number is taken, and then brought into the range of what the server does. */
  static String frequency(String value, Settings settings) {
    long wanted = Long.parseLong(Check.number(0, Integer.MAX_VALUE).accept(value, settings));
    return Long.toString(Math.max(1, Math.min(wanted, HIGHEST_FREQUENCY)));
  }

  static String watchdogPeriod(String value, Settings settings) {
    if (!Numbers.isLong(Bytes.latin(value))) {
      throw new IllegalArgumentException("");
    }
    long period = Numbers.toLong(Bytes.latin(value));
    return period <= 0 ? "0" : Long.toString(Math.max(period, SHORTEST_WATCHDOG));
  }

  static String queryBufferLimit(String value, Settings settings) {
    try {
      return Check.memory(0).accept(value, settings);
    } catch (IllegalArgumentException e) {
      throw refusal(settings, String.valueOf(e.getMessage()));
    }
  }

  static String memoryOrPercent(String value, Settings settings) {
    if (!value.endsWith("%")) {
      try {
        return Check.memory(0).accept(value, settings);
      } catch (IllegalArgumentException e) {
        throw notMemoryOrPercent();
      }
    }
    String digits = value.substring(0, value.length() - 1);
    if (!digits.matches("\\d{1,18}")) {
      throw notMemoryOrPercent();
    }
    if (Long.parseLong(digits) > 100) {
      throw new IllegalArgumentException("percentage argument must be less or equal to 100");
    }
    return value;
  }

  private static IllegalArgumentException notMemoryOrPercent() {
    return new IllegalArgumentException("argument must be a memory or percent value");
  }

  static String oomScores(String value, Settings settings) {
    String[] scores = words(value);
    if (scores.length != 3) {
      throw refusal(settings, "wrong number of arguments");
    }
    for (String score : scores) {
      if (!score.matches("-?\\d{1,4}") || Math.abs(Integer.parseInt(score)) > WORST_OOM_SCORE) {
        throw new IllegalArgumentException(
            "Invalid oom-score-adj-values, elements must be between -2000 and 2000.");
      }
    }
    return String.join(" ", scores);
  }

  static String percentiles(String value, Settings settings) {
    StringJoiner kept = new StringJoiner(" ");
    for (String word : words(value)) {
      double percentile;
      try {
        percentile = Double.parseDouble(word);
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException("Invalid latency-tracking-info-percentiles parameters");
      }
      if (!(percentile >= 0 && percentile <= 100)) {
        throw new IllegalArgumentException(
            "latency-tracking-info-percentiles parameters should sit between [0.0,100.0]");
      }
      kept.add(shortest(percentile));
    }
    return kept.toString();
  }

  private static String shortest(double number) {
    String text = String.format(Locale.ROOT, "%.17g", number);
    String plain = Double.toString(number);
    return plain.endsWith(".0")
        ? plain.substring(0, plain.length() - 2)
        : plain.contains("E") ? text : plain;
  }

  static String directory(String value, Settings settings) {
    Path path = Path.of(value);
    if (!Files.isDirectory(path)) {
      throw new IllegalArgumentException("No such file or directory");
    }
    return path.toAbsolutePath().normalize().toString();
  }

  /** A host and a port, or nothing. */
  static String primary(String value, Settings settings) {
    String[] words = value.split(" ", -1);
    boolean hasPort = words.length == 2 && words[1].matches("\\d{1,5}");
    if (words.length == 2 && (!hasPort || Integer.parseInt(words[1]) > MOST_PORT)) {
      throw new IllegalArgumentException("Invalid master port");
    }
    return value;
  }

  static String fileName(String value, Settings settings) {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("dbfilename can't be empty");
    }
    if (value.indexOf('/') >= 0) {
      throw new IllegalArgumentException("dbfilename can't be a path, just a filename");
    }
    return value;
  }

  static String ipAddress(String value, Settings settings) {
    if (!value.isEmpty()
        && !value.matches("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
      throw new IllegalArgumentException(
          "Cluster announce IP must be a valid IPv4 or IPv6 address");
    }
    return value;
  }

  static String hostName(String value, Settings settings) {
    if (!value.matches("[A-Za-z0-9.-]*")) {
      throw new IllegalArgumentException(
          "Hostnames may only contain alphanumeric characters, hyphens or dots");
    }
    return value;
  }

  static String nodeName(String value, Settings settings) {
    if (!value.matches("[A-Za-z0-9._-]*")) {
      throw new IllegalArgumentException("Announced human node name contained invalid character");
    }
    return value;
  }

  static String processTitle(String value, Settings settings) {
    String rest = value;
    for (int open = rest.indexOf('{'); open >= 0; open = rest.indexOf('{')) {
      int close = rest.indexOf('}', open);
      if (close < 0 || !TITLE_VARIABLES.contains(rest.substring(open + 1, close))) {
        throw new IllegalArgumentException(
            "template format is invalid or contains unknown variables");
      }
      rest = rest.substring(close + 1);
    }
    return value;
  }

  static String sliceSize(String value, Settings settings) {
    String size = Check.number(SMALLEST_SLICE, LARGEST_SLICE).accept(value, settings);
    if (Long.bitCount(Long.parseLong(size)) != 1) {
      throw new IllegalArgumentException("array-slice-size must be a power of two");
    }
    return size;
  }

  static String mostSparse(String value, Settings settings) {
    String most = Check.number(0, Integer.MAX_VALUE).accept(value, settings);
    if (!most.equals("0") && Long.parseLong(most) <= settings.number("array-sparse-kmin")) {
      throw new IllegalArgumentException(
          "array-sparse-kmax must be greater than array-sparse-kmin when non-zero");
    }
    return most;
  }

  static String leastDense(String value, Settings settings) {
    String least = Check.number(0, Integer.MAX_VALUE).accept(value, settings);
    long most = settings.number("array-sparse-kmax");
    if (most > 0 && Long.parseLong(least) >= most) {
      throw new IllegalArgumentException("array-sparse-kmin must be less than array-sparse-kmax");
    }
    return least;
  }

  /** Whether all the words are numbers of at least that much. */
  static boolean areNumbers(long least, String... words) {
    return Arrays.stream(words)
        .allMatch(word -> word.matches("-?\\d{1,18}") && Long.parseLong(word) >= least);
  }
}
