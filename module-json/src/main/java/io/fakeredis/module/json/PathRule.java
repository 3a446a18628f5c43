package io.fakeredis.module.json;

/** The rules of paths that errors can tell of, in the grammar's order. */
enum PathRule {
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

  PathRule() {
    this.title = name();
  }

  PathRule(String title) {
    this.title = title;
  }

  /** What errors call it. */
  String title() {
    return title;
  }
}
