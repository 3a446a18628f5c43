package io.fakeredis.module.bloom;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CentroidSortTest {

  @Property
  void sortsMeansAndKeepsTheirWeights(@ForAll @Size(max = 100) @IntRange(max = 20) int[] numbers) {
    double[] means = new double[numbers.length];
    long[] weights = LongStream.range(0, numbers.length).toArray();
    for (int i = 0; i < means.length; i++) {
      means[i] = numbers[i];
    }
    CentroidSort.sort(means, weights, means.length);
    assertThat(means).isSorted();
    for (int i = 0; i < means.length; i++) {
      assertThat(means[i]).isEqualTo(numbers[(int) weights[i]]);
    }
    assertThat(weights).doesNotHaveDuplicates();
  }

  @Test
  void leavesEqualMeansAsTheRealServerDoes() {
    double[] means = {2, 1, 2, 1, 2, 1};
    long[] weights = {0, 1, 2, 3, 4, 5};
    CentroidSort.sort(means, weights, 6);
    assertThat(weights).containsExactly(5, 3, 1, 2, 4, 0);
  }
}
