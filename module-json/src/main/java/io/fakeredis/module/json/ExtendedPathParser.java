package io.fakeredis.module.json;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.CommandException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads paths in the language that RedisJSON has since Redis 8.10: conditions can calculate, call
 * functions, and ask for members of arrays, and a path can be such an expression as a whole.
 */
final class ExtendedPathParser extends JsonPathParser {
  private static final List<PathRule> WORDS =
      List.of(
          PathRule.IN,
          PathRule.NIN,
          PathRule.SUBSETOF,
          PathRule.ANYOF,
          PathRule.NONEOF,
          PathRule.SIZE,
          PathRule.EMPTY);

  private ExtendedPathParser(String text) {
    super(text);
  }

  /**
   * Reads a path, or an expression that computes something instead.
   *
   * @return for a path what it finds from the root
   * @throws CommandException if it is neither
   */
  static JsonPath.Term read(Bytes text) {
    ExtendedPathParser parser = new ExtendedPathParser(text.latin());
    JsonPath.Term term = parser.whole();
    if (term == null) {
      throw parser.error();
    }
    return term;
  }

  /** Whether the text is an expression of this language. */
  static boolean isExpression(Bytes text) {
    return new ExtendedPathParser(text.latin()).whole() != null;
  }

  private JsonPath.@Nullable Term whole() {
    JsonPath path = query();
    if (path != null) {
      return new JsonPath.Found(path, true);
    }
    back(0);
    JsonPath.Term term = sum();
    skip();
    return term != null && isAtEnd() ? term : null;
  }

  @Override
  boolean isLiteral(char c) {
    return c != '~' && super.isLiteral(c);
  }

  /** A name; before an opening parenthesis it would be a function's. */
  @Override
  JsonPath.@Nullable Step literal() {
    int start = position();
    JsonPath.Step step = super.literal();
    if (peek() != '(') {
      return step;
    }
    back(start);
    return null;
  }

  /** The first name can stand without a dot, if it is no operator. */
  @Override
  boolean firstElement(List<JsonPath.Step> steps) {
    int start = position();
    boolean isOperator = wordOperator() != null;
    back(start);
    return !isOperator && super.firstElement(steps);
  }

  @Override
  JsonPath.Filter filterBy(JsonPath.Condition condition) {
    return new JsonPath.Filter(condition, false);
  }

  @Override
  JsonPath.@Nullable Condition condition() {
    JsonPath.Condition negation = rule(PathRule.NEGATION, this::negation);
    return negation == null ? super.condition() : negation;
  }

  private JsonPath.@Nullable Condition negation() {
    if (!token("!")) {
      return null;
    }
    skip();
    JsonPath.Condition condition = nested(this::condition);
    return condition == null ? null : new JsonPath.Not(condition);
  }

  @Override
  JsonPath.@Nullable Condition comparison() {
    JsonPath.Term left = sum();
    if (left == null) {
      return null;
    }
    int end = position();
    skip();
    JsonPath.Operator operator = operator();
    JsonPath.Term right = operator != null && skip() ? sum() : null;
    if (operator == null || right == null) {
      back(end);
      return new JsonPath.Holds(left);
    }
    return new JsonPath.Relation(left, operator, right);
  }

  @Override
  JsonPath.@Nullable Operator operator() {
    JsonPath.Operator operator = super.operator();
    return operator == null ? wordOperator() : operator;
  }

  /** An operator that is a word. */
  private JsonPath.@Nullable Operator wordOperator() {
    for (PathRule rule : WORDS) {
      String name = rule.name().toLowerCase(Locale.ROOT);
      if (token(rule, () -> isWord(name) || (rule == PathRule.SIZE && isWord("sizeof")))) {
        return JsonPath.Operator.valueOf(rule.name());
      }
    }
    return null;
  }

  private boolean isWord(String name) {
    int start = position();
    if (token(name) && !isPartOfName(peek())) {
      return true;
    }
    back(start);
    return false;
  }

  private static boolean isPartOfName(char c) {
    return isLetter(c) || isDigit(c) || c == '_';
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private JsonPath.@Nullable Term sum() {
    return nested(() -> chain(this::product, List.of(PathRule.ADD, PathRule.SUB)));
  }

  private JsonPath.@Nullable Term product() {
    return chain(this::factor, List.of(PathRule.MUL, PathRule.DIV, PathRule.REM));
  }

  private JsonPath.@Nullable Term chain(
      Supplier<JsonPath.@Nullable Term> part, List<PathRule> signs) {
    JsonPath.Term first = part.get();
    if (first == null) {
      return null;
    }
    List<JsonPath.Link> links = new ArrayList<>();
    while (true) {
      int end = position();
      skip();
      char sign = sign(signs);
      JsonPath.Term next = sign != 0 && skip() ? part.get() : null;
      if (next == null) {
        back(end);
        return links.isEmpty() ? first : new JsonPath.Arithmetic(first, links);
      }
      links.add(new JsonPath.Link(sign, next));
    }
  }

  private char sign(List<PathRule> signs) {
    for (PathRule rule : signs) {
      char sign = sign(rule);
      if (token(rule, () -> token(String.valueOf(sign)))) {
        return sign;
      }
    }
    return 0;
  }

  private static char sign(PathRule rule) {
    return switch (rule) {
      case ADD, POS -> '+';
      case SUB, NEG -> '-';
      case MUL -> '*';
      case DIV -> '/';
      default -> '%';
    };
  }

  private JsonPath.@Nullable Term factor() {
    int start = position();
    char sign = sign(List.of(PathRule.NEG, PathRule.POS));
    if (sign != 0) {
      skip();
    }
    JsonPath.Term term = primary();
    if (term == null) {
      back(start);
      return null;
    }
    return sign == 0 ? term : new JsonPath.Signed(sign == '-', term);
  }

  private JsonPath.@Nullable Term primary() {
    int start = position();
    if (!token("(")) {
      return methods();
    }
    skip();
    JsonPath.Term inner = sum();
    skip();
    if (inner != null && token(")")) {
      return inner;
    }
    back(start);
    return null;
  }

  /** A value and what is called on it. */
  private JsonPath.@Nullable Term methods() {
    JsonPath.Term term = term();
    if (term == null) {
      return null;
    }
    int end = position();
    if (term instanceof JsonPath.Found && skip() && token("~")) {
      return new JsonPath.Invocation("keys", List.of(term));
    }
    back(end);
    for (JsonPath.Term next = term; next != null; next = method(term)) {
      term = next;
    }
    return term;
  }

  private JsonPath.@Nullable Term method(JsonPath.Term receiver) {
    int start = position();
    skip();
    JsonPath.Term call = token(".") && skip() ? invocation(List.of(receiver)) : null;
    if (call == null) {
      back(start);
    }
    return call;
  }

  @Override
  JsonPath.@Nullable Term term() {
    JsonPath.Term term = rule(PathRule.FUNCTION_CALL, () -> invocation(List.of()));
    if (term == null) {
      term = super.term();
    }
    if (term == null) {
      Json literal = container();
      term = literal == null ? null : new JsonPath.Constant(literal);
    }
    return term;
  }

  private JsonPath.@Nullable Term invocation(List<JsonPath.Term> receiver) {
    int start = position();
    if (!isLetter(peek())) {
      return null;
    }
    run(ExtendedPathParser::isPartOfName);
    String name = from(start);
    List<JsonPath.Term> arguments = new ArrayList<>(receiver);
    if (!token("(")) {
      back(start);
      return null;
    }
    skip();
    List<JsonPath.Term> given = list(this::sum);
    if (given != null) {
      arguments.addAll(given);
    }
    skip();
    if (!token(")")) {
      back(start);
      return null;
    }
    return new JsonPath.Invocation(name, arguments);
  }

  private @Nullable Json container() {
    Json array = rule(PathRule.ARRAY_LITERAL, this::array);
    return array == null ? rule(PathRule.OBJECT_LITERAL, this::object) : array;
  }

  private @Nullable Json array() {
    if (!token("[")) {
      return null;
    }
    skip();
    List<Json> items = list(this::value);
    skip();
    if (!token("]")) {
      return null;
    }
    return Operand.array(items == null ? List.of() : items);
  }

  private @Nullable Json object() {
    if (!token("{")) {
      return null;
    }
    skip();
    List<JsonObject.Member> members = list(this::member);
    skip();
    if (!token("}")) {
      return null;
    }
    JsonObject object = new JsonObject();
    if (members != null) {
      members.forEach(member -> object.put(member.name(), member.value()));
    }
    return object;
  }

  private JsonObject.@Nullable Member member() {
    JsonPath.Name name = string();
    skip();
    if (name == null || !token(":")) {
      return null;
    }
    skip();
    Json value = value();
    return value == null ? null : new JsonObject.Member(name.unescaped(), value);
  }

  /** A value in an array or object that the path has: nothing that must be computed. */
  private @Nullable Json value() {
    return nested(
        () -> constant() instanceof JsonPath.Constant constant ? constant.value() : container());
  }
}
