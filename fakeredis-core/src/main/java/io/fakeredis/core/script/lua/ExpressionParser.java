package io.fakeredis.core.script.lua;

import io.fakeredis.core.script.lua.Expression.Kind;
import org.jspecify.annotations.Nullable;

/** Reads expressions. */
final class ExpressionParser {

  /** A list of expressions: all but the last are in registers. */
  static final class Values {
    final int count;
    final Expression last;

    Values(int count, Expression last) {
      this.count = count;
      this.last = last;
    }
  }

  private final Parser parser;
  private final TokenReader reader;
  private final Lexer lexer;

  ExpressionParser(Parser parser, TokenReader reader) {
    this.parser = parser;
    this.reader = reader;
    lexer = reader.lexer();
  }

  private FunctionBuilder f() {
    return parser.scope().f;
  }

  private ExpressionGenerator generator() {
    return parser.scope().generator;
  }

  Values list() {
    int count = 1;
    Expression e = expression();
    while (reader.accept(',')) {
      generator().toNextRegister(e);
      e = expression();
      count++;
    }
    return new Values(count, e);
  }

  Expression expression() {
    Expression[] result = new Expression[1];
    operation(0, result);
    return result[0];
  }

  /**
   * Reads as far as operators bind more strongly than the limit, and gives the one that does not.
   */
  private @Nullable Operator operation(int limit, Expression[] result) {
    reader.enterLevel();
    result[0] = unary(result);
    Operator op = Operator.of(lexer.token());
    while (op != null && op.left() > limit) {
      lexer.next();
      Expression left = result[0];
      generator().infix(op, left);
      Operator next = operation(op.right(), result);
      generator().postfix(op, left, result[0]);
      result[0] = left;
      op = next;
    }
    reader.leaveLevel();
    return op;
  }

  private Expression unary(Expression[] result) {
    int token = lexer.token();
    if (token != Token.NOT && token != '-' && token != '#') {
      return simple();
    }
    lexer.next();
    operation(Operator.UNARY_PRIORITY, result);
    Expression operand = result[0];
    if (token == Token.NOT) {
      generator().not(operand);
    } else if (token == '-') {
      generator().minus(operand);
    } else {
      generator().length(operand);
    }
    return operand;
  }

  private Expression simple() {
    Expression e;
    switch (lexer.token()) {
      case Token.NUMBER:
        e = Expression.number(lexer.number());
        break;
      case Token.STRING:
        e = string();
        break;
      case Token.NIL:
        e = new Expression(Kind.NIL, 0);
        break;
      case Token.TRUE:
        e = new Expression(Kind.TRUE, 0);
        break;
      case Token.FALSE:
        e = new Expression(Kind.FALSE, 0);
        break;
      case Token.DOTS:
        e = varargs();
        break;
      case '{':
        return constructor();
      case Token.FUNCTION:
        lexer.next();
        return parser.body(false, lexer.line());
      default:
        return primary();
    }
    lexer.next();
    return e;
  }

  private Expression string() {
    return new Expression(Kind.CONSTANT, f().constant(lexer.text()));
  }

  private Expression varargs() {
    if (f().varargs == 0) {
      throw lexer.syntaxError("cannot use '...' outside a vararg function");
    }
    f().varargs &= ~Prototype.NEEDS_ARG;
    return new Expression(Kind.VARARG, f().emitAbc(Opcode.VARARG, 0, 1, 0));
  }

  // Variables and calls

  /** A name or parenthesis with everything that is indexed or called on it. */
  Expression primary() {
    Expression e = prefix();
    while (true) {
      switch (lexer.token()) {
        case '.':
          field(e);
          break;
        case '[':
          generator().toAnyRegister(e);
          generator().index(e, bracketed());
          break;
        case ':':
          lexer.next();
          generator().self(e, nameConstant());
          arguments(e);
          break;
        case '(':
        case Token.STRING:
        case '{':
          generator().toNextRegister(e);
          arguments(e);
          break;
        default:
          return e;
      }
    }
  }

  private Expression prefix() {
    if (lexer.token() == Token.NAME) {
      return parser.scope().variable(reader.name());
    }
    if (lexer.token() != '(') {
      throw lexer.syntaxError("unexpected symbol");
    }
    int line = lexer.line();
    lexer.next();
    Expression e = expression();
    reader.expectClosing(')', '(', line);
    generator().dischargeVariable(e);
    return e;
  }

  /** Reads {@code .name} or {@code :name} after a table. */
  void field(Expression e) {
    generator().toAnyRegister(e);
    lexer.next();
    generator().index(e, nameConstant());
  }

  private Expression nameConstant() {
    return new Expression(Kind.CONSTANT, f().constant(reader.name()));
  }

  private Expression bracketed() {
    lexer.next();
    Expression key = expression();
    generator().toValue(key);
    reader.expect(']');
    return key;
  }

  private void arguments(Expression function) {
    int line = lexer.line();
    Expression last = argumentList(line);
    int base = function.info;
    int count;
    if (last.isMultiple()) {
      count = Opcode.MULTIPLE;
    } else {
      if (last.kind != Kind.VOID) {
        generator().toNextRegister(last);
      }
      count = f().freeRegister - (base + 1);
    }
    function.become(Kind.CALL, f().emitAbc(Opcode.CALL, base, count + 1, 2));
    f().fixLine(line);
    f().freeRegister = base + 1; // A call takes its function and arguments, and leaves one value.
  }

  private Expression argumentList(int line) {
    switch (lexer.token()) {
      case '(':
        return parenthesised(line);
      case '{':
        return constructor();
      case Token.STRING:
        Expression e = string();
        lexer.next();
        return e;
      default:
        throw lexer.syntaxError("function arguments expected");
    }
  }

  private Expression parenthesised(int line) {
    if (line != lexer.lastLine()) {
      throw lexer.syntaxError("ambiguous syntax (function call x new statement)");
    }
    lexer.next();
    if (reader.accept(')')) {
      return Expression.none();
    }
    Expression last = list().last;
    generator().setReturns(last, Opcode.MULTIPLE);
    reader.expectClosing(')', '(', line);
    return last;
  }

  // Table constructors

  /** A table under construction. */
  private static final class Constructor {
    final Expression table;
    Expression item = Expression.none();
    int items;
    int fields;
    int unsaved;

    Constructor(Expression table) {
      this.table = table;
    }
  }

  private Expression constructor() {
    int line = lexer.line();
    int at = f().emitAbc(Opcode.NEWTABLE, 0, 0, 0);
    Expression table = new Expression(Kind.RELOCATABLE, at);
    Constructor c = new Constructor(table);
    generator().toNextRegister(table);
    reader.expect('{');
    while (lexer.token() != '}') {
      closeItem(c);
      if (lexer.token() == '[' || (lexer.token() == Token.NAME && lexer.lookAhead() == '=')) {
        keyedField(c);
      } else {
        c.item = expression();
        c.items++;
        c.unsaved++;
      }
      if (!reader.accept(',') && !reader.accept(';')) {
        break;
      }
    }
    reader.expectClosing('}', '{', line);
    lastItem(c);
    int sized = Opcode.withB(f().instruction(at), Opcode.packSize(c.items));
    f().replace(at, Opcode.withC(sized, Opcode.packSize(c.fields)));
    return table;
  }

  private void keyedField(Constructor c) {
    int register = f().freeRegister;
    Expression key = lexer.token() == Token.NAME ? nameConstant() : bracketed();
    c.fields++;
    reader.expect('=');
    int keyOperand = generator().toOperand(key);
    Expression value = expression();
    int valueOperand = generator().toOperand(value);
    f().emitAbc(Opcode.SETTABLE, c.table.info, keyOperand, valueOperand);
    f().freeRegister = register;
  }

  private void closeItem(Constructor c) {
    if (c.item.kind == Kind.VOID) {
      return;
    }
    generator().toNextRegister(c.item);
    c.item = Expression.none();
    if (c.unsaved == Opcode.FIELDS_PER_FLUSH) {
      f().emitSetList(c.table.info, c.items, c.unsaved);
      c.unsaved = 0;
    }
  }

  private void lastItem(Constructor c) {
    if (c.unsaved == 0) {
      return;
    }
    if (c.item.isMultiple()) {
      generator().setReturns(c.item, Opcode.MULTIPLE);
      f().emitSetList(c.table.info, c.items, Opcode.MULTIPLE);
      c.items--;
      return;
    }
    if (c.item.kind != Kind.VOID) {
      generator().toNextRegister(c.item);
    }
    f().emitSetList(c.table.info, c.items, c.unsaved);
  }
}
