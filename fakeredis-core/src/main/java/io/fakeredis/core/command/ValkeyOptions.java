package io.fakeredis.core.command;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Database;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.core.value.HashValue;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The options of Valkey's HGETEX and HSETEX. Repeating one is fine, the last time counts; the time
 * itself is looked at only when the key is known to be fit.
 */
final class ValkeyOptions {
  private static final Set<String> TIMES = Set.of("EX", "PX", "EXAT", "PXAT");
  private static final List<Set<String>> OF_HGETEX =
      List.of(Set.of("EX", "PX", "EXAT", "PXAT", "PERSIST"));
  private static final List<Set<String>> OF_HSETEX =
      List.of(Set.of("EX", "PX", "EXAT", "PXAT", "KEEPTTL"), Set.of("FNX", "FXX"));
  private static final Set<String> OF_KEY = Set.of("NX", "XX");
  private static final Feature KEY_CONDITIONS = Feature.since("HSETEX.NX", "valkey 9.1");

  private final Args args;
  private final Set<String> options = new HashSet<>();
  private int timeOption;
  private List<Bytes> words = List.of();

  private ValkeyOptions(Args args) {
    this.args = args;
  }

  /** Reads a call of HGETEX. */
  static ValkeyOptions ofHgetex(Call call) {
    return new ValkeyOptions(call.args()).parse(OF_HGETEX, 1);
  }

  /** Reads a call of HSETEX. */
  static ValkeyOptions ofHsetex(Call call) {
    List<Set<String>> known =
        call.has(KEY_CONDITIONS) ? List.of(OF_HSETEX.get(0), OF_HSETEX.get(1), OF_KEY) : OF_HSETEX;
    return new ValkeyOptions(call.args()).parse(known, 2);
  }

  /**
   * Reads what stands in front of FIELDS, and the fields.
   *
   * @param groups the options; those of one group exclude one another
   */
  private ValkeyOptions parse(List<Set<String>> groups, int wordsPerField) {
    int fields = ValkeyFields.find(args, 1); // a key of that name is taken for the word
    for (int i = 2; i < fields; i++) {
      String option = args.text(i).toUpperCase(Locale.ROOT);
      options.add(option);
      if (TIMES.contains(option)) {
        timeOption = i;
        i++;
      }
      if (i >= fields || groups.stream().noneMatch(group -> group.contains(option))) {
        throw Errors.syntax();
      }
    }
    if (groups.stream().anyMatch(group -> options.stream().filter(group::contains).count() > 1)) {
      throw Errors.syntax();
    }
    words = ValkeyFields.words(args, fields, wordsPerField);
    return this;
  }

  boolean has(String option) {
    return options.contains(option);
  }

  /** Whether the key is there or not, as NX or XX wants it. */
  boolean suits(@Nullable HashValue hash) {
    return hash == null ? !has("XX") : !has("NX");
  }

  /** When the fields are to expire, or {@link Database#NEVER} if nothing was said. */
  long at(Call call) {
    if (timeOption == 0) {
      return Database.NEVER;
    }
    String option = args.text(timeOption).toUpperCase(Locale.ROOT);
    boolean seconds = option.startsWith("EX");
    return FieldTimes.parse(call, args.bytes(timeOption + 1), seconds, option.endsWith("AT"));
  }

  /** The fields; for HSETEX each with its value. */
  List<Bytes> words() {
    return words;
  }
}
