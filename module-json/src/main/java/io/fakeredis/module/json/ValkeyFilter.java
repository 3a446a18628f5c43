package io.fakeredis.module.json;

import io.fakeredis.api.Bytes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A filter of valkey-json, applied while it is read: every comparison gives the items that it holds
 * of, {@code &&} keeps those that both sides gave, and {@code ||} puts the new ones of the right
 * side behind those of the left one. For what is no array, index 0 stands for the value itself.
 */
final class ValkeyFilter {
  private final ValkeyLexer lexer;
  private final Json root;
  private final Json value;
  private int depthLeft;

  ValkeyFilter(ValkeyLexer lexer, Json root, Json value, int depthLeft) {
    this.lexer = lexer;
    this.root = root;
    this.value = value;
    this.depthLeft = depthLeft;
  }

  /** The indexes of the items that the filter, which comes next in the path, lets through. */
  List<Integer> kept() {
    return expression();
  }

  private void enter(int levels) {
    depthLeft -= levels;
    if (depthLeft < 0) {
      throw ValkeyProblem.TOO_DEEP.failure();
    }
  }

  private List<Integer> expression() {
    enter(3);
    lexer.skipSpaces();
    List<Integer> kept = term();
    while (lexer.matchSign("||")) {
      Set<Integer> union = new LinkedHashSet<>(kept);
      union.addAll(term());
      kept = new ArrayList<>(union);
    }
    lexer.skipSpaces();
    depthLeft += 3;
    return kept;
  }

  private List<Integer> term() {
    List<Integer> kept = factor();
    while (lexer.matchSign("&&")) {
      Set<Integer> other = Set.copyOf(factor());
      kept = kept.stream().filter(other::contains).toList();
    }
    return kept;
  }

  private List<Integer> factor() {
    lexer.skipSpaces();
    if (lexer.is("(")) {
      lexer.nextSign();
      List<Integer> kept = expression();
      lexer.requireSign(")");
      return kept;
    }
    if (lexer.match("@")) {
      return lexer.is(".") || lexer.is("[") ? member() : itself();
    }
    return reversed();
  }

  private List<Integer> itself() {
    ValkeyOperator operator = operator();
    return compare(null, operator, constant());
  }

  private List<Integer> member() {
    Bytes name = name();
    lexer.skipSpaces();
    if (ValkeyOperator.of(lexer.token()) != null) {
      ValkeyOperator operator = operator();
      return compare(name, operator, constant());
    }
    if (!lexer.is("[")) {
      return having(name);
    }
    lexer.nextSign();
    if (lexer.is("?")) {
      lexer.nextSign();
      return containing(name);
    }
    long index = lexer.index();
    lexer.require("]");
    ValkeyOperator operator = operator();
    return compare(name, index, operator, constant());
  }

  /** A condition with the constant on the left. */
  private List<Integer> reversed() {
    Json constant = constant();
    lexer.skipSpaces();
    ValkeyOperator operator = operator().reversed();
    lexer.require("@");
    lexer.skipSpaces();
    if (lexer.is(")") || lexer.is("&&") || lexer.is("||")) {
      return compare(null, operator, constant);
    }
    Bytes name = name();
    if (!lexer.is("[")) {
      return compare(name, operator, constant);
    }
    lexer.nextSign();
    long index = lexer.index();
    lexer.require("]");
    return compare(name, index, operator, constant);
  }

  private Bytes name() {
    boolean dotted = lexer.match(".");
    if (lexer.match("[")) {
      lexer.skipSpaces();
      Bytes name = ValkeySelector.quoted(lexer);
      lexer.requireSign("]");
      return name;
    }
    if (!dotted) {
      throw ValkeyProblem.INVALID_PATH.failure();
    }
    return lexer.name();
  }

  private ValkeyOperator operator() {
    lexer.skipSpaces();
    ValkeyOperator operator = ValkeyOperator.of(lexer.token());
    if (operator == null) {
      throw ValkeyProblem.INVALID_PATH.failure();
    }
    lexer.skipSpaces();
    lexer.nextSign();
    return operator;
  }

  private Json constant() {
    if (lexer.is("$")) {
      return fromRoot(lexer.path());
    }
    if (lexer.is("\"")) {
      return ValkeyJson.parsed(lexer.doubleQuoted());
    }
    if (lexer.is("'")) {
      return new Json.Text(lexer.singleQuoted());
    }
    if (lexer.is("n") || lexer.is("t") || lexer.is("f")) {
      Bytes word = lexer.word();
      for (Json.Literal literal : Json.Literal.values()) {
        if (literal.word().equals(word.latin())) {
          return literal;
        }
      }
      throw ValkeyProblem.INVALID_IDENTIFIER.failure();
    }
    return ValkeyJson.parsed(lexer.number());
  }

  private Json fromRoot(Bytes path) {
    List<Node> found = ValkeySelector.read(path, root).found();
    if (found.size() != 1
        || found.get(0).value() instanceof JsonArray
        || found.get(0).value() instanceof JsonObject) {
      throw ValkeyProblem.INVALID_PATH.failure();
    }
    return found.get(0).value();
  }

  private List<Integer> compare(@Nullable Bytes name, ValkeyOperator operator, Json constant) {
    if (value instanceof JsonArray) {
      return items(item -> operator.holds(name == null ? item : member(item, name), constant));
    }
    Json left = name == null && !(value instanceof JsonObject) ? value : null;
    if (name != null) {
      left = member(value, name);
    }
    return operator.holds(left, constant) ? List.of(0) : List.of();
  }

  private List<Integer> compare(Bytes name, long index, ValkeyOperator operator, Json constant) {
    return items(
        item -> {
          if (!(member(item, name) instanceof JsonArray array)) {
            return false;
          }
          long place = index < 0 ? index + array.size() : index;
          return place >= 0
              && place < array.size()
              && operator.holds(array.get((int) place), constant);
        });
  }

  private List<Integer> having(Bytes name) {
    if (value instanceof JsonArray) {
      return items(item -> member(item, name) != null);
    }
    if (!(value instanceof JsonObject)) {
      throw ValkeyProblem.INVALID_PATH.failure();
    }
    return member(value, name) == null ? List.of() : List.of(0);
  }

  /** Items with an array of that name in which the condition holds of some item. */
  private List<Integer> containing(Bytes name) {
    lexer.require("(");
    ValkeyOperator operator;
    Json constant;
    if (lexer.is("@")) {
      lexer.nextSign();
      operator = operator();
      constant = constant();
    } else {
      constant = constant();
      operator = operator().reversed();
      lexer.require("@");
    }
    lexer.requireSign(")");
    lexer.require("]");
    return items(item -> contains(member(item, name), one -> operator.holds(one, constant)));
  }

  private static boolean contains(@Nullable Json value, Predicate<Json> condition) {
    if (value instanceof JsonArray array) {
      for (Json item : array) {
        if (condition.test(item)) {
          return true;
        }
      }
    }
    return false;
  }

  private List<Integer> items(Function<Json, Boolean> condition) {
    List<Integer> indexes = new ArrayList<>();
    if (value instanceof JsonArray array) {
      for (int i = 0; i < array.size(); i++) {
        if (condition.apply(array.get(i))) {
          indexes.add(i);
        }
      }
    }
    return indexes;
  }

  private static @Nullable Json member(Json of, Bytes name) {
    return of instanceof JsonObject object ? object.get(name) : null;
  }
}
