package io.fakeredis.core.script.lua;

import io.fakeredis.core.script.lua.Expression.Kind;
import org.jspecify.annotations.Nullable;

/** Reads the statements of a chunk and compiles them in one pass. */
final class Parser {

  private static final int LOOP_VARIABLES = 3;

  private final Lexer lexer;
  private final TokenReader reader;
  private final ExpressionParser expressions;
  private FunctionScope scope;

  private Parser(Lexer lexer, int nesting) {
    this.lexer = lexer;
    reader = new TokenReader(lexer, nesting);
    scope = new FunctionScope(lexer, null, 0);
    expressions = new ExpressionParser(this, reader);
  }

  /**
   * Compiles a chunk.
   *
   * @param nesting how deep calls are nested already, since syntax levels count on from there
   */
  static Prototype parse(byte[] source, LuaString name, int nesting) {
    Parser parser = new Parser(new Lexer(source, name), nesting);
    parser.scope.f.varargs = Prototype.IS_VARARG;
    parser.lexer.next();
    parser.chunk();
    parser.reader.check(Token.EOS);
    return parser.scope.close();
  }

  FunctionScope scope() {
    return scope;
  }

  private FunctionBuilder f() {
    return scope.f;
  }

  private ExpressionGenerator generator() {
    return scope.generator;
  }

  // Blocks

  private void chunk() {
    boolean last = false;
    reader.enterLevel();
    while (!last && !reader.atBlockEnd()) {
      last = statement();
      reader.accept(';');
      f().freeRegister = f().activeLocals;
    }
    reader.leaveLevel();
  }

  private void block() {
    FunctionScope.Block block = scope.enterBlock(false);
    chunk();
    scope.leaveBlock(block);
  }

  /** Compiles a statement; true if it must be the last of its block. */
  private boolean statement() {
    int line = lexer.line();
    switch (lexer.token()) {
      case Token.IF:
        ifStatement(line);
        return false;
      case Token.WHILE:
        whileStatement(line);
        return false;
      case Token.DO:
        lexer.next();
        block();
        reader.expectClosing(Token.END, Token.DO, line);
        return false;
      case Token.FOR:
        forStatement(line);
        return false;
      case Token.REPEAT:
        repeatStatement(line);
        return false;
      case Token.FUNCTION:
        functionStatement(line);
        return false;
      case Token.LOCAL:
        lexer.next();
        if (reader.accept(Token.FUNCTION)) {
          localFunction();
        } else {
          localStatement();
        }
        return false;
      case Token.RETURN:
        returnStatement();
        return true;
      case Token.BREAK:
        lexer.next();
        scope.breakLoop();
        return true;
      default:
        expressionStatement();
        return false;
    }
  }

  // Conditions and loops

  /** Compiles a condition and gives the jumps to take when it is false. */
  private int condition() {
    Expression e = expressions.expression();
    if (e.kind == Kind.NIL) {
      e.kind = Kind.FALSE;
    }
    generator().goIfTrue(e);
    return e.whenFalse;
  }

  private int conditionAndBlock() {
    lexer.next();
    int otherwise = condition();
    reader.expect(Token.THEN);
    block();
    return otherwise;
  }

  private void ifStatement(int line) {
    int escapes = FunctionBuilder.NO_JUMP;
    int otherwise = conditionAndBlock();
    while (lexer.token() == Token.ELSEIF) {
      escapes = f().concat(escapes, f().jump());
      f().patchHere(otherwise);
      otherwise = conditionAndBlock();
    }
    if (lexer.token() == Token.ELSE) {
      escapes = f().concat(escapes, f().jump());
      f().patchHere(otherwise);
      lexer.next();
      block();
    } else {
      escapes = f().concat(escapes, otherwise);
    }
    f().patchHere(escapes);
    reader.expectClosing(Token.END, Token.IF, line);
  }

  private void whileStatement(int line) {
    lexer.next();
    int start = f().label();
    int exit = condition();
    FunctionScope.Block loop = scope.enterBlock(true);
    reader.expect(Token.DO);
    block();
    f().patch(f().jump(), start);
    reader.expectClosing(Token.END, Token.WHILE, line);
    scope.leaveBlock(loop);
    f().patchHere(exit);
  }

  private void repeatStatement(int line) {
    int start = f().label();
    FunctionScope.Block loop = scope.enterBlock(true);
    FunctionScope.Block body = scope.enterBlock(false);
    lexer.next();
    chunk();
    reader.expectClosing(Token.UNTIL, Token.REPEAT, line);
    int again = condition(); // It sees the locals of the body.
    if (body.captured) {
      scope.breakLoop();
      f().patchHere(again);
      scope.leaveBlock(body);
      f().patch(f().jump(), start);
    } else {
      scope.leaveBlock(body);
      f().patch(again, start);
    }
    scope.leaveBlock(loop);
  }

  private void forStatement(int line) {
    FunctionScope.Block loop = scope.enterBlock(true);
    lexer.next();
    LuaString name = reader.name();
    switch (lexer.token()) {
      case '=':
        numericFor(name, line);
        break;
      case ',':
      case Token.IN:
        genericFor(name);
        break;
      default:
        throw lexer.syntaxError("'=' or 'in' expected");
    }
    reader.expectClosing(Token.END, Token.FOR, line);
    scope.leaveBlock(loop);
  }

  private void numericFor(LuaString name, int line) {
    int base = f().freeRegister;
    scope.declare("(for index)", 0);
    scope.declare("(for limit)", 1);
    scope.declare("(for step)", 2);
    scope.declare(name, LOOP_VARIABLES);
    reader.expect('=');
    generator().toNextRegister(expressions.expression());
    reader.expect(',');
    generator().toNextRegister(expressions.expression());
    if (reader.accept(',')) {
      generator().toNextRegister(expressions.expression());
    } else {
      f().emitAbx(Opcode.LOADK, f().freeRegister, f().constant(1.0));
      f().reserve(1);
    }
    forBody(base, line, 1, true);
  }

  private void genericFor(LuaString first) {
    int base = f().freeRegister;
    scope.declare("(for generator)", 0);
    scope.declare("(for state)", 1);
    scope.declare("(for control)", 2);
    int names = 0;
    scope.declare(first, LOOP_VARIABLES + names++);
    while (reader.accept(',')) {
      scope.declare(reader.name(), LOOP_VARIABLES + names++);
    }
    reader.expect(Token.IN);
    int line = lexer.line();
    ExpressionParser.Values values = expressions.list();
    adjust(LOOP_VARIABLES, values.count, values.last);
    f().checkRegisters(LOOP_VARIABLES); // The iterator and its arguments are copied for each call.
    forBody(base, line, names, false);
  }

  private void forBody(int base, int line, int names, boolean numeric) {
    scope.activate(LOOP_VARIABLES);
    reader.expect(Token.DO);
    int prepare =
        numeric ? f().emitAsbx(Opcode.FORPREP, base, FunctionBuilder.NO_JUMP) : f().jump();
    FunctionScope.Block body = scope.enterBlock(false);
    scope.activate(names);
    f().reserve(names);
    block();
    scope.leaveBlock(body);
    f().patchHere(prepare);
    int end =
        numeric
            ? f().emitAsbx(Opcode.FORLOOP, base, FunctionBuilder.NO_JUMP)
            : f().emitAbc(Opcode.TFORLOOP, base, 0, names);
    f().fixLine(line); // Errors of the loop itself belong to its head.
    f().patch(numeric ? end : f().jump(), prepare + 1);
  }

  // Declarations

  private void functionStatement(int line) {
    lexer.next();
    Expression name = scope.variable(reader.name());
    while (lexer.token() == '.') {
      expressions.field(name);
    }
    boolean method = lexer.token() == ':';
    if (method) {
      expressions.field(name);
    }
    Expression body = body(method, line);
    generator().store(name, body);
    f().fixLine(line);
  }

  private void localFunction() {
    scope.declare(reader.name(), 0);
    Expression variable = new Expression(Kind.LOCAL, f().freeRegister);
    f().reserve(1);
    scope.activate(1);
    Expression body = body(false, lexer.line());
    generator().store(variable, body);
    scope.restartLastLocal();
  }

  /** The body of a function, after its name. */
  Expression body(boolean method, int line) {
    FunctionScope outer = scope;
    scope = new FunctionScope(lexer, outer, line);
    reader.expect('(');
    if (method) {
      scope.declare("self", 0);
      scope.activate(1);
    }
    parameters();
    reader.expect(')');
    chunk();
    f().lastLine = lexer.line();
    reader.expectClosing(Token.END, Token.FUNCTION, line);
    FunctionScope inner = scope;
    scope = outer;
    return outer.closure(inner);
  }

  private void parameters() {
    int count = 0;
    if (lexer.token() != ')') {
      do {
        if (lexer.token() == Token.NAME) {
          scope.declare(reader.name(), count++);
        } else if (reader.accept(Token.DOTS)) {
          // 5.1 still gives the extra arguments as a table, unless the function uses '...'.
          scope.declare("arg", count++);
          f().varargs = Prototype.IS_VARARG | Prototype.HAS_ARG | Prototype.NEEDS_ARG;
        } else {
          throw lexer.syntaxError("<name> or '...' expected");
        }
      } while (f().varargs == 0 && reader.accept(','));
    }
    scope.activate(count);
    f().parameters = f().activeLocals - (f().varargs & Prototype.HAS_ARG);
    f().reserve(f().activeLocals);
  }

  private void localStatement() {
    int names = 0;
    do {
      scope.declare(reader.name(), names++);
    } while (reader.accept(','));
    if (reader.accept('=')) {
      ExpressionParser.Values values = expressions.list();
      adjust(names, values.count, values.last);
    } else {
      adjust(names, 0, Expression.none());
    }
    scope.activate(names);
  }

  /** Makes as many values as there are variables. */
  private void adjust(int variables, int values, Expression last) {
    int extra = variables - values;
    if (last.isMultiple()) {
      extra = Math.max(extra + 1, 0);
      generator().setReturns(last, extra);
      if (extra > 1) {
        f().reserve(extra - 1);
      }
      return;
    }
    if (last.kind != Kind.VOID) {
      generator().toNextRegister(last);
    }
    if (extra > 0) {
      int register = f().freeRegister;
      f().reserve(extra);
      f().emitNil(register, extra);
    }
  }

  // Assignments, calls and returns

  /** A variable on the left of an assignment, and the one before it. */
  private static final class Target {
    final @Nullable Target previous;
    final Expression variable;

    Target(@Nullable Target previous, Expression variable) {
      this.previous = previous;
      this.variable = variable;
    }
  }

  private void expressionStatement() {
    Expression e = expressions.primary();
    if (e.kind == Kind.CALL) {
      f().replace(e.info, Opcode.withC(f().instruction(e.info), 1));
    } else {
      assignment(new Target(null, e), 1);
    }
  }

  private void assignment(Target target, int variables) {
    Expression variable = target.variable;
    if (variable.kind.compareTo(Kind.LOCAL) < 0 || variable.kind.compareTo(Kind.INDEXED) > 0) {
      throw lexer.syntaxError("syntax error");
    }
    if (reader.accept(',')) {
      Expression next = expressions.primary();
      if (next.kind == Kind.LOCAL) {
        avoidConflict(target, next);
      }
      scope.checkLimit(variables, reader.levelsLeft(), "variables in assignment");
      assignment(new Target(target, next), variables + 1);
    } else {
      reader.expect('=');
      ExpressionParser.Values values = expressions.list();
      if (values.count == variables) {
        generator().setOneReturn(values.last);
        generator().store(variable, values.last);
        return;
      }
      adjust(variables, values.count, values.last);
      if (values.count > variables) {
        f().freeRegister -= values.count - variables;
      }
    }
    generator().store(variable, new Expression(Kind.REGISTER, f().freeRegister - 1));
  }

  /** Saves a local that is assigned to while it still serves as table or key further left. */
  private void avoidConflict(Target target, Expression local) {
    int copy = f().freeRegister;
    boolean conflict = false;
    for (Target t = target; t != null; t = t.previous) {
      if (t.variable.kind == Kind.INDEXED) {
        if (t.variable.info == local.info) {
          conflict = true;
          t.variable.info = copy;
        }
        if (t.variable.aux == local.info) {
          conflict = true;
          t.variable.aux = copy;
        }
      }
    }
    if (conflict) {
      f().emitAbc(Opcode.MOVE, copy, local.info, 0);
      f().reserve(1);
    }
  }

  private void returnStatement() {
    lexer.next();
    if (reader.atBlockEnd() || lexer.token() == ';') {
      f().emitReturn(0, 0);
      return;
    }
    ExpressionParser.Values values = expressions.list();
    Expression last = values.last;
    if (last.isMultiple()) {
      generator().setReturns(last, Opcode.MULTIPLE);
      if (last.kind == Kind.CALL && values.count == 1) {
        f().replace(last.info, Opcode.withOpcode(f().instruction(last.info), Opcode.TAILCALL));
      }
      f().emitReturn(f().activeLocals, Opcode.MULTIPLE);
    } else if (values.count == 1) {
      f().emitReturn(generator().toAnyRegister(last), 1);
    } else {
      generator().toNextRegister(last);
      f().emitReturn(f().activeLocals, values.count);
    }
  }
}
