package io.fakeredis.core.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.fakeredis.api.Bytes;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class VectorSetValueTest {
  private static final int DIMENSION = 8;

  @Property(tries = 50)
  void walkFindsNearlyAllThatAScanFinds(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 300) int size) {
    Random random = new Random(seed);
    VectorSetValue set = filled(size, random);
    removeHalf(set, size, random);
    QuantizedVector query = set.query(vector(random));
    List<VectorMatch> nearest = set.scan(query, element -> true);
    List<VectorMatch> found = set.search(query, 100, set.size(), element -> true);
    List<Float> wanted = distances(nearest.subList(0, Math.min(10, nearest.size())));
    assertThat(distances(found).stream().filter(wanted::contains).count())
        .isGreaterThanOrEqualTo(wanted.size() * 8L / 10);
  }

  @Property(tries = 50)
  void linksGoBothWays(@ForAll long seed, @ForAll @IntRange(min = 1, max = 100) int size) {
    Random random = new Random(seed);
    VectorSetValue set = filled(size, random);
    removeHalf(set, size, random);
    for (VectorElement element : set.members()) {
      for (int level = 0; level <= element.level(); level++) {
        for (VectorElement linked : element.links(level)) {
          assertThat(linked.links(level)).contains(element);
        }
      }
    }
  }

  private static VectorSetValue filled(int size, Random random) {
    VectorSetValue set =
        new VectorSetValue(0, DIMENSION, Quantization.NONE, 16, null, DotProduct.PLAIN);
    for (int i = 0; i < size; i++) {
      set.add(Bytes.of(i), vector(random), 200, random);
    }
    return set;
  }

  private static void removeHalf(VectorSetValue set, int size, Random random) {
    for (int i = 0; i < size / 2; i++) {
      set.remove(Bytes.of(random.nextInt(size)));
    }
  }

  private static float[] vector(Random random) {
    float[] vector = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return vector;
  }

  private static List<Float> distances(List<VectorMatch> matches) {
    return matches.stream().map(VectorMatch::distance).toList();
  }
}
