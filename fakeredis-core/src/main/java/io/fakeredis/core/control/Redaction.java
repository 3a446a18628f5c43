package io.fakeredis.core.control;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Feature;
import io.fakeredis.core.engine.CommandTable;
import io.fakeredis.core.engine.Engine;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;

/** Hides passwords in what SLOWLOG and MONITOR show. */
final class Redaction {
  private static final Feature REDACTS = Feature.since("SLOWLOG.redacts-passwords", "6.2");
  private static final Bytes HIDDEN = Bytes.of("(redacted)");
  private static final Set<String> SECRETS =
      Set.of(
          "requirepass",
          "masterauth",
          "masteruser",
          "tls-key-file-pass",
          "tls-client-key-file-pass");

  private final boolean redacts;

  private Redaction(Engine engine) {
    redacts = engine.profile().has(REDACTS);
  }

  static Redaction of(Engine engine) {
    return engine.part(Redaction.class, Redaction::new);
  }

  Args hide(CommandTable.Row row, Args args) {
    if (!redacts) {
      return args;
    }
    return switch (row.command().name()) {
      case "AUTH" -> replace(args, i -> i >= 1);
      case "ACL SETUSER" -> replace(args, i -> i >= 2);
      case "HELLO" ->
          replace(args, i -> isBehind(args, i, 1, "AUTH") || isBehind(args, i, 2, "AUTH"));
      case "MIGRATE" ->
          replace(
              args,
              i ->
                  isBehind(args, i, 1, "AUTH")
                      || isBehind(args, i, 1, "AUTH2")
                      || isBehind(args, i, 2, "AUTH2"));
      case "CONFIG SET" ->
          replace(args, i -> i >= 3 && i % 2 == 1 && SECRETS.contains(lower(args.text(i - 1))));
      default -> args;
    };
  }

  private static boolean isBehind(Args args, int index, int distance, String word) {
    return index > distance && args.is(index - distance, word);
  }

  private static String lower(String word) {
    return word.toLowerCase(Locale.ROOT);
  }

  private static Args replace(Args args, IntPredicate secret) {
    Bytes[] words = new Bytes[args.count()];
    for (int i = 0; i < words.length; i++) {
      words[i] = i > 0 && secret.test(i) ? HIDDEN : args.bytes(i);
    }
    return Args.of(words);
  }
}
