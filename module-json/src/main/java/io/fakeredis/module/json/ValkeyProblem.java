package io.fakeredis.module.json;

import io.fakeredis.api.CommandException;
import io.fakeredis.api.Errors;

/** What valkey-json finds wrong with paths, values and documents. */
enum ValkeyProblem {
  INVALID_PATH("SYNTAXERR Invalid JSON path", true),
  INVALID_NAME("SYNTAXERR Invalid object member name", true),
  INVALID_NUMBER("SYNTAXERR Invalid number", true),
  INVALID_IDENTIFIER("SYNTAXERR Invalid identifier", true),
  EMPTY_EXPRESSION("SYNTAXERR Expression token cannot be empty", true),
  INDEX_IS_NO_NUMBER("SYNTAXERR Array index is not a number", true),
  STEP_IS_ZERO("SYNTAXERR Step in the slice cannot be zero", true),
  TOO_DEEP("LIMIT Parser recursion depth is exceeded", true),
  TOO_MANY_DESCENTS(
      "LIMIT Total number of recursive descent tokens in the query string exceeds the limit", true),
  TOO_LONG("LIMIT Query string size limit is exceeded", true),
  INVALID_DOTS("SYNTAXERR Invalid dot sequence"),
  DOLLAR_BELOW_ROOT("SYNTAXERR Dollar sign cannot apply to non-root element"),
  INVALID_WILDCARD("ERR Invalid use of wildcard"),
  NO_SUCH_PATH("NONEXISTENT JSON path does not exist"),
  NO_SUCH_KEY("NONEXISTENT Document key does not exist"),
  OUT_OF_BOUNDS("OUTOFBOUNDARIES Array index is out of bounds"),
  NO_ARRAY("WRONGTYPE JSON element is not an array"),
  NO_BOOL("WRONGTYPE JSON element is not a bool"),
  NO_NUMBER("WRONGTYPE JSON element is not a number"),
  NO_OBJECT("WRONGTYPE JSON element is not an object"),
  NO_STRING("WRONGTYPE JSON element is not a string"),
  NO_OBJECT_TO_INSERT_INTO("ERROR Cannot insert a member into a non-object value"),
  NOT_A_DOCUMENT("WRONGTYPE Not a JSON document key"),
  VALUE_IS_NO_INTEGER("WRONGTYPE Value is not an integer"),
  VALUE_IS_NO_NUMBER("WRONGTYPE Value is not a number"),
  VALUE_IS_NO_STRING("WRONGTYPE Value is not a string"),
  NO_JSON("SYNTAXERR Failed to parse JSON string due to syntax error"),
  COMMAND_SYNTAX("SYNTAXERR Command syntax error"),
  PATH_OF_NEW_KEY("SYNTAXERR A new Valkey key's path must be root"),
  TOO_NESTED("LIMIT Document path nesting limit is exceeded"),
  MULTIPLICATION_OVERFLOW("OVERFLOW Multiplication would overflow"),
  ADDITION_OVERFLOW("OVERFLOW Addition would overflow");

  private final String message;
  private final boolean isInPath;

  ValkeyProblem(String message) {
    this(message, false);
  }

  ValkeyProblem(String message, boolean isInPath) {
    this.message = message;
    this.isInPath = isInPath;
  }

  CommandException error() {
    return Errors.error(message);
  }

  Failure failure() {
    return new Failure(this);
  }

  /** Ends the search along one way, or all of it. */
  static final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final ValkeyProblem problem;

    private Failure(ValkeyProblem problem) {
      super(problem.message, null, false, false);
      this.problem = problem;
    }

    ValkeyProblem problem() {
      return problem;
    }

    /** Whether it is the path that is wrong, so that no other way need be tried. */
    boolean isInPath() {
      return problem.isInPath;
    }
  }
}
