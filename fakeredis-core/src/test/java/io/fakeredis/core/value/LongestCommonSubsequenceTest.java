package io.fakeredis.core.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.fakeredis.api.Bytes;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class LongestCommonSubsequenceTest {

  @Property
  void isTheLongestOneThatBothHave(
      @ForAll @CharRange(from = 'a', to = 'd') @StringLength(max = 30) String a,
      @ForAll @CharRange(from = 'a', to = 'd') @StringLength(max = 30) String b) {
    LongestCommonSubsequence found = LongestCommonSubsequence.of(Bytes.of(a), Bytes.of(b));
    String common = found.bytes().toString();
    assertThat(common).hasSize(longest(a, b));
    assertThat(isSubsequence(common, a)).isTrue();
    assertThat(isSubsequence(common, b)).isTrue();
    assertThat(joined(found, a)).isEqualTo(common);
  }

  private static int longest(String a, String b) {
    int[][] longest = new int[a.length() + 1][b.length() + 1];
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        longest[i][j] =
            a.charAt(i - 1) == b.charAt(j - 1)
                ? longest[i - 1][j - 1] + 1
                : Math.max(longest[i - 1][j], longest[i][j - 1]);
      }
    }
    return longest[a.length()][b.length()];
  }

  private static boolean isSubsequence(String part, String whole) {
    int at = 0;
    for (char c : part.toCharArray()) {
      at = whole.indexOf(c, at) + 1;
      if (at == 0) {
        return false;
      }
    }
    return true;
  }

  /** The matches of the first string, put together. */
  private static String joined(LongestCommonSubsequence found, String a) {
    StringBuilder text = new StringBuilder();
    for (LongestCommonSubsequence.Match match : found.matches()) {
      text.insert(0, a.substring(match.aFirst(), match.aLast() + 1));
    }
    return text.toString();
  }

  @Test
  void choosesAsTheRealServer() {
    LongestCommonSubsequence found =
        LongestCommonSubsequence.of(Bytes.of("abcabcabc"), Bytes.of("acbacbacb"));
    assertThat(found.bytes()).isEqualTo(Bytes.of("acbabc"));
  }
}
