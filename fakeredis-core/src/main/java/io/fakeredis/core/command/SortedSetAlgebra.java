package io.fakeredis.core.command;

import static io.fakeredis.core.command.Aggregate.orZero;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Settings;
import io.fakeredis.core.command.AlgebraRequest.Weighted;
import io.fakeredis.core.value.SortedSetValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes one sorted set of the inputs of a request; it has yet to choose its encoding. */
final class SortedSetAlgebra {
  private final AlgebraRequest request;
  private final Aggregate aggregate;
  private final Settings settings;
  private final SortedSetValue result;

  SortedSetAlgebra(AlgebraRequest request, Settings settings) {
    this.request = request;
    this.aggregate = request.aggregate();
    this.settings = settings;
    this.result = SortedSetValue.unsettled(settings);
  }

  SortedSetValue union() {
    Map<Bytes, Double> scores = new HashMap<>();
    for (Weighted weighted : request.inputsBySize()) {
      double weight = weighted.weight();
      weighted.input().forEach((name, score) -> merge(scores, name, score, weight));
    }
    scores.forEach(this::add);
    return result;
  }

  private void merge(Map<Bytes, Double> scores, Bytes name, double score, double weight) {
    scores.merge(name, orZero(aggregate.weigh(score, weight)), aggregate::combine);
  }

  SortedSetValue intersection() {
    List<Weighted> inputs = request.inputsBySize();
    Weighted first = inputs.get(0);
    List<Weighted> others = inputs.subList(1, inputs.size());
    first
        .input()
        .forEach((name, score) -> addIfInAll(name, aggregate.weigh(score, first.weight()), others));
    return result;
  }

  private void addIfInAll(Bytes name, double weighed, List<Weighted> others) {
    double total = orZero(weighed);
    for (Weighted other : others) {
      double score = other.input().score(name);
      if (Double.isNaN(score)) {
        return;
      }
      total = aggregate.combine(total, aggregate.weigh(score, other.weight()));
    }
    add(name, total);
  }

  SortedSetValue difference() {
    List<Weighted> inputs = request.inputs();
    List<Weighted> others = inputs.subList(1, inputs.size());
    inputs.get(0).input().forEach((name, score) -> addIfInNone(name, score, others));
    return result;
  }

  private void addIfInNone(Bytes name, double score, List<Weighted> others) {
    for (Weighted other : others) {
      if (!Double.isNaN(other.input().score(name))) {
        return;
      }
    }
    add(name, score);
  }

  private void add(Bytes name, double score) {
    result.put(name, score, settings);
  }
}
