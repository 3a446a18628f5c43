package io.fakeredis.core.control;

import io.fakeredis.api.Feature;
import io.fakeredis.core.control.LatencyMonitor.Sample;
import io.fakeredis.core.control.LatencyMonitor.Series;
import io.fakeredis.core.engine.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What LATENCY DOCTOR and LATENCY GRAPH say. */
final class LatencyReport {
  private static final Feature HTTPS = Feature.since("LATENCY DOCTOR.https", "7.0");
  private static final Feature SOBER = Feature.since("LATENCY DOCTOR.sober", "valkey 8.0");
  private static final Feature NAMES_KEYDB = Feature.since("LATENCY DOCTOR.keydb", "keydb 6.0");
  private static final Feature NEW_DOCUMENTATION =
      Feature.since("LATENCY DOCTOR.new-documentation", "8.0");

  private static final int COLUMNS = 80;
  private static final int ROWS = 4;
  private static final String LEVELS = "_o#";
  private static final int MINUTE = 60;
  private static final int HOUR = 60 * MINUTE;
  private static final int DAY = 24 * HOUR;

  private final Engine engine;
  private final LatencyMonitor monitor;

  LatencyReport(Engine engine) {
    this.engine = engine;
    this.monitor = LatencyMonitor.of(engine);
  }

  /** Valkey has done without the film. */
  String doctor() {
    String text = engine.profile().has(SOBER) ? soberDoctor() : talkingDoctor();
    return engine.profile().has(NAMES_KEYDB) ? text.replace("Redis", "KeyDB") : text;
  }

  private String soberDoctor() {
    long threshold = engine.settings().number("latency-monitor-threshold");
    if (threshold == 0 && monitor.events().isEmpty()) {
      return "Latency monitoring is disabled in this Valkey instance. You may use \"CONFIG SET"
          + " latency-monitor-threshold <milliseconds>.\" in order to enable it.\n";
    }
    if (monitor.events().isEmpty()) {
      return "No latency spike was observed during the lifetime of this Valkey instance, not in"
          + " the slightest bit.\n";
    }
    return "Latency spikes are observed in this Valkey instance.\n\n"
        + summaries()
        + "\nHere is some advice for you:\n\n"
        + advice(threshold).replace("Redis", "Valkey");
  }

  private String summaries() {
    StringBuilder text = new StringBuilder();
    int number = 0;
    for (Map.Entry<String, Series> event : monitor.events().entrySet()) {
      text.append(++number).append(". ").append(summary(event.getKey(), event.getValue()));
    }
    return text.toString();
  }

  private String talkingDoctor() {
    long threshold = engine.settings().number("latency-monitor-threshold");
    if (threshold == 0 && monitor.events().isEmpty()) {
      return "I'm sorry, Dave, I can't do that. Latency monitoring is disabled in this Redis"
          + " instance. You may use \"CONFIG SET latency-monitor-threshold <milliseconds>.\""
          + " in order to enable it. If we weren't in a deep space mission I'd suggest to"
          + " take a look at "
          + monitorPage()
          + ".\n";
    }
    if (monitor.events().isEmpty()) {
      return "Dave, no latency spike was observed during the lifetime of this Redis instance, not"
          + " in the slightest bit. I honestly think you ought to sit down calmly, take a"
          + " stress pill, and think things over.\n";
    }
    return "Dave, I have observed latency spikes in this Redis instance. You don't mind talking"
        + " about it, do you Dave?\n\n"
        + summaries()
        + "\nI have a few advices for you:\n\n"
        + advice(threshold);
  }

  private String site() {
    if (engine.profile().has(SOBER)) {
      return "https://valkey.io";
    }
    return engine.profile().has(HTTPS) ? "https://redis.io" : "http://redis.io";
  }

  private String monitorPage() {
    return engine.profile().has(NEW_DOCUMENTATION)
        ? site() + "/docs/latest/operate/oss_and_stack/management/optimization/latency-monitor"
        : site() + "/topics/latency-monitor";
  }

  private String summary(String event, Series series) {
    long count = series.samples().size();
    long sum = 0;
    for (Sample sample : series.samples()) {
      sum += sample.millis();
    }
    long average = sum / count;
    long deviations = 0;
    for (Sample sample : series.samples()) {
      deviations += Math.abs(sample.millis() - average);
    }
    long elapsed = Math.max(1, monitor.now() - series.samples().getFirst().second());
    return String.format(
        Locale.ROOT,
        "%s: %d latency spikes (average %dms, mean deviation %dms, period %.2f sec)."
            + " Worst all time event %dms.\n",
        event,
        count,
        average,
        deviations / count,
        (double) elapsed / count,
        series.worst());
  }

  /** The only events here are slow commands. */
  private String advice(long threshold) {
    long logged = engine.settings().number("slowlog-log-slower-than");
    StringBuilder text = new StringBuilder();
    if (logged < 0) {
      text.append("- There are latency issues with potentially slow commands you are using. Try to")
          .append(" enable the Slow Log Redis feature using the command 'CONFIG SET")
          .append(" slowlog-log-slower-than ")
          .append(threshold * 1000)
          .append("'. If the Slow log is disabled Redis is not able to log slow commands")
          .append(" execution for you.\n");
    } else if (logged / 1000 > threshold) {
      text.append("- Your current Slow Log configuration only logs events that are slower than")
          .append(" your configured latency monitor threshold. Please use 'CONFIG SET")
          .append(" slowlog-log-slower-than ")
          .append(threshold * 1000)
          .append("'.\n");
    }
    return text.append("- Check your Slow Log to understand what are the commands you are running")
        .append(" which are too slow to execute. Please check ")
        .append(site())
        .append("/commands/slowlog for more information.\n")
        .append("- Deleting, expiring or evicting (because of maxmemory policy) large objects is a")
        .append(" blocking operation. If you have very large objects that are often deleted,")
        .append(" expired, or evicted, try to fragment those objects into multiple smaller")
        .append(" objects.\n")
        .toString();
  }

  String graph(String event, Series series) {
    List<Sample> samples = new ArrayList<>(series.samples());
    long high = samples.stream().mapToLong(Sample::millis).max().orElse(0);
    long low = samples.stream().mapToLong(Sample::millis).min().orElse(0);
    StringBuilder text = new StringBuilder();
    text.append(event).append(" - high ").append(high).append(" ms, low ").append(low);
    text.append(" ms (all time high ").append(series.worst()).append(" ms)\n");
    text.append("-".repeat(COLUMNS)).append('\n');
    for (int from = 0; from < samples.size(); from += COLUMNS) {
      draw(samples.subList(from, Math.min(samples.size(), from + COLUMNS)), low, high, text);
    }
    return text.toString();
  }

  private void draw(List<Sample> samples, long low, long high, StringBuilder text) {
    for (int row = ROWS - 1; row >= 0; row--) {
      for (Sample sample : samples) {
        double height = high == low ? 0 : (double) (sample.millis() - low) / (high - low);
        int steps = ROWS * LEVELS.length();
        int step = Math.min(steps - 1, (int) (height * steps)) - row * LEVELS.length();
        text.append(step < 0 ? ' ' : step < LEVELS.length() ? LEVELS.charAt(step) : '|');
      }
      text.append('\n');
    }
    text.append(" ".repeat(samples.size())).append('\n');
    List<String> ages =
        samples.stream().map(sample -> age(monitor.now() - sample.second())).toList();
    int longest = ages.stream().mapToInt(String::length).max().orElse(0);
    for (int i = 0; i < longest; i++) {
      for (String age : ages) {
        text.append(i < age.length() ? age.charAt(i) : ' ');
      }
      text.append('\n');
    }
  }

  private static String age(long seconds) {
    if (seconds < MINUTE) {
      return seconds + "s";
    }
    if (seconds < HOUR) {
      return seconds / MINUTE + "m";
    }
    return seconds < DAY ? seconds / HOUR + "h" : seconds / DAY + "d";
  }
}
