package io.fakeredis.module.json;

import static io.fakeredis.api.Flag.DENYOOM;
import static io.fakeredis.api.Flag.FAST;
import static io.fakeredis.api.Flag.MODULE;
import static io.fakeredis.api.Flag.READONLY;
import static io.fakeredis.api.Flag.WRITE;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.module.json.ValkeyJson.row;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Flag;
import io.fakeredis.api.Keys;
import io.fakeredis.api.Reply;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The commands of valkey-json that write and read documents and all kinds of values in them. */
final class ValkeyJsonCommands implements CommandFamily {
  private static final Set<Flag> WRITING = flags(WRITE, DENYOOM, MODULE);
  private static final Set<Flag> REMOVING = flags(WRITE, MODULE, FAST);
  private static final Set<Flag> READING = flags(READONLY, MODULE, FAST);

  @Override
  public String group() {
    return "module";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        row("JSON.SET", -4, WRITING, ValkeyJsonCommands::set).access("RW", "update"),
        row("JSON.MSET", -4, Keys.keys(1, -3, 3), WRITING, ValkeyJsonCommands::mset)
            .access("RW", "update"),
        row("JSON.GET", -2, READING, ValkeyJsonCommands::get).access("RO", "access"),
        row("JSON.MGET", -3, Keys.keys(1, -2), READING, ValkeyJsonCommands::mget)
            .access("RO", "access"),
        row("JSON.RESP", -2, READING, ValkeyJsonCommands::resp).access("RO", "access"),
        row("JSON.TYPE", -2, READING, ValkeyJsonCommands::type).access("RO", "access"),
        row("JSON.DEL", -2, REMOVING, ValkeyJsonCommands::del).access("RW", "delete"),
        row("JSON.FORGET", -2, REMOVING, ValkeyJsonCommands::del).access("RW", "delete"),
        row("JSON.CLEAR", -2, REMOVING, ValkeyJsonCommands::clear).access("RW", "delete"));
  }

  private static Reply set(Call call) {
    Args args = call.args();
    ValkeyJson.atMost(call, 5);
    boolean nx = args.is(4, "NX");
    boolean xx = args.is(4, "XX");
    if (args.count() == 5 && !nx && !xx) {
      throw ValkeyProblem.COMMAND_SYNTAX.failure();
    }
    Bytes key = args.bytes(1);
    Bytes path = args.bytes(2);
    Document document = ValkeyJson.find(call, key);
    if (document == null && !ValkeyJson.isRoot(path)) {
      throw ValkeyProblem.PATH_OF_NEW_KEY.failure();
    }
    if (document == null || ValkeyJson.isRoot(path)) {
      if (document == null ? xx : nx) {
        return Reply.NULL;
      }
      put(call, key, ValkeyJson.parsed(args.bytes(3)));
      return Reply.OK;
    }
    ValkeySelector places = places(document, path);
    if ((nx && !places.found().isEmpty()) || (xx && !places.insertions().isEmpty())) {
      return Reply.NULL;
    }
    set(document, places, ValkeyJson.parsed(args.bytes(3), places.deepest()));
    ValkeyJson.changed(call, key);
    return Reply.OK;
  }

  /** A document at the root loses its time to live. */
  private static void put(Call call, Bytes key, Json value) {
    call.db().put(key, ValkeyDocumentType.TYPE, new Document(value), null);
    ValkeyJson.changed(call, key);
  }

  private static ValkeySelector places(Document document, Bytes path) {
    ValkeySelector places = ValkeySelector.set(path, document.root());
    ValkeyProblem problem = places.problem();
    if (problem != null && places.found().isEmpty() && places.insertions().isEmpty()) {
      throw problem.failure();
    }
    return places;
  }

  private static void set(Document document, ValkeySelector places, Json value) {
    for (Node node : places.unique()) {
      if (node.find(document) != null) {
        node.replace(document, value.copy());
      }
    }
    for (ValkeySelector.Insertion insertion : places.insertions()) {
      if (insertion.parent().find(document) instanceof JsonObject object) {
        object.put(insertion.name(), value.copy());
      }
    }
  }

  /** One of the changes of MSET. */
  private record Assignment(Bytes key, Bytes path, Json value) {}

  private static Reply mset(Call call) {
    Args args = call.args();
    if (args.count() % 3 != 1) {
      throw ValkeyJson.wrongArity(call);
    }
    List<Assignment> assignments = new ArrayList<>();
    for (int i = 1; i < args.count(); i += 3) {
      assignments.add(assignment(call, args.bytes(i), args.bytes(i + 1), args.bytes(i + 2)));
    }
    for (Assignment assignment : assignments) {
      Document document = call.db().find(assignment.key(), ValkeyDocumentType.TYPE);
      if (document == null || ValkeyJson.isRoot(assignment.path())) {
        put(call, assignment.key(), assignment.value());
      } else {
        set(document, places(document, assignment.path()), assignment.value());
        ValkeyJson.changed(call, assignment.key());
      }
    }
    return Reply.OK;
  }

  private static Assignment assignment(Call call, Bytes key, Bytes path, Bytes text) {
    Document document = ValkeyJson.find(call, key);
    if (ValkeyJson.isRoot(path)) {
      return new Assignment(key, path, ValkeyJson.parsed(text));
    }
    if (document == null) {
      throw ValkeyProblem.COMMAND_SYNTAX.failure();
    }
    int depth = places(document, path).deepest();
    return new Assignment(key, path, ValkeyJson.parsed(text, depth));
  }

  /** What JSON.GET is asked for. */
  private static final class Wish {
    private JsonLayout layout = JsonLayout.VALKEY;
    private final List<Bytes> paths = new ArrayList<>();

    static Wish of(Args args) {
      Wish wish = new Wish();
      for (int i = 2; i < args.count(); i++) {
        if (args.is(i, "INDENT")) {
          wish.layout = wish.layout.withIndent(operand(args, ++i));
        } else if (args.is(i, "NEWLINE")) {
          wish.layout = wish.layout.withNewline(operand(args, ++i));
        } else if (args.is(i, "SPACE")) {
          wish.layout = wish.layout.withSpace(operand(args, ++i));
        } else if (!args.is(i, "NOESCAPE")) {
          wish.paths.add(args.bytes(i));
        }
      }
      return wish;
    }

    private static Bytes operand(Args args, int index) {
      if (index == args.count()) {
        throw ValkeyProblem.COMMAND_SYNTAX.failure();
      }
      return args.bytes(index);
    }
  }

  private static Reply get(Call call) {
    Wish wish = Wish.of(call.args());
    Document document = ValkeyJson.find(call, call.args().bytes(1));
    if (document == null) {
      return Reply.NULL;
    }
    if (wish.paths.size() > 1) {
      return Reply.bulk(several(document, wish));
    }
    Bytes path =
        wish.paths.isEmpty() ? ValkeyJson.path(call, Integer.MAX_VALUE) : wish.paths.get(0);
    return Reply.bulk(one(document, path, wish.layout));
  }

  private static Bytes one(Document document, Bytes path, JsonLayout layout) {
    ValkeySelector selector = ValkeyJson.read(document, path);
    JsonWriter writer = new JsonWriter(layout);
    List<Json> values = values(selector);
    if (selector.isModern()) {
      writer.values(values);
    } else {
      writer.value(first(values));
    }
    return writer.bytes();
  }

  private static List<Json> values(ValkeySelector selector) {
    return selector.found().stream().map(Node::value).toList();
  }

  private static Json first(List<Json> values) {
    if (values.isEmpty()) {
      throw ValkeyProblem.NO_SUCH_PATH.failure();
    }
    return values.get(0);
  }

  /** One object with a member for each path; one path with a dollar sign makes arrays of all. */
  private static Bytes several(Document document, Wish wish) {
    boolean isModern = wish.paths.stream().anyMatch(path -> path.latin().startsWith("$"));
    JsonWriter writer = new JsonWriter(wish.layout);
    writer.open('{');
    for (int i = 0; i < wish.paths.size(); i++) {
      Bytes path = wish.paths.get(i);
      ValkeySelector selector = ValkeySelector.read(path, document.root());
      ValkeyProblem problem = selector.problem();
      if (problem != null && !isModern) {
        throw problem.failure();
      }
      writer.name(i == 0, path);
      if (isModern) {
        writer.values(values(selector));
      } else {
        writer.value(first(values(selector)));
      }
    }
    writer.close(false, '}');
    return writer.bytes();
  }

  private static Reply mget(Call call) {
    int last = call.args().count() - 1;
    List<Reply> replies = new ArrayList<>();
    for (Bytes key : call.args().slice(1, last)) {
      Document document = ValkeyJson.find(call, key);
      replies.add(document == null ? Reply.NULL : lenient(document, call.args().bytes(last)));
    }
    return Reply.array(replies);
  }

  private static Reply lenient(Document document, Bytes path) {
    try {
      return Reply.bulk(one(document, path, JsonLayout.VALKEY));
    } catch (ValkeyProblem.Failure e) {
      return nullIfMissing(e);
    }
  }

  /** Some commands take a path that leads nowhere, or is none, for a missing value. */
  static Reply nullIfMissing(ValkeyProblem.Failure failure) {
    if (isMissing(failure)) {
      return Reply.NULL;
    }
    throw failure;
  }

  private static boolean isMissing(ValkeyProblem.Failure failure) {
    return failure.problem() == ValkeyProblem.INVALID_PATH
        || failure.problem() == ValkeyProblem.NO_SUCH_PATH;
  }

  private static Reply resp(Call call) {
    ValkeyJson.atMost(call, 3);
    Document document = ValkeyJson.find(call, call.args().bytes(1));
    if (document == null) {
      return Reply.NULL;
    }
    return ValkeyJson.tell(
        document,
        ValkeyJson.path(call, 2),
        value -> true,
        ValkeyProblem.NO_SUCH_PATH,
        ValkeyJsonCommands::resp);
  }

  private static Reply resp(Json value) {
    List<Reply> parts = new ArrayList<>();
    if (value instanceof JsonArray array) {
      parts.add(Reply.simple("["));
      array.forEach(item -> parts.add(resp(item)));
      return Reply.array(parts);
    }
    if (value instanceof JsonObject object) {
      parts.add(Reply.simple("{"));
      for (JsonObject.Member member : object.members()) {
        parts.add(Reply.array(Reply.bulk(member.name()), resp(member.value())));
      }
      return Reply.array(parts);
    }
    if (value instanceof Json.Text text) {
      return Reply.bulk(text.value());
    }
    if (value instanceof Json.Whole whole) {
      return Reply.integer(whole.value());
    }
    if (value instanceof Json.Real real) {
      return Reply.bulk(RustNumbers.valkeyText(real.value()));
    }
    Json.Literal literal = (Json.Literal) value;
    return literal == Json.Literal.NULL ? Reply.NULL : Reply.simple(literal.word());
  }

  private static Reply type(Call call) {
    ValkeyJson.atMost(call, 3);
    Document document = ValkeyJson.find(call, call.args().bytes(1));
    if (document == null) {
      return Reply.NULL;
    }
    try {
      return ValkeyJson.tell(
          document,
          ValkeyJson.path(call, 2),
          value -> true,
          ValkeyProblem.NO_SUCH_PATH,
          value -> Reply.simple(kind(value)));
    } catch (ValkeyProblem.Failure e) {
      return nullIfMissing(e);
    }
  }

  private static String kind(Json value) {
    return value instanceof Json.Real ? "number" : RedisJson.kind(value);
  }

  private static Reply del(Call call) {
    ValkeyJson.atMost(call, 3);
    Bytes key = call.args().bytes(1);
    Bytes path = ValkeyJson.path(call, 2);
    Document document = ValkeyJson.find(call, key);
    if (document == null) {
      return Reply.ZERO;
    }
    if (ValkeyJson.isRoot(path)) {
      call.db().remove(key, "json.del");
      return Reply.ONE;
    }
    int removed;
    try {
      removed = remove(document, path);
    } catch (ValkeyProblem.Failure e) {
      if (isMissing(e)) {
        return Reply.ZERO;
      }
      throw e;
    }
    ValkeyJson.changed(call, key);
    return Reply.integer(removed);
  }

  private static int remove(Document document, Bytes path) {
    ValkeySelector selector = ValkeySelector.remove(path, document.root());
    ValkeyProblem problem = selector.problem();
    if (problem != null) {
      throw problem.failure();
    }
    if (!selector.isModern() && selector.found().isEmpty()) {
      throw ValkeyProblem.NO_SUCH_PATH.failure();
    }
    List<Node> nodes = new ArrayList<>(selector.unique());
    nodes.sort(Comparator.comparingInt(Node::depth).thenComparingInt(Node::index).reversed());
    int removed = 0;
    for (Node node : nodes) {
      removed += remove(document, node) ? 1 : 0;
    }
    return removed;
  }

  private static boolean remove(Document document, Node node) {
    Node parent = node.parent();
    if (parent == null || node.find(document) == null) {
      return false;
    }
    Json container = parent.find(document);
    if (container instanceof JsonObject object) {
      object.remove(Objects.requireNonNull(node.name()));
    } else if (container instanceof JsonArray array) {
      array.remove(node.index());
    }
    return true;
  }

  private static Reply clear(Call call) {
    ValkeyJson.atMost(call, 3);
    Document document = ValkeyJson.existing(call);
    int cleared = 0;
    for (Node node : ValkeyJson.change(document, ValkeyJson.path(call, 2)).unique()) {
      Json value = node.find(document);
      if (value != null && clear(document, node, value)) {
        cleared++;
      }
    }
    ValkeyJson.changed(call, call.args().bytes(1));
    return Reply.integer(cleared);
  }

  private static boolean clear(Document document, Node node, Json value) {
    if (value instanceof JsonArray array) {
      boolean full = !array.isEmpty();
      array.keep(0, 0);
      return full;
    }
    if (value instanceof JsonObject object) {
      boolean full = !object.isEmpty();
      object.clear();
      return full;
    }
    Json empty = empty(value);
    if (empty == null || value.equals(empty)) {
      return false;
    }
    node.replace(document, empty);
    return true;
  }

  /** What a scalar is when it is cleared; null if it stays. */
  private static @Nullable Json empty(Json value) {
    if (value instanceof Json.Text) {
      return new Json.Text(Bytes.EMPTY);
    }
    if (value instanceof Json.Whole) {
      return new Json.Whole(0);
    }
    if (value instanceof Json.Real real) {
      return real.value() == 0 ? real : new Json.Real(0, "0.0");
    }
    return value.isBool() ? Json.Literal.FALSE : null;
  }
}
