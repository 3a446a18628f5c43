package io.fakeredis.compat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A case after it was played: what was replied, beside what should have been. */
record Verdict(Played played, GoldenCase golden, List<@Nullable JsonNode> replies) {

  boolean passed() {
    return wrongSteps().isEmpty();
  }

  private List<Integer> wrongSteps() {
    return IntStream.range(0, golden.steps().size()).filter(i -> !isRight(i)).boxed().toList();
  }

  private boolean isRight(int index) {
    Step step = golden.steps().get(index);
    JsonNode expected = expected(step);
    return expected == null || Comparison.same(expected, replies.get(index), step);
  }

  private @Nullable JsonNode expected(Step step) {
    return step.expected(played.server().name(), played.protocol());
  }

  /** The case with its wrong steps, for somebody who has to mend it. */
  String report() {
    List<Integer> wrong = wrongSteps();
    return IntStream.rangeClosed(0, wrong.get(wrong.size() - 1))
        .mapToObj(index -> line(index) + (wrong.contains(index) ? difference(index) : ""))
        .collect(
            Collectors.joining("\n", played.title() + ": " + golden.title() + configuration(), ""));
  }

  private String configuration() {
    return golden.config().isEmpty() ? "\n" : "\n     with " + golden.config() + "\n";
  }

  private String line(int index) {
    Step step = golden.steps().get(index);
    String words = step.cmd().stream().map(Verdict::quoted).collect(Collectors.joining(" "));
    String call = step.sleep() != null ? "sleep " + step.sleep() + " ms" : words;
    String connection = step.conn() == 1 ? "" : "[" + step.conn() + "] ";
    String mode =
        step.mode() == Step.Mode.CALL ? "" : "(" + step.mode().name().toLowerCase() + ") ";
    return "%4d %s%s%s".formatted(index + 1, connection, mode, call);
  }

  private String difference(int index) {
    Step step = golden.steps().get(index);
    String check = step.check() == Check.EXACT ? "" : "   (" + check(step) + ")";
    return "\n     expected %s%s\n     but was  %s"
        .formatted(expected(step), check, replies.get(index));
  }

  private static String check(Step step) {
    return switch (step.check()) {
      case NEAR -> "within " + step.near();
      case PREFIX -> "the first " + step.prefix() + " bytes";
      case MASK -> "but for " + step.mask();
      default -> step.check().name().toLowerCase();
    };
  }

  private static String quoted(String word) {
    return word.matches("[!-~&&[^\"']]+") ? word : "\"" + escaped(word) + "\"";
  }

  private static String escaped(String word) {
    return word.chars()
        .mapToObj(
            c -> c < ' ' || c > '~' || c == '"' ? "\\x%02x".formatted(c) : String.valueOf((char) c))
        .collect(Collectors.joining());
  }
}
