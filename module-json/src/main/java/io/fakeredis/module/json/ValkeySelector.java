package io.fakeredis.module.json;

import io.fakeredis.api.Bytes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds values the way valkey-json does: it reads the path while it goes through the document,
 * again and again for each way. What is wrong in a part of the path that no way leads to is never
 * noticed.
 */
final class ValkeySelector {
  private static final int LONGEST_PATH = 128 * 1024;
  private static final int DEEPEST = 200;

  private final ValkeyLexer lexer;
  private final Json root;
  private final Mode mode;
  private final List<Node> found = new ArrayList<>();
  private final List<Insertion> insertions = new ArrayList<>();
  private @Nullable Node node;
  private boolean isModern;
  private boolean isRecursive;
  private int depth;
  private int deepest;
  private @Nullable ValkeyProblem problem;

  /** What the values are sought for. */
  private enum Mode {
    READ,
    REMOVE,
    SET
  }

  /** A member that an object could have. */
  record Insertion(Node parent, Bytes name) {}

  private ValkeySelector(Bytes path, Json root, Mode mode) {
    if (path.length() > LONGEST_PATH) {
      throw ValkeyProblem.TOO_LONG.failure();
    }
    this.lexer = new ValkeyLexer(path);
    this.root = root;
    this.mode = mode;
    this.node = Node.root(root);
  }

  /** Finds values to read or to change in place. */
  static ValkeySelector read(Bytes path, Json root) {
    return run(path, root, Mode.READ);
  }

  static ValkeySelector remove(Bytes path, Json root) {
    return run(path, root, Mode.REMOVE);
  }

  /** Finds values to replace, and objects in which the last name of the path is missing. */
  static ValkeySelector set(Bytes path, Json root) {
    return run(path, root, Mode.SET);
  }

  private static ValkeySelector run(Bytes path, Json root, Mode mode) {
    ValkeySelector selector = new ValkeySelector(path, root, mode);
    try {
      selector.select();
    } catch (ValkeyProblem.Failure e) {
      selector.problem = e.problem();
      if (e.isInPath()) {
        throw e;
      }
    }
    return selector;
  }

  /** Whether the path begins with a dollar sign, so that the reply is an array. */
  boolean isModern() {
    return isModern;
  }

  /** What ended the search, or one way of it that would have led to an insertion. */
  @Nullable ValkeyProblem problem() {
    return problem;
  }

  /** All that was found; a path with two dots finds no value twice. */
  List<Node> found() {
    return isRecursive ? List.copyOf(unique()) : found;
  }

  /** All that was found, each value once. */
  Collection<Node> unique() {
    Map<Place, Node> places = new LinkedHashMap<>();
    found.forEach(one -> places.putIfAbsent(Place.of(one), one));
    return places.values();
  }

  List<Insertion> insertions() {
    return insertions;
  }

  /** How many steps the longest way has. */
  int deepest() {
    return deepest;
  }

  /** Where a value is: equal for the same array or object and the same index or name. */
  private record Place(@Nullable Json container, @Nullable Bytes name, int index) {
    static Place of(Node node) {
      Node parent = node.parent();
      return new Place(parent == null ? null : parent.value(), node.name(), node.index());
    }
  }

  private Node node() {
    return Objects.requireNonNull(node);
  }

  private Json value() {
    return node().value();
  }

  private void move(Node to) {
    node = to;
    deepest = Math.max(deepest, to.depth());
  }

  private void enter() {
    if (++depth > DEEPEST) {
      throw ValkeyProblem.TOO_DEEP.failure();
    }
  }

  /** Follows the rest of the path from the present value on. */
  private void select() {
    enter();
    if (!lexer.isEnd()) {
      if (lexer.is("$")) {
        if (!node().isRoot()) {
          throw ValkeyProblem.DOLLAR_BELOW_ROOT.failure();
        }
        lexer.next();
        isModern = true;
      } else {
        lexer.match(".");
      }
      steps();
    }
    if (node != null) {
      found.add(node);
    }
    depth--;
  }

  /** Follows the rest of the path from another value on; ways that lead nowhere do no harm. */
  private void branch(Node to) {
    ValkeyLexer.Mark mark = lexer.mark();
    Node from = node;
    int deep = depth;
    try {
      move(to);
      select();
    } catch (ValkeyProblem.Failure e) {
      if (e.isInPath()) {
        throw e;
      }
    }
    depth = deep;
    node = from;
    lexer.reset(mark);
  }

  private void steps() {
    while (node != null && !lexer.isEnd()) {
      if (lexer.is("..")) {
        lexer.next();
        isRecursive = true;
        descend(node);
        node = null;
      } else {
        lexer.match(".");
        step();
      }
    }
  }

  private void descend(Node from) {
    if (lexer.is("..") || lexer.is(".")) {
      throw ValkeyProblem.INVALID_DOTS.failure();
    }
    if (from.value() instanceof JsonObject object) {
      branch(from);
      for (JsonObject.Member member : object.members()) {
        descend(from.member(member.name(), member.value()));
      }
    } else if (from.value() instanceof JsonArray array) {
      branch(from);
      for (int i = 0; i < array.size(); i++) {
        descend(from.item(i, array.get(i)));
      }
    }
  }

  private void step() {
    if (lexer.is("[")) {
      lexer.nextSign();
      bracket();
      lexer.skipSpaces();
    } else if (lexer.match("*")) {
      wildcard();
    } else {
      member(lexer.name());
    }
  }

  private void wildcard() {
    if (lexer.is(".")) {
      lexer.next();
    }
    if (lexer.is("[") && lexer.isFollowedBy('?')) {
      if (!(value() instanceof JsonArray)) {
        throw ValkeyProblem.INVALID_PATH.failure();
      }
      lexer.next();
      lexer.next();
      filter();
    } else {
      all();
    }
  }

  private void bracket() {
    if (lexer.matchSign("*")) {
      lexer.requireSign("]");
      if (lexer.is("[") && lexer.isFollowedBy('?')) {
        lexer.nextSign();
        lexer.next();
        filter();
      } else {
        all();
      }
    } else if (lexer.is("\"") || lexer.is("'")) {
      names();
    } else if (lexer.isEnd()) {
      throw ValkeyProblem.EMPTY_EXPRESSION.failure();
    } else if (lexer.match("?")) {
      filter();
    } else if (lexer.is(",")) {
      throw ValkeyProblem.INVALID_PATH.failure();
    } else {
      indexes();
    }
  }

  private void all() {
    if (value() instanceof JsonObject object) {
      for (JsonObject.Member member : object.members()) {
        branch(node().member(member.name(), member.value()));
      }
    } else if (value() instanceof JsonArray array) {
      for (int i = 0; i < array.size(); i++) {
        branch(node().item(i, array.get(i)));
      }
    } else {
      throw (isModern ? ValkeyProblem.INVALID_WILDCARD : ValkeyProblem.INVALID_PATH).failure();
    }
    node = null;
  }

  private void names() {
    List<Bytes> names = new ArrayList<>();
    names.add(quoted(lexer));
    while (lexer.matchSign(",")) {
      lexer.skipSpaces();
      names.add(quoted(lexer));
    }
    lexer.requireSign("]");
    if (names.size() == 1) {
      member(names.get(0));
      return;
    }
    if (!(value() instanceof JsonObject object)) {
      noObject();
      return;
    }
    for (Bytes name : names) {
      Json value = object.get(name);
      if (value != null) {
        branch(node().member(name, value));
      }
    }
    node = null;
  }

  /** A name between quotation marks of either kind. */
  static Bytes quoted(ValkeyLexer lexer) {
    if (lexer.is("'")) {
      return lexer.singleQuoted();
    }
    if (!lexer.is("\"")) {
      throw ValkeyProblem.INVALID_PATH.failure();
    }
    return ((Json.Text) ValkeyJson.parsed(lexer.doubleQuoted())).value();
  }

  private void noObject() {
    if (mode != Mode.READ) {
      throw ValkeyProblem.NO_OBJECT_TO_INSERT_INTO.failure();
    }
    node = null;
  }

  private void member(Bytes name) {
    if (!(value() instanceof JsonObject object)) {
      noObject();
      return;
    }
    Json value = object.get(name);
    if (value != null) {
      move(node().member(name, value));
      return;
    }
    if (mode == Mode.SET && !isRecursive) {
      insertion(name);
    }
    node = null;
  }

  private void insertion(Bytes name) {
    if (!lexer.isLast() || !lexer.isEnd()) {
      problem = ValkeyProblem.NO_SUCH_PATH;
      throw ValkeyProblem.NO_SUCH_PATH.failure();
    }
    insertions.add(new Insertion(node(), name));
    deepest = Math.max(deepest, node().depth() + 1);
  }

  private void indexes() {
    if (lexer.is(":")) {
      requireArray();
      lexer.nextSign();
      slice(0);
      return;
    }
    long first = lexer.index();
    lexer.skipSpaces();
    if (lexer.is(":")) {
      requireArray();
      lexer.nextSign();
      lexer.skipSpaces();
      slice(first);
    } else if (lexer.is(",")) {
      union(first);
    } else {
      lexer.requireSign("]");
      item(first);
    }
  }

  private JsonArray requireArray() {
    if (value() instanceof JsonArray array) {
      return array;
    }
    throw ValkeyProblem.NO_ARRAY.failure();
  }

  private void item(long index) {
    JsonArray array = requireArray();
    long place = index < 0 ? index + array.size() : index;
    if (place < 0 || place >= array.size()) {
      throw ValkeyProblem.OUT_OF_BOUNDS.failure();
    }
    move(node().item((int) place, array.get((int) place)));
  }

  /** What stands behind the first colon. */
  private void slice(long start) {
    long end = requireArray().size();
    if (!lexer.is("]") && !lexer.is(":")) {
      end = lexer.index();
      lexer.skipSpaces();
    }
    long step = 1;
    if (lexer.is(":")) {
      lexer.nextSign();
      lexer.skipSpaces();
      step = lexer.is("]") ? 1 : lexer.index();
    }
    slice(start, end, step);
  }

  private void slice(long start, long end, long step) {
    lexer.requireSign("]");
    if (step == 0) {
      throw ValkeyProblem.STEP_IS_ZERO.failure();
    }
    JsonArray array = requireArray();
    long from = bounded(start, array);
    long to = bounded(end, array);
    for (long i = from; step > 0 ? i < to : i > to; i += step) {
      if (i < array.size()) {
        branch(node().item((int) i, array.get((int) i)));
      }
    }
    node = null;
  }

  private static long bounded(long index, JsonArray array) {
    long place = index < 0 ? index + array.size() : index;
    return Math.max(0, Math.min(place, array.size()));
  }

  private void union(long first) {
    JsonArray array = requireArray();
    List<Long> indexes = new ArrayList<>();
    indexes.add(first);
    while (!lexer.is("]")) {
      if (!lexer.is(",")) {
        throw ValkeyProblem.INVALID_PATH.failure();
      }
      lexer.nextSign();
      lexer.skipSpaces();
      if (lexer.is("]") || lexer.is(",")) {
        throw ValkeyProblem.INVALID_PATH.failure();
      }
      indexes.add(lexer.index());
      lexer.skipSpaces();
    }
    lexer.requireSign("]");
    for (long index : indexes) {
      long place = index < 0 ? index + array.size() : index;
      if (place >= 0 && place < array.size()) {
        branch(node().item((int) place, array.get((int) place)));
      }
    }
    node = null;
  }

  /** What stands behind the question mark. */
  private void filter() {
    lexer.require("(");
    List<Integer> kept = new ValkeyFilter(lexer, root, value(), DEEPEST - depth).kept();
    lexer.requireSign(")");
    lexer.requireSign("]");
    if (value() instanceof JsonArray array) {
      for (int index : kept) {
        branch(node().item(index, array.get(index)));
      }
      node = null;
    } else if (!(value() instanceof JsonObject)) {
      if (!kept.isEmpty()) {
        branch(node());
      }
      node = null;
    } else if (kept.isEmpty()) {
      node = null;
    }
  }
}
