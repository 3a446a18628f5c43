package io.fakeredis.module.json;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.CommandException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads paths in RedisJSON's language. That is a parsing expression grammar: of several ways the
 * first that fits is taken. Errors tell of the rules that were tried farthest in the text, in the
 * way of the parser generator that RedisJSON uses. A method gives null where its rule does not fit.
 */
class JsonPathParser {
  /** So many filters within each other are too many. */
  private static final int MOST_NESTED = 100;

  private static final String LITERAL_SIGNS = "-_`~+#%$^/:";

  private final String text;
  private int at;
  private int nested;
  private int farthest;
  private final List<Rule> tried = new ArrayList<>();

  /** The rules that errors can tell of, in the grammar's order. */
  enum Rule {
    EOI,
    LITERAL("<string>"),
    STRING_LIST("'<string>[,<string>,...]'"),
    POS_NUMBER("pos_number"),
    NUMBER("'<number>'"),
    DECIMAL("decimal"),
    NUMBERS_LIST("'<number>[,<number>,...]'"),
    NUMBERS_RANGE("['start:end:steps']"),
    RIGHT_RANGE("right_range"),
    ALL_RANGE("all_range"),
    LEFT_RANGE("left_range"),
    FULL_RANGE("full_range"),
    FROM_CURRENT("from_current"),
    FROM_ROOT("from_root"),
    GE("ge"),
    GT("gt"),
    LE("le"),
    LT("lt"),
    EQ("eq"),
    NE("ne"),
    RE("re"),
    IN("in_op"),
    NIN("nin_op"),
    SUBSETOF("subsetof_op"),
    ANYOF("anyof_op"),
    NONEOF("noneof_op"),
    SIZE("size_op"),
    EMPTY("empty_op"),
    BOOLEAN_TRUE("boolean_true"),
    BOOLEAN_FALSE("boolean_false"),
    NULL("null"),
    ARRAY_LITERAL("array_literal"),
    OBJECT_LITERAL("object_literal"),
    FUNCTION_CALL("function_call"),
    ADD("add"),
    SUB("sub"),
    MUL("mul"),
    DIV("div"),
    REM("rem"),
    NEG("neg"),
    POS("pos"),
    SINGLE_FILTER("single_filter"),
    AND("and"),
    OR("or"),
    NEGATION("negation"),
    FILTER("'[?(filter_expression)]'"),
    ALL("'*'"),
    FULL_SCAN("'..'"),
    ROOT("root");

    private final String title;

    Rule() {
      this.title = name();
    }

    Rule(String title) {
      this.title = title;
    }
  }

  JsonPathParser(String text) {
    this.text = text;
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

  final CommandException error() {
    Set<Rule> expected = EnumSet.noneOf(Rule.class);
    expected.addAll(tried);
    String rules = expected.stream().map(rule -> rule.title).collect(Collectors.joining(", "));
    String shown =
        farthest == text.length()
            ? text + " <<<<----"
            : text.substring(0, farthest) + " ---->>>> " + text.substring(farthest);
    return RedisJson.error(
        "Error occurred on position "
            + farthest
            + ", \""
            + shown
            + "\", expected one of the following: "
            + rules
            + ".");
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
    return token(Rule.EOI, () -> at == text.length());
  }

  /** Any number of steps; an empty path if there is not even one. */
  private JsonPath root() {
    List<JsonPath.Step> steps = rule(Rule.ROOT, this::steps);
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
    int start = at;
    if (token(".") && skip() && add(steps, literal())) {
      return true;
    }
    at = start;
    if (token(Rule.FULL_SCAN, () -> token("..")) && skip() && afterFullScan(steps)) {
      return true;
    }
    at = start;
    if (token(".") && skip() && add(steps, all())) {
      return true;
    }
    at = start;
    if (token(".")) {
      skip();
    }
    if (add(steps, bracketed())) {
      return true;
    }
    at = start;
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
    int start = at;
    boolean found = token(Rule.LITERAL, () -> run(this::isLiteral));
    return found ? new JsonPath.Names(List.of(name(start, at, (char) 0))) : null;
  }

  /** Whether names without quotation marks may have that. */
  boolean isLiteral(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || isDigit(c)
        || LITERAL_SIGNS.indexOf(c) >= 0;
  }

  private JsonPath.Name name(int from, int to, char quote) {
    return new JsonPath.Name(Bytes.latin(text.substring(from, to)), quote);
  }

  private JsonPath.@Nullable Step all() {
    return token(Rule.ALL, () -> token("*")) ? JsonPath.Wide.ALL : null;
  }

  private JsonPath.@Nullable Step bracketed() {
    int start = at;
    if (token("[") && skip()) {
      JsonPath.Step step = bracket();
      skip();
      if (step != null && token("]")) {
        return step;
      }
    }
    at = start;
    return null;
  }

  private JsonPath.@Nullable Step bracket() {
    JsonPath.Step step = rule(Rule.NUMBERS_RANGE, this::range);
    if (step == null) {
      step = rule(Rule.NUMBERS_LIST, this::indexes);
    }
    if (step == null) {
      step = rule(Rule.STRING_LIST, this::names);
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
    JsonPath.Step range = rule(Rule.FULL_RANGE, () -> range(true, true));
    if (range == null) {
      range = rule(Rule.RIGHT_RANGE, () -> range(false, true));
    }
    if (range == null) {
      range = rule(Rule.ALL_RANGE, () -> range(false, false));
    }
    return range == null ? rule(Rule.LEFT_RANGE, () -> range(true, false)) : range;
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
    int start = at;
    skip();
    if (!token(":")) {
      at = start;
      return 1;
    }
    int colon = at;
    skip();
    int digits = at;
    if (token(Rule.POS_NUMBER, () -> peek() != '0' && run(JsonPathParser::isDigit))) {
      return saturated(text.substring(digits, at));
    }
    at = colon;
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

  final <T> @Nullable List<T> list(Supplier<@Nullable T> item) {
    T first = item.get();
    if (first == null) {
      return null;
    }
    List<T> items = new ArrayList<>();
    for (T next = first; next != null; ) {
      items.add(next);
      int end = at;
      skip();
      next = token(",") && skip() ? item.get() : null;
      if (next == null) {
        at = end;
      }
    }
    return items;
  }

  private @Nullable Long number() {
    int start = at;
    return token(Rule.NUMBER, this::digits) ? saturated(text.substring(start, at)) : null;
  }

  /** An integer without leading zeros: of {@code 01} that is the first digit alone. */
  private boolean digits() {
    token("-");
    if (peek() == '0') {
      at++;
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
    int start = at;
    at++;
    skip(); // the grammar drops spaces behind the first quotation mark, too
    int from = at;
    while (at < text.length() && peek() != quote) {
      if (peek() == '\\' && !isEscapable(at + 1, quote)) {
        break;
      }
      at += peek() == '\\' ? 2 : 1;
    }
    if (peek() != quote) {
      at = start;
      return null;
    }
    at++;
    return name(from, at - 1, quote);
  }

  private boolean isEscapable(int index, char quote) {
    return index < text.length() && (text.charAt(index) == '\\' || text.charAt(index) == quote);
  }

  final JsonPath.@Nullable Condition filter() {
    return nested(() -> rule(Rule.FILTER, this::conditions));
  }

  /** Tries what can have itself within it, if that is not too deep already. */
  final <T> @Nullable T nested(Supplier<@Nullable T> body) {
    if (nested == MOST_NESTED) {
      return null;
    }
    nested++;
    T result = body.get();
    nested--;
    return result;
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
      int end = at;
      skip();
      boolean and = token(Rule.AND, () -> token("&&"));
      next = (and || token(Rule.OR, () -> token("||"))) && skip() ? condition() : null;
      if (next == null) {
        at = end;
      }
      if (next == null || !and) {
        any.add(new JsonPath.AllOf(all));
        all = new ArrayList<>();
      }
    }
    return new JsonPath.AnyOf(any);
  }

  JsonPath.@Nullable Condition condition() {
    JsonPath.Condition single = rule(Rule.SINGLE_FILTER, this::comparison);
    if (single != null) {
      return single;
    }
    int start = at;
    if (token("(") && skip()) {
      JsonPath.Condition inner = filter();
      skip();
      if (inner != null && token(")")) {
        return inner;
      }
    }
    at = start;
    return null;
  }

  JsonPath.@Nullable Condition comparison() {
    JsonPath.Term left = term();
    if (left == null) {
      return null;
    }
    int end = at;
    skip();
    JsonPath.Operator operator = operator();
    JsonPath.Term right = operator != null && skip() ? term() : null;
    if (operator == null || right == null) {
      at = end;
      return new JsonPath.Exists(left);
    }
    return new JsonPath.Comparison(left, operator, right);
  }

  JsonPath.@Nullable Operator operator() {
    if (token(Rule.GE, () -> token(">="))) {
      return JsonPath.Operator.GE;
    }
    if (token(Rule.GT, () -> token(">"))) {
      return JsonPath.Operator.GT;
    }
    if (token(Rule.LE, () -> token("<="))) {
      return JsonPath.Operator.LE;
    }
    if (token(Rule.LT, () -> token("<"))) {
      return JsonPath.Operator.LT;
    }
    if (token(Rule.EQ, () -> token("=="))) {
      return JsonPath.Operator.EQ;
    }
    if (token(Rule.NE, () -> token("!="))) {
      return JsonPath.Operator.NE;
    }
    return token(Rule.RE, () -> token("=~")) ? JsonPath.Operator.MATCHES : null;
  }

  JsonPath.@Nullable Term term() {
    JsonPath.Term term = numberOrString();
    if (term == null) {
      term = rule(Rule.FROM_CURRENT, () -> found("@"));
    }
    if (term == null) {
      term = rule(Rule.FROM_ROOT, () -> found("$"));
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
    int end = at;
    skip();
    JsonPath path = root();
    if (path.steps().isEmpty()) {
      at = end;
    }
    return new JsonPath.Found(path, sign.equals("$"));
  }

  private JsonPath.@Nullable Term decimal() {
    int start = at;
    if (!token(Rule.DECIMAL, this::fraction)) {
      return null;
    }
    String digits = text.substring(start, at);
    return new JsonPath.Constant(RustNumbers.read(digits, digits.indexOf('.') < 0));
  }

  private boolean fraction() {
    if (!digits()) {
      return false;
    }
    int end = at;
    if (!token(".") || !run(JsonPathParser::isDigit)) {
      at = end;
    }
    return true;
  }

  private JsonPath.@Nullable Term word() {
    if (token(Rule.BOOLEAN_TRUE, () -> token("true"))) {
      return new JsonPath.Constant(Json.Literal.TRUE);
    }
    if (token(Rule.BOOLEAN_FALSE, () -> token("false"))) {
      return new JsonPath.Constant(Json.Literal.FALSE);
    }
    return token(Rule.NULL, () -> token("null")) ? new JsonPath.Constant(Json.Literal.NULL) : null;
  }

  final int position() {
    return at;
  }

  final void back(int position) {
    at = position;
  }

  final String from(int position) {
    return text.substring(position, at);
  }

  final char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  final boolean token(String word) {
    if (!text.startsWith(word, at)) {
      return false;
    }
    at += word.length();
    return true;
  }

  /** Passes signs of a kind, at least one. */
  final boolean run(Predicate<Character> kind) {
    int start = at;
    while (at < text.length() && kind.test(text.charAt(at))) {
      at++;
    }
    return at > start;
  }

  /** Passes spaces; there need not be any. */
  final boolean skip() {
    while (peek() == ' ') {
      at++;
    }
    return true;
  }

  final boolean token(Rule rule, BooleanSupplier body) {
    return rule(rule, () -> body.getAsBoolean() ? Boolean.TRUE : null) != null;
  }

  /** Tries a rule, and remembers it for the error if it does not fit. */
  final <T> @Nullable T rule(Rule rule, Supplier<@Nullable T> body) {
    int start = at;
    int kept = triedAt(start);
    T result = body.get();
    if (result == null) {
      at = start;
      remember(rule, kept);
    }
    return result;
  }

  private int triedAt(int position) {
    return position == farthest ? tried.size() : 0;
  }

  /**
   * A rule stands for those within it that were tried at the same place, unless it was only one.
   */
  private void remember(Rule rule, int kept) {
    if (triedAt(at) - kept == 1) {
      return;
    }
    if (at > farthest) {
      tried.clear();
      farthest = at;
    }
    if (at == farthest) {
      tried.subList(kept, tried.size()).clear();
      tried.add(rule);
    }
  }
}
