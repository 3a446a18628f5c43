package io.fakeredis.module.json;

import io.fakeredis.api.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** The functions that paths can call; what they are not made for gives nothing. */
final class PathFunction {
  /** The smallest double above all integers of 64 bits. */
  private static final double TOO_LARGE = 0x1p63;

  private PathFunction() {}

  static Operand call(String name, List<Operand> arguments) {
    return switch (name) {
      case "append" -> arguments.size() < 2 ? Operand.NOTHING : append(arguments);
      case "concat" -> arguments.isEmpty() ? Operand.NOTHING : concat(arguments);
      case "match", "search", "index" ->
          arguments.size() == 2 ? call(name, arguments.get(0), arguments.get(1)) : Operand.NOTHING;
      default -> arguments.size() == 1 ? call(name, arguments.get(0)) : Operand.NOTHING;
    };
  }

  private static Operand call(String name, Operand argument) {
    return switch (name) {
      case "length" -> length(argument);
      case "count" -> Operand.computed(new Json.Whole(argument.values().size()));
      case "value" ->
          argument.values().size() == 1 ? argument.part(argument.values().get(0)) : Operand.NOTHING;
      case "keys" -> keys(argument);
      case "abs" -> abs(argument.single());
      case "ceiling" -> round(argument.single(), Math::ceil);
      case "floor" -> round(argument.single(), Math::floor);
      case "first" -> item(argument, 0);
      case "last" -> item(argument, -1);
      case "min" -> fold(argument, numbers -> DoubleStream.of(numbers).min().orElseThrow());
      case "max" -> fold(argument, numbers -> DoubleStream.of(numbers).max().orElseThrow());
      case "sum" -> fold(argument, PathFunction::sum);
      case "avg" -> fold(argument, PathFunction::average);
      case "stddev" -> fold(argument, PathFunction::deviation);
      default -> Operand.NOTHING;
    };
  }

  private static Operand call(String name, Operand first, Operand second) {
    if (name.equals("index")) {
      Json place = second.single();
      return place != null && place.isNumber()
          ? item(first, (long) place.number())
          : Operand.NOTHING;
    }
    if (!(first.single() instanceof Json.Text text)
        || !(second.single() instanceof Json.Text pattern)) {
      return Operand.NOTHING;
    }
    boolean fits =
        name.equals("match")
            ? RustPattern.matches(pattern.value(), text.value())
            : RustPattern.finds(pattern.value(), text.value());
    return Operand.computed(Json.bool(fits));
  }

  private static Operand length(Operand argument) {
    List<Integer> sizes = argument.kind() == Operand.Kind.NODES ? List.of() : argument.sizes();
    return sizes.isEmpty() ? Operand.NOTHING : Operand.computed(new Json.Whole(sizes.get(0)));
  }

  private static Operand keys(Operand argument) {
    List<Json> names = new ArrayList<>();
    for (Json value : argument.values()) {
      if (value instanceof JsonObject object) {
        object.members().forEach(member -> names.add(new Json.Text(member.name())));
      }
    }
    return Operand.list(names);
  }

  /** The receiver's values, or those in it if it is an array, and one for each argument. */
  private static Operand append(List<Operand> arguments) {
    Operand receiver = arguments.get(0);
    List<Json> items = receiver.items();
    List<Json> values = new ArrayList<>(items == null ? receiver.values() : items);
    for (Operand argument : arguments.subList(1, arguments.size())) {
      if (argument.isNothing()) {
        return Operand.NOTHING;
      }
      Json single = argument.single();
      values.add(single == null ? Operand.array(argument.values()) : single);
    }
    return Operand.list(values);
  }

  private static Operand concat(List<Operand> arguments) {
    StringBuilder all = new StringBuilder();
    for (Operand argument : arguments) {
      if (!(argument.single() instanceof Json.Text text)) {
        return Operand.NOTHING;
      }
      all.append(text.value().latin());
    }
    return Operand.computed(new Json.Text(Bytes.latin(all.toString())));
  }

  private static Operand abs(@Nullable Json value) {
    if (value instanceof Json.Whole whole) {
      return whole.value() == Long.MIN_VALUE
          ? Operand.NOTHING
          : Operand.computed(new Json.Whole(Math.abs(whole.value())));
    }
    return value instanceof Json.Real real
        ? Operand.computed(Math.abs(real.value()))
        : Operand.NOTHING;
  }

  private static Operand round(@Nullable Json value, DoubleUnaryOperator rounding) {
    if (!(value instanceof Json.Real real)) {
      return value instanceof Json.Whole ? Operand.computed(value) : Operand.NOTHING;
    }
    double rounded = rounding.applyAsDouble(real.value());
    return rounded >= -TOO_LARGE && rounded < TOO_LARGE
        ? Operand.computed(rounded)
        : Operand.NOTHING;
  }

  /** The item of an array; negative places count from the end. */
  private static Operand item(Operand array, long index) {
    List<Json> items = array.items();
    if (items == null) {
      return Operand.NOTHING;
    }
    long place = index < 0 ? index + items.size() : index;
    return place >= 0 && place < items.size()
        ? array.part(items.get((int) place))
        : Operand.NOTHING;
  }

  private static Operand fold(Operand array, ToDoubleFunction<double[]> function) {
    List<Json> items = array.items();
    if (items == null || items.isEmpty() || !items.stream().allMatch(Json::isNumber)) {
      return Operand.NOTHING;
    }
    return Operand.computed(
        function.applyAsDouble(items.stream().mapToDouble(Json::number).toArray()));
  }

  private static double sum(double[] numbers) {
    double sum = 0;
    for (double number : numbers) {
      sum += number;
    }
    return sum;
  }

  private static double average(double[] numbers) {
    return sum(numbers) / numbers.length;
  }

  /** The standard deviation of the numbers themselves, not of what they are a sample of. */
  private static double deviation(double[] numbers) {
    double average = average(numbers);
    double squares = 0;
    for (double number : numbers) {
      squares += (number - average) * (number - average);
    }
    return Math.sqrt(squares / numbers.length);
  }
}
