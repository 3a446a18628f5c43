package io.fakeredis.core.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.fakeredis.api.Bytes;
import java.time.Duration;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class PosixRegexTest {

  private static boolean find(String pattern, String text) {
    return PosixRegex.compile(Bytes.latin(pattern), false).find(Bytes.latin(text));
  }

  private static boolean findIgnoringCase(String pattern, String text) {
    return PosixRegex.compile(Bytes.latin(pattern), true).find(Bytes.latin(text));
  }

  /** Expressions that mean the same to Java. */
  @Property(tries = 3000)
  void agreesWithJava(
      @ForAll("patterns") String pattern,
      @ForAll @CharRange(from = 'a', to = 'c') @StringLength(max = 8) String text) {
    assertThat(find(pattern, text))
        .as("%s in %s", pattern, text)
        .isEqualTo(Pattern.compile(pattern).matcher(text).find());
  }

  @Provide
  Arbitrary<String> patterns() {
    Arbitrary<String> atoms =
        Arbitraries.of("a", "b", "c", ".", "[ab]", "[^a]", "[^b-c]", "^", "$", "\\w", "\\S");
    return Arbitraries.recursive(
        () -> atoms,
        inner ->
            Arbitraries.oneOf(
                inner.list().ofMinSize(1).ofMaxSize(3).map(parts -> String.join("", parts)),
                inner.list().ofMinSize(1).ofMaxSize(3).map(parts -> String.join("|", parts)),
                inner.map(part -> "(" + part + ")*"),
                inner.map(part -> "(" + part + ")+"),
                inner.map(part -> "(?:" + part + ")?"),
                inner.map(part -> "(" + part + "){1,2}"),
                inner.map(part -> "(" + part + "){2}")),
        0,
        4);
  }

  @Test
  void readsWhatPosixKnows() {
    assertThat(find("^[[:alpha:]_]+$", "ab_c")).isTrue();
    assertThat(find("^[[:alpha:]_]+$", "ab1")).isFalse();
    assertThat(find("^[]a]+$", "]a")).isTrue();
    assertThat(find("^[^]a]$", "]")).isFalse();
    assertThat(find("[a\\]", "\\")).isTrue();
    assertThat(find("a{,2}$", "x")).isTrue();
    assertThat(find("^(a|)b$", "b")).isTrue();
    assertThat(find("*a", "a")).isTrue();
    assertThat(find("a)", "a)")).isTrue();
    assertThat(find("\\<word\\>", "a word here")).isTrue();
    assertThat(find("\\<word\\>", "swordfish")).isFalse();
  }

  @Test
  void readsWhatTreAdds() {
    assertThat(find("^\\x41\\x{42}\\t$", "AB\t")).isTrue();
    assertThat(find("\\Qa.(b\\E+c", "a.(b+c")).isFalse();
    assertThat(find("\\Qa.(b\\Ec", "a.(bc")).isTrue();
    assertThat(find("x(?i)a|b", "xB")).isTrue();
    assertThat(find("((?i)a)b", "AB")).isFalse();
    assertThat(find("(?i:a)b", "Ab")).isTrue();
    assertThat(find("^a.b$", "a\nb")).isTrue();
    assertThat(find("(?n)^a.b$", "a\nb")).isFalse();
    assertThat(find("a(?#comment)b", "ab")).isTrue();
    assertThat(find("a+?b??c*?$", "aabc")).isTrue();
  }

  @Test
  void ignoresTheCaseOfLettersButNotOfEscapes() {
    assertThat(findIgnoringCase("straße", "STRAßE")).isTrue();
    assertThat(findIgnoringCase("^[a-c]+$", "ABC")).isTrue();
    assertThat(findIgnoringCase("[[:upper:]]", "a")).isTrue();
    assertThat(findIgnoringCase("\\q", "Q")).isFalse();
  }

  @Test
  void hasTheQuirksOfTre() {
    assertThat(find("a$", "a\0b")).isTrue();
    assertThat(find("[^a-cb-z]", "m")).isTrue();
    assertThat(find("\\b", "  ")).isTrue();
  }

  @Test
  void neverTakesLong() {
    String text = "a".repeat(2000);
    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          assertThat(find("(a*)*b", text)).isFalse();
          assertThat(find("(a|aa)+$x", text)).isFalse();
          assertThat(find("(a?){200}a{200}", text.substring(0, 200))).isTrue();
        });
    assertRefused("((.{255}){255}){255}", "Out of memory");
    assertThat(find("(".repeat(1023) + "a" + ")".repeat(1023), "a")).isTrue();
  }

  @Test
  void tellsOfBackReferences() {
    assertThat(PosixRegex.compile(Bytes.of("(a)\\1"), false).hasBackReferences()).isTrue();
    assertRefused("\\1", "Invalid back reference");
  }

  @Test
  void refusesWhatIsUnsound() {
    assertRefused("(", "Missing ')'");
    assertRefused("[a", "Missing ']'");
    assertRefused("a{1", "Missing '}'");
    assertRefused("\\x{1", "Missing '}'");
    assertRefused("a{2,1}", "Invalid contents of {}");
    assertRefused("a{}", "Invalid contents of {}");
    assertRefused("a{256}", "Maximum repetition in {} larger than 255");
    assertRefused("a**", "Invalid use of repetition operators");
    assertRefused("a{2}+", "Invalid use of repetition operators");
    assertRefused("[b-a]", "Invalid character range");
    assertRefused("[a-b-c]", "Invalid character range");
    assertRefused("[[:no:]]", "Unknown character class name");
    assertRefused("[[.a.]]", "Unknown collating element");
    assertRefused("(?x)", "Invalid regexp");
    assertRefused("a\\", "Trailing backslash");
  }

  private static void assertRefused(String pattern, String reason) {
    assertThatThrownBy(() -> find(pattern, ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(reason);
  }
}
