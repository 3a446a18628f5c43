package io.fakeredis.module.json;

import io.fakeredis.api.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Finds the values that a path of RedisJSON leads to, in the order of the document. */
final class JsonPathWalk {
  private final Json root;
  private final List<JsonPath.Step> steps;
  private final List<Node> found = new ArrayList<>();

  private JsonPathWalk(Json root, List<JsonPath.Step> steps) {
    this.root = root;
    this.steps = steps;
  }

  static List<Node> find(JsonPath path, Json root) {
    return find(path, root, root);
  }

  /** What is found from a value on; the root is for filters. */
  static List<Node> find(JsonPath path, Json from, Json root) {
    JsonPathWalk walk = new JsonPathWalk(root, path.steps());
    walk.go(0, Node.root(from));
    return walk.found;
  }

  /** Takes that step from the value, and all that follow it. */
  private void go(int number, Node node) {
    if (number == steps.size()) {
      found.add(node);
      return;
    }
    JsonPath.Step step = steps.get(number);
    int next = number + 1;
    if (step instanceof JsonPath.Names names) {
      names(names, node, next);
    } else if (step instanceof JsonPath.Indexes indexes) {
      indexes(indexes, node, next);
    } else if (step instanceof JsonPath.Range range) {
      range(range, node, next);
    } else if (step instanceof JsonPath.Filter filter) {
      filter(filter, node, next);
    } else if (step == JsonPath.Wide.DEEP) {
      deep(node, next);
    } else {
      children(node, child -> go(next, child));
    }
  }

  private static void children(Node node, Consumer<Node> visitor) {
    if (node.value() instanceof JsonObject object) {
      for (JsonObject.Member member : object.members()) {
        visitor.accept(node.member(member.name(), member.value()));
      }
    } else if (node.value() instanceof JsonArray array) {
      for (int i = 0; i < array.size(); i++) {
        visitor.accept(node.item(i, array.get(i)));
      }
    }
  }

  private void deep(Node node, int next) {
    go(next, node);
    children(node, child -> deep(child, next));
  }

  private void names(JsonPath.Names names, Node node, int next) {
    if (!(node.value() instanceof JsonObject object)) {
      return;
    }
    for (JsonPath.Name name : names.names()) {
      Bytes unescaped = name.unescaped();
      Json value = object.get(unescaped);
      if (value != null) {
        go(next, node.member(unescaped, value));
      }
    }
  }

  private void indexes(JsonPath.Indexes indexes, Node node, int next) {
    if (node.value() instanceof JsonArray array) {
      for (long index : indexes.indexes()) {
        item(array, absolute(index, array), node, next);
      }
    }
  }

  private void range(JsonPath.Range range, Node node, int next) {
    if (node.value() instanceof JsonArray array) {
      int to = range.to() == null ? array.size() : absolute(range.to(), array);
      long from = range.from() == null ? 0 : absolute(range.from(), array);
      for (long i = from; i < to; i += Math.min(range.step(), array.size())) {
        item(array, (int) i, node, next);
      }
    }
  }

  /** Where that is; before the start is the start, behind the end is the end. */
  private static int absolute(long index, JsonArray array) {
    long place = index < 0 ? index + array.size() : index;
    return (int) Math.max(0, Math.min(place, array.size()));
  }

  private void item(JsonArray array, int index, Node node, int next) {
    if (index < array.size()) {
      go(next, node.item(index, array.get(index)));
    }
  }

  private void filter(JsonPath.Filter filter, Node node, int next) {
    JsonPath.Condition condition = filter.condition();
    if (!(node.value() instanceof JsonArray) && !(node.value() instanceof JsonObject)) {
      if (filter.testsScalars() && holds(condition, node.value())) {
        go(next, node);
      }
      return;
    }
    children(
        node,
        child -> {
          if (holds(condition, child.value())) {
            go(next, child);
          }
        });
  }

  private boolean holds(JsonPath.Condition condition, Json value) {
    if (condition instanceof JsonPath.AnyOf any) {
      return any.conditions().stream().anyMatch(one -> holds(one, value));
    }
    if (condition instanceof JsonPath.AllOf all) {
      return all.conditions().stream().allMatch(one -> holds(one, value));
    }
    if (condition instanceof JsonPath.Not not) {
      return !holds(not.condition(), value);
    }
    if (condition instanceof JsonPath.Exists exists) {
      return value(exists.term(), value) != null;
    }
    if (condition instanceof JsonPath.Holds term) {
      return new Computation(root, value).holds(term.term());
    }
    if (condition instanceof JsonPath.Relation relation) {
      return new Computation(root, value).holds(relation);
    }
    JsonPath.Comparison comparison = (JsonPath.Comparison) condition;
    Json left = value(comparison.left(), value);
    Json right = value(comparison.right(), value);
    return switch (comparison.operator()) {
      case EQ -> areEqual(left, right);
      case NE -> !areEqual(left, right);
      case MATCHES -> comparison.left() instanceof JsonPath.Found && matches(left, right);
      default -> isOrdered(comparison.operator(), left, right);
    };
  }

  private static boolean areEqual(@Nullable Json left, @Nullable Json right) {
    return left != null && right != null && JsonOrder.areEqual(left, right);
  }

  /** Whether the one is above or below the other, as the operator says. */
  static boolean isOrdered(JsonPath.Operator operator, @Nullable Json left, @Nullable Json right) {
    Integer order = left == null || right == null ? null : JsonOrder.compare(left, right);
    if (order == null) {
      return false;
    }
    return switch (operator) {
      case GE -> order >= 0;
      case GT -> order > 0;
      case LE -> order <= 0;
      default -> order < 0;
    };
  }

  private static boolean matches(@Nullable Json value, @Nullable Json pattern) {
    if (!(value instanceof Json.Text text) || !(pattern instanceof Json.Text regex)) {
      return false;
    }
    return RustPattern.finds(regex.value(), text.value());
  }

  /** The one value that a term stands for; null if there is none, or more than one. */
  private @Nullable Json value(JsonPath.Term term, Json current) {
    if (term instanceof JsonPath.Constant constant) {
      return constant.value();
    }
    JsonPath.Found path = (JsonPath.Found) term;
    List<Node> values = find(path.path(), path.fromRoot() ? root : current, root);
    return values.size() == 1 ? values.get(0).value() : null;
  }
}
