package io.fakeredis.module.json;

import static io.fakeredis.api.Flag.DENYOOM;
import static io.fakeredis.api.Flag.FAST;
import static io.fakeredis.api.Flag.MODULE;
import static io.fakeredis.api.Flag.READONLY;
import static io.fakeredis.api.Flag.WRITE;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.module.json.ValkeyJson.row;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Doubles;
import io.fakeredis.api.Flag;
import io.fakeredis.api.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The commands of valkey-json for numbers, strings, booleans and objects. */
final class ValkeyScalarCommands implements CommandFamily {
  private static final Set<Flag> WRITING = flags(WRITE, DENYOOM, MODULE, FAST);
  private static final Set<Flag> COUNTING = flags(WRITE, MODULE, FAST);
  private static final Set<Flag> READING = flags(READONLY, MODULE, FAST);

  @Override
  public String group() {
    return "module";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        row("JSON.NUMINCRBY", 4, COUNTING, call -> calculate(call, ValkeyScalarCommands::sum))
            .access("RW", "access", "update"),
        row("JSON.NUMMULTBY", 4, COUNTING, call -> calculate(call, ValkeyScalarCommands::product))
            .access("RW", "access", "update"),
        row("JSON.STRAPPEND", -3, WRITING, ValkeyScalarCommands::strappend).access("RW", "insert"),
        row("JSON.STRLEN", -2, READING, ValkeyScalarCommands::strlen).access("RO"),
        row("JSON.TOGGLE", -2, WRITING, ValkeyScalarCommands::toggle)
            .access("RW", "access", "update"),
        row("JSON.OBJKEYS", -2, READING, ValkeyScalarCommands::objkeys).access("RO", "access"),
        row("JSON.OBJLEN", -2, READING, ValkeyScalarCommands::objlen).access("RO"));
  }

  /** The value that is kept, and the double that is told, whatever is kept. */
  private record Result(Json kept, double told) {}

  private static Result sum(Json left, Json right) {
    if (left instanceof Json.Whole one && right instanceof Json.Whole other) {
      long sum = one.value() + other.value();
      if (((one.value() ^ sum) & (other.value() ^ sum)) >= 0) {
        return new Result(new Json.Whole(sum), sum);
      }
    }
    double sum = left.number() + right.number();
    if (Double.isInfinite(sum)) {
      throw ValkeyProblem.ADDITION_OVERFLOW.failure();
    }
    return new Result(ValkeyJson.real(sum), sum);
  }

  private static Result product(Json left, Json right) {
    double product = left.number() * right.number();
    if (Double.isInfinite(product)) {
      throw ValkeyProblem.MULTIPLICATION_OVERFLOW.failure();
    }
    boolean isWhole = product == Math.rint(product) && product >= -0x1p63 && product < 0x1p63;
    return new Result(isWhole ? new Json.Whole((long) product) : ValkeyJson.real(product), product);
  }

  private static Reply calculate(Call call, BiFunction<Json, Json, Result> operation) {
    Json by;
    try {
      by = ValkeyJson.parsed(call.args().bytes(3));
    } catch (ValkeyProblem.Failure e) {
      throw ValkeyProblem.VALUE_IS_NO_NUMBER.failure();
    }
    if (!by.isNumber()) {
      throw ValkeyProblem.VALUE_IS_NO_NUMBER.failure();
    }
    Document document = ValkeyJson.existing(call);
    ValkeySelector selector = ValkeyJson.change(document, call.args().bytes(2));
    ValkeyJson.require(selector, Json::isNumber, ValkeyProblem.NO_NUMBER);
    List<@Nullable String> results = new ArrayList<>();
    for (Node node : selector.unique()) {
      results.add(node.value().isNumber() ? calculate(document, node, by, operation) : null);
    }
    ValkeyJson.changed(call, call.args().bytes(1));
    if (!selector.isModern()) {
      return Reply.bulk(RedisJson.last(results, ValkeyProblem.NO_NUMBER.error()));
    }
    String numbers = results.stream().map(String::valueOf).collect(Collectors.joining(","));
    return Reply.bulk("[" + numbers + "]");
  }

  private static String calculate(
      Document document, Node node, Json by, BiFunction<Json, Json, Result> operation) {
    Result result = operation.apply(node.value(), by);
    node.replace(document, result.kept());
    return Doubles.seventeenDigits(result.told());
  }

  private static Reply strappend(Call call) {
    ValkeyJson.atMost(call, 4);
    boolean hasPath = call.args().count() > 3;
    Document document = ValkeyJson.existing(call);
    ValkeySelector selector =
        ValkeyJson.change(document, ValkeyJson.path(call, hasPath ? 2 : Integer.MAX_VALUE));
    ValkeyJson.require(selector, Json.Text.class::isInstance, ValkeyProblem.NO_STRING);
    if (!(ValkeyJson.parsed(call.args().bytes(hasPath ? 3 : 2)) instanceof Json.Text more)) {
      throw ValkeyProblem.VALUE_IS_NO_STRING.failure();
    }
    List<@Nullable Reply> lengths = new ArrayList<>();
    for (Node node : selector.unique()) {
      lengths.add(
          node.value() instanceof Json.Text text ? append(document, node, text, more) : null);
    }
    ValkeyJson.changed(call, call.args().bytes(1));
    return ValkeyJson.last(selector, lengths);
  }

  private static Reply append(Document document, Node node, Json.Text text, Json.Text more) {
    Bytes joined = Bytes.latin(text.value().latin() + more.value().latin());
    node.replace(document, new Json.Text(joined));
    return Reply.integer(joined.length());
  }

  private static Reply strlen(Call call) {
    ValkeyJson.atMost(call, 3);
    Document document = ValkeyJson.find(call, call.args().bytes(1));
    if (document == null) {
      return Reply.NULL;
    }
    return ValkeyJson.tell(
        document,
        ValkeyJson.path(call, 2),
        Json.Text.class::isInstance,
        ValkeyProblem.NO_STRING,
        value -> Reply.integer(((Json.Text) value).value().length()));
  }

  private static Reply toggle(Call call) {
    ValkeyJson.atMost(call, 3);
    Document document = ValkeyJson.existing(call);
    ValkeySelector selector = ValkeyJson.read(document, ValkeyJson.path(call, 2));
    ValkeyJson.require(selector, Json::isBool, ValkeyProblem.NO_BOOL);
    List<@Nullable Reply> replies = new ArrayList<>();
    for (Node node : selector.unique()) {
      replies.add(node.value().isBool() ? toggle(document, node, selector.isModern()) : null);
    }
    ValkeyJson.changed(call, call.args().bytes(1));
    return ValkeyJson.first(selector, replies);
  }

  private static Reply toggle(Document document, Node node, boolean asNumber) {
    boolean value = node.value() == Json.Literal.FALSE;
    node.replace(document, Json.bool(value));
    return asNumber ? Reply.integer(value) : Reply.bulk(Boolean.toString(value));
  }

  private static Reply objkeys(Call call) {
    ValkeyJson.atMost(call, 3);
    Document document = ValkeyJson.find(call, call.args().bytes(1));
    if (document == null) {
      return Reply.NULL;
    }
    try {
      ValkeySelector selector = ValkeyJson.read(document, ValkeyJson.path(call, 2));
      ValkeyJson.require(selector, JsonObject.class::isInstance, ValkeyProblem.NO_OBJECT);
      List<@Nullable Reply> keys = new ArrayList<>();
      selector.found().forEach(node -> keys.add(keys(node.value(), selector.isModern())));
      return ValkeyJson.first(selector, keys);
    } catch (ValkeyProblem.Failure e) {
      return ValkeyJsonCommands.nullIfMissing(e);
    }
  }

  /** What is no object has no keys, in an array of replies. */
  private static @Nullable Reply keys(Json value, boolean inArray) {
    if (value instanceof JsonObject object) {
      return Reply.bulks(object.members().stream().map(JsonObject.Member::name).toList());
    }
    return inArray ? Reply.EMPTY_ARRAY : null;
  }

  private static Reply objlen(Call call) {
    ValkeyJson.atMost(call, 3);
    Document document = ValkeyJson.find(call, call.args().bytes(1));
    if (document == null) {
      return Reply.NULL;
    }
    return ValkeyJson.tell(
        document,
        ValkeyJson.path(call, 2),
        JsonObject.class::isInstance,
        ValkeyProblem.NO_OBJECT,
        value -> Reply.integer(((JsonObject) value).size()));
  }
}
