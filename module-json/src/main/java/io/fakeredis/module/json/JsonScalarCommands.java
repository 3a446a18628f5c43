package io.fakeredis.module.json;

import static io.fakeredis.api.Flag.DENYOOM;
import static io.fakeredis.api.Flag.MODULE;
import static io.fakeredis.api.Flag.READONLY;
import static io.fakeredis.api.Flag.WRITE;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.module.json.JsonRow.row;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandException;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Flag;
import io.fakeredis.api.Reply;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import java.util.function.LongBinaryOperator;
import org.jspecify.annotations.Nullable;

/** The commands of RedisJSON for numbers, strings, booleans and objects. */
final class JsonScalarCommands implements CommandFamily {
  private static final Set<Flag> WRITING = flags(WRITE, DENYOOM, MODULE);
  private static final Set<Flag> COUNTING = flags(WRITE, MODULE);
  private static final Set<Flag> READING = flags(READONLY, MODULE);
  private static final long UNSIGNED_INT = 0xFFFFFFFFL;

  /** Before, powers that are too large lose their highest bits. */
  private static final Feature NO_OVERFLOW = Feature.since("JSON.NUMPOWBY.no-overflow", "8.8");

  @Override
  public String group() {
    return "module";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        row("JSON.NUMINCRBY", 4, COUNTING, call -> calculate(call, Long::sum, Double::sum)),
        row(
            "JSON.NUMMULTBY",
            4,
            COUNTING,
            call -> calculate(call, (a, b) -> a * b, (a, b) -> a * b)),
        row("JSON.NUMPOWBY", 4, COUNTING, JsonScalarCommands::power),
        row("JSON.STRAPPEND", 3, WRITING, JsonScalarCommands::strappend),
        row("JSON.STRLEN", 2, READING, JsonScalarCommands::strlen),
        row("JSON.TOGGLE", 3, WRITING, JsonScalarCommands::toggle),
        row("JSON.OBJKEYS", 2, READING, JsonScalarCommands::objkeys),
        row("JSON.OBJLEN", 2, READING, JsonScalarCommands::objlen));
  }

  private static Reply power(Call call) {
    if (!call.has(NO_OVERFLOW)) {
      return calculate(call, JsonScalarCommands::power, Math::pow);
    }
    if (call.args().count() > 4) {
      throw Errors.arity("json.numpowby");
    }
    return calculate(call, JsonScalarCommands::exactPower, Math::pow);
  }

  /** The exponent is cut to 32 bits without a sign, and the result to 64 with one. */
  private static long power(long base, long exponent) {
    long result = 1;
    long square = base;
    for (long rest = exponent & UNSIGNED_INT; rest > 0; rest >>= 1) {
      if ((rest & 1) == 1) {
        result *= square;
      }
      square *= square;
    }
    return result;
  }

  private static long exactPower(long base, long exponent) {
    boolean isTooLarge = exponent < 0 || exponent > UNSIGNED_INT;
    boolean isSmall = base >= -1 && base <= 1;
    if (isTooLarge || (!isSmall && exponent >= Long.SIZE)) {
      throw overflow();
    }
    if (isSmall) {
      return power(base, exponent);
    }
    BigInteger result = BigInteger.valueOf(base).pow((int) exponent);
    if (result.bitLength() >= Long.SIZE) {
      throw overflow();
    }
    return result.longValue();
  }

  private static CommandException overflow() {
    return Errors.error("ERR numeric overflow");
  }

  private static Reply calculate(Call call, LongBinaryOperator whole, DoubleBinaryOperator real) {
    PathArgument path = RedisJson.path(call, 2);
    Bytes operand = RedisJson.utf8(call.args().bytes(3));
    Document document = RedisJson.existing(call);
    List<@Nullable Json> results =
        RedisJson.change(
            call,
            document,
            path,
            Json::isNumber,
            (changed, node) -> {
              Json by = RedisJson.wholeValue(operand);
              if (!by.isNumber()) {
                throw Errors.error("bad input number");
              }
              Json result = calculate(Objects.requireNonNull(node.find(changed)), by, whole, real);
              node.replace(changed, result);
              return result;
            });
    return numbers(call, path, results);
  }

  private static Json calculate(
      Json number, Json by, LongBinaryOperator whole, DoubleBinaryOperator real) {
    if (number instanceof Json.Whole left && by instanceof Json.Whole right) {
      return new Json.Whole(whole.applyAsLong(left.value(), right.value()));
    }
    double result = real.applyAsDouble(number.number(), by.number());
    if (Double.isNaN(result) || Double.isInfinite(result)) {
      throw Errors.error("ERR result is not a number");
    }
    return RustNumbers.real(result);
  }

  /** In RESP2 as JSON, in RESP3 as an array of numbers even for a path of version 1. */
  private static Reply numbers(Call call, PathArgument path, List<@Nullable Json> results) {
    if (call.protocol() == 3) {
      List<Reply> replies = new ArrayList<>();
      results.forEach(
          result -> replies.add(result == null ? Reply.NULL : JsonGet.number(call, result)));
      return Reply.array(replies);
    }
    if (path.isLegacy()) {
      CommandException none = path.missingOr("does not contains a number");
      return Reply.bulk(JsonWriter.text(RedisJson.last(results, none)));
    }
    JsonArray array = new JsonArray();
    results.forEach(result -> array.add(result == null ? Json.Literal.NULL : result));
    return Reply.bulk(JsonWriter.text(array));
  }

  private static Reply strappend(Call call) {
    boolean hasPath = call.args().count() > 3;
    PathArgument path = hasPath ? RedisJson.path(call, 2) : PathArgument.NONE;
    Bytes word = RedisJson.utf8(call.args().bytes(hasPath ? 3 : 2));
    Document document = RedisJson.existing(call);
    List<@Nullable Reply> told =
        RedisJson.change(
            call,
            document,
            path,
            Json.Text.class::isInstance,
            (changed, node) -> append(changed, node, RedisJson.wholeValue(word)));
    return RedisJson.reply(path, told, path.missingOr("not a string"));
  }

  private static Reply append(Document document, Node node, Json value) {
    if (!(value instanceof Json.Text more)) {
      throw RedisJson.wrongKind("string", JsonWriter.text(value).latin());
    }
    if (!(node.find(document) instanceof Json.Text text)) {
      return Reply.NULL;
    }
    Bytes joined = Bytes.latin(text.value().latin() + more.value().latin());
    node.replace(document, new Json.Text(joined));
    return Reply.integer(joined.length());
  }

  private static Reply strlen(Call call) {
    PathArgument path = RedisJson.path(call, 2);
    Document document = RedisJson.find(call);
    if (document == null) {
      if (path.isLegacy()) {
        return Reply.NULL;
      }
      throw RedisJson.noSuchKey();
    }
    List<Node> nodes = path.in(document);
    if (path.isLegacy()) {
      if (nodes.isEmpty()) {
        throw path.missing();
      }
      Json first = nodes.get(0).value();
      if (!(first instanceof Json.Text)) {
        throw RedisJson.wrongKind("string", RedisJson.kind(first));
      }
      return length(first);
    }
    List<Reply> lengths = new ArrayList<>();
    nodes.forEach(node -> lengths.add(length(node.value())));
    return Reply.array(lengths);
  }

  private static Reply length(Json value) {
    return value instanceof Json.Text text ? Reply.integer(text.value().length()) : Reply.NULL;
  }

  private static Reply toggle(Call call) {
    PathArgument path = RedisJson.path(call, 2);
    Document document = RedisJson.existing(call);
    List<@Nullable Json> results =
        RedisJson.change(
            call,
            document,
            path,
            Json::isBool,
            (changed, node) -> {
              Json toggled = Json.bool(node.find(changed) == Json.Literal.FALSE);
              node.replace(changed, toggled);
              return toggled;
            });
    if (path.isLegacy()) {
      return Reply.bulk(JsonWriter.text(RedisJson.last(results, path.missingOr("not a bool"))));
    }
    List<Reply> replies = new ArrayList<>();
    results.forEach(
        result ->
            replies.add(result == null ? Reply.NULL : Reply.integer(result == Json.Literal.TRUE)));
    return Reply.array(replies);
  }

  private static Reply objkeys(Call call) {
    PathArgument path = RedisJson.path(call, 2);
    Document document = RedisJson.find(call);
    if (document == null) {
      if (path.isLegacy()) {
        return Reply.NULL;
      }
      throw RedisJson.noSuchKey();
    }
    if (path.isLegacy()) {
      Json first = JsonGet.first(document, path);
      if (first == null) {
        return Reply.NULL;
      }
      if (!(first instanceof JsonObject)) {
        throw path.missingOr("not an object");
      }
      return keys(first);
    }
    List<Reply> keys = new ArrayList<>();
    path.in(document).forEach(node -> keys.add(keys(node.value())));
    return Reply.array(keys);
  }

  private static Reply keys(Json value) {
    return value instanceof JsonObject object
        ? Reply.bulks(object.members().stream().map(JsonObject.Member::name).toList())
        : Reply.NULL;
  }

  private static Reply objlen(Call call) {
    PathArgument path = RedisJson.path(call, 2);
    Document document = RedisJson.find(call);
    if (document == null) {
      if (path.isLegacy()) {
        return Reply.NULL;
      }
      throw path.missingOr("not an object");
    }
    if (path.isLegacy()) {
      Json first = JsonGet.first(document, path);
      if (first != null && !(first instanceof JsonObject)) {
        throw RedisJson.wrongKind("object", RedisJson.kind(first));
      }
      return first == null ? Reply.NULL : size(first);
    }
    List<Reply> sizes = new ArrayList<>();
    path.in(document).forEach(node -> sizes.add(size(node.value())));
    return Reply.array(sizes);
  }

  private static Reply size(Json value) {
    return value instanceof JsonObject object ? Reply.integer(object.size()) : Reply.NULL;
  }
}
