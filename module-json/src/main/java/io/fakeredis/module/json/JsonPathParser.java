package io.fakeredis.module.json;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.CommandException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads paths in RedisJSON's language. That is a parsing expression grammar: of several ways the
 * first that fits is taken.
 */
class JsonPathParser extends RuleParser {
  private static final String LITERAL_SIGNS = "-_`~+#%$^/:";

  JsonPathParser(String text) {
    super(text);
  }

  /**
   * Reads a path that begins with a dollar sign.
   *
   * @throws CommandException if it is none
   */
  static JsonPath parse(Bytes path) {
    JsonPathParser parser = new JsonPathParser(path.latin());
    JsonPath parsed = parser.query();
    if (parsed == null) {
      throw parser.error();
    }
    return parsed;
  }

  final @Nullable JsonPath query() {
    if (!token("$")) {
      return null;
    }
    skip();
    JsonPath path = root();
    skip();
    return isAtEnd() ? path : null;
  }

  final boolean isAtEnd() {
    return token(PathRule.EOI, this::isOver);
  }

  /** Any number of steps; an empty path if there is not even one. */
  private JsonPath root() {
    List<JsonPath.Step> steps = rule(PathRule.ROOT, this::steps);
    return new JsonPath(steps == null ? List.of() : steps);
  }

  private @Nullable List<JsonPath.Step> steps() {
    List<JsonPath.Step> steps = new ArrayList<>();
    if (!element(steps) && !firstElement(steps)) {
      return null;
    }
    do {
      skip();
    } while (element(steps));
    return steps;
  }

  boolean firstElement(List<JsonPath.Step> steps) {
    return add(steps, literal()) || add(steps, all());
  }

  private boolean element(List<JsonPath.Step> steps) {
    int start = position();
    if (token(".") && skip() && add(steps, literal())) {
      return true;
    }
    back(start);
    if (token(PathRule.FULL_SCAN, () -> token("..")) && skip() && afterFullScan(steps)) {
      return true;
    }
    back(start);
    if (token(".") && skip() && add(steps, all())) {
      return true;
    }
    back(start);
    if (token(".")) {
      skip();
    }
    if (add(steps, bracketed())) {
      return true;
    }
    back(start);
    return false;
  }

  private boolean afterFullScan(List<JsonPath.Step> steps) {
    steps.add(JsonPath.Wide.DEEP);
    if (add(steps, literal()) || add(steps, all()) || add(steps, bracketed())) {
      return true;
    }
    steps.remove(steps.size() - 1);
    return false;
  }

  private static boolean add(List<JsonPath.Step> steps, JsonPath.@Nullable Step step) {
    return step != null && steps.add(step);
  }

  JsonPath.@Nullable Step literal() {
    int start = position();
    boolean found = token(PathRule.LITERAL, () -> run(this::isLiteral));
    return found ? new JsonPath.Names(List.of(name(start, position(), (char) 0))) : null;
  }

  /** Whether names without quotation marks may have that. */
  boolean isLiteral(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || isDigit(c)
        || LITERAL_SIGNS.indexOf(c) >= 0;
  }

  private JsonPath.Name name(int from, int to, char quote) {
    return new JsonPath.Name(Bytes.latin(slice(from, to)), quote);
  }

  private JsonPath.@Nullable Step all() {
    return token(PathRule.ALL, () -> token("*")) ? JsonPath.Wide.ALL : null;
  }

  private JsonPath.@Nullable Step bracketed() {
    int start = position();
    if (token("[") && skip()) {
      JsonPath.Step step = bracket();
      skip();
      if (step != null && token("]")) {
        return step;
      }
    }
    back(start);
    return null;
  }

  private JsonPath.@Nullable Step bracket() {
    JsonPath.Step step = rule(PathRule.NUMBERS_RANGE, this::range);
    if (step == null) {
      step = rule(PathRule.NUMBERS_LIST, this::indexes);
    }
    if (step == null) {
      step = rule(PathRule.STRING_LIST, this::names);
    }
    if (step == null) {
      step = all();
    }
    if (step == null && token("?")) {
      skip();
      JsonPath.Condition condition = filter();
      step = condition == null ? null : filterBy(condition);
    }
    return step;
  }

  JsonPath.Filter filterBy(JsonPath.Condition condition) {
    return new JsonPath.Filter(condition, true);
  }

  private JsonPath.@Nullable Step range() {
    JsonPath.Step range = rule(PathRule.FULL_RANGE, () -> range(true, true));
    if (range == null) {
      range = rule(PathRule.RIGHT_RANGE, () -> range(false, true));
    }
    if (range == null) {
      range = rule(PathRule.ALL_RANGE, () -> range(false, false));
    }
    return range == null ? rule(PathRule.LEFT_RANGE, () -> range(true, false)) : range;
  }

  private JsonPath.@Nullable Step range(boolean hasFrom, boolean hasTo) {
    Long from = hasFrom ? number() : null;
    if (hasFrom && from == null) {
      return null;
    }
    skip();
    if (!token(":")) {
      return null;
    }
    Long to = null;
    if (hasTo) {
      skip();
      to = number();
      if (to == null) {
        return null;
      }
    }
    return new JsonPath.Range(from, to, step());
  }

  private long step() {
    int start = position();
    skip();
    if (!token(":")) {
      back(start);
      return 1;
    }
    int colon = position();
    skip();
    int digits = position();
    if (token(PathRule.POS_NUMBER, () -> peek() != '0' && run(JsonPathParser::isDigit))) {
      return saturated(from(digits));
    }
    back(colon);
    return 1;
  }

  private JsonPath.@Nullable Step indexes() {
    List<Long> indexes = list(this::number);
    return indexes == null ? null : new JsonPath.Indexes(indexes);
  }

  private JsonPath.@Nullable Step names() {
    List<JsonPath.Name> names = list(this::string);
    return names == null ? null : new JsonPath.Names(names);
  }

  private @Nullable Long number() {
    int start = position();
    return token(PathRule.NUMBER, this::digits) ? saturated(from(start)) : null;
  }

  /** An integer without leading zeros: of {@code 01} that is the first digit alone. */
  private boolean digits() {
    token("-");
    if (peek() == '0') {
      pass(1);
      return true;
    }
    return run(JsonPathParser::isDigit);
  }

  /** The number, or the nearest one that there is. */
  private static long saturated(String digits) {
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      return digits.startsWith("-") ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  final JsonPath.@Nullable Name string() {
    char quote = peek();
    if (quote != '"' && quote != '\'') {
      return null;
    }
    int start = position();
    pass(1);
    skip(); // the grammar drops spaces behind the first quotation mark, too
    int from = position();
    while (!isOver() && peek() != quote) {
      if (peek() == '\\' && !isEscapable(quote)) {
        break;
      }
      pass(peek() == '\\' ? 2 : 1);
    }
    if (peek() != quote) {
      back(start);
      return null;
    }
    pass(1);
    return name(from, position() - 1, quote);
  }

  /** Whether a backslash may stand in front of what follows it. */
  private boolean isEscapable(char quote) {
    return next() == '\\' || next() == quote;
  }

  final JsonPath.@Nullable Condition filter() {
    return nested(() -> rule(PathRule.FILTER, this::conditions));
  }

  private JsonPath.@Nullable Condition conditions() {
    List<JsonPath.Condition> any = new ArrayList<>();
    List<JsonPath.Condition> all = new ArrayList<>();
    JsonPath.Condition next = condition();
    if (next == null) {
      return null;
    }
    while (next != null) {
      all.add(next);
      int end = position();
      skip();
      boolean and = token(PathRule.AND, () -> token("&&"));
      next = (and || token(PathRule.OR, () -> token("||"))) && skip() ? condition() : null;
      if (next == null) {
        back(end);
      }
      if (next == null || !and) {
        any.add(new JsonPath.AllOf(all));
        all = new ArrayList<>();
      }
    }
    return new JsonPath.AnyOf(any);
  }

  JsonPath.@Nullable Condition condition() {
    JsonPath.Condition single = rule(PathRule.SINGLE_FILTER, this::comparison);
    if (single != null) {
      return single;
    }
    int start = position();
    if (token("(") && skip()) {
      JsonPath.Condition inner = filter();
      skip();
      if (inner != null && token(")")) {
        return inner;
      }
    }
    back(start);
    return null;
  }

  JsonPath.@Nullable Condition comparison() {
    JsonPath.Term left = term();
    if (left == null) {
      return null;
    }
    int end = position();
    skip();
    JsonPath.Operator operator = operator();
    JsonPath.Term right = operator != null && skip() ? term() : null;
    if (operator == null || right == null) {
      back(end);
      return new JsonPath.Exists(left);
    }
    return new JsonPath.Comparison(left, operator, right);
  }

  JsonPath.@Nullable Operator operator() {
    if (token(PathRule.GE, () -> token(">="))) {
      return JsonPath.Operator.GE;
    }
    if (token(PathRule.GT, () -> token(">"))) {
      return JsonPath.Operator.GT;
    }
    if (token(PathRule.LE, () -> token("<="))) {
      return JsonPath.Operator.LE;
    }
    if (token(PathRule.LT, () -> token("<"))) {
      return JsonPath.Operator.LT;
    }
    if (token(PathRule.EQ, () -> token("=="))) {
      return JsonPath.Operator.EQ;
    }
    if (token(PathRule.NE, () -> token("!="))) {
      return JsonPath.Operator.NE;
    }
    return token(PathRule.RE, () -> token("=~")) ? JsonPath.Operator.MATCHES : null;
  }

  JsonPath.@Nullable Term term() {
    JsonPath.Term term = numberOrString();
    if (term == null) {
      term = rule(PathRule.FROM_CURRENT, () -> found("@"));
    }
    if (term == null) {
      term = rule(PathRule.FROM_ROOT, () -> found("$"));
    }
    return term == null ? word() : term;
  }

  /** A value that stands in the path itself. */
  final JsonPath.@Nullable Term constant() {
    JsonPath.Term term = numberOrString();
    return term == null ? word() : term;
  }

  private JsonPath.@Nullable Term numberOrString() {
    JsonPath.Term term = decimal();
    if (term != null) {
      return term;
    }
    JsonPath.Name name = string();
    return name == null ? null : new JsonPath.Constant(new Json.Text(name.unescaped()));
  }

  final JsonPath.@Nullable Term found(String sign) {
    if (!token(sign)) {
      return null;
    }
    int end = position();
    skip();
    JsonPath path = root();
    if (path.steps().isEmpty()) {
      back(end);
    }
    return new JsonPath.Found(path, sign.equals("$"));
  }

  private JsonPath.@Nullable Term decimal() {
    int start = position();
    if (!token(PathRule.DECIMAL, this::fraction)) {
      return null;
    }
    String digits = from(start);
    return new JsonPath.Constant(RustNumbers.read(digits, digits.indexOf('.') < 0));
  }

  private boolean fraction() {
    if (!digits()) {
      return false;
    }
    int end = position();
    if (!token(".") || !run(JsonPathParser::isDigit)) {
      back(end);
    }
    return true;
  }

  private JsonPath.@Nullable Term word() {
    if (token(PathRule.BOOLEAN_TRUE, () -> token("true"))) {
      return new JsonPath.Constant(Json.Literal.TRUE);
    }
    if (token(PathRule.BOOLEAN_FALSE, () -> token("false"))) {
      return new JsonPath.Constant(Json.Literal.FALSE);
    }
    return token(PathRule.NULL, () -> token("null"))
        ? new JsonPath.Constant(Json.Literal.NULL)
        : null;
  }
}
