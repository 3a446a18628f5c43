package io.fakeredis.module.json;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandException;
import io.fakeredis.api.Database;
import io.fakeredis.api.Doubles;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Flag;
import io.fakeredis.api.Handler;
import io.fakeredis.api.Keys;
import io.fakeredis.api.Numbers;
import io.fakeredis.api.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What the commands of valkey-json have in common. */
final class ValkeyJson {
  /** So many arrays and objects may be within each other. */
  static final int DEEPEST = 128;

  private static final Bytes ROOT = Bytes.of(".");

  private ValkeyJson() {}

  /** A command with its key behind its name, as the module registers it. */
  static Command row(String name, int arity, Set<Flag> flags, Handler handler) {
    return row(name, arity, Keys.key(1), flags, handler);
  }

  static Command row(String name, int arity, Keys keys, Set<Flag> flags, Handler handler) {
    return Command.command(name, Command.ALWAYS, arity, keys, flags, failing(handler))
        .categories(
            flags.contains(Flag.WRITE) ? "write" : "read",
            flags.contains(Flag.FAST) ? "fast" : "slow",
            "json")
        .shownInCapitals();
  }

  /** The same, with what is wrong told as an error. */
  static Handler failing(Handler handler) {
    return call -> {
      try {
        return handler.handle(call);
      } catch (ValkeyProblem.Failure e) {
        throw e.problem().error();
      }
    };
  }

  /** Makes sure that there are no more words than these. */
  static void atMost(Call call, int words) {
    if (call.args().count() > words) {
      throw wrongArity(call);
    }
  }

  static CommandException wrongArity(Call call) {
    return Errors.arity(call.command());
  }

  /** The document of a key; null if there is none. */
  static @Nullable Document find(Call call, Bytes key) {
    Database.Stored stored = call.db().stored(key);
    if (stored != null && stored.type() != ValkeyDocumentType.TYPE) {
      throw ValkeyProblem.NOT_A_DOCUMENT.failure();
    }
    return call.db().find(key, ValkeyDocumentType.TYPE);
  }

  static Document existing(Call call) {
    Document document = find(call, call.args().bytes(1));
    if (document == null) {
      throw ValkeyProblem.NO_SUCH_KEY.failure();
    }
    return document;
  }

  /** The path at that place among the words; the root if there is none. */
  static Bytes path(Call call, int index) {
    return index < call.args().count() ? call.args().bytes(index) : ROOT;
  }

  static boolean isRoot(Bytes path) {
    return path.equals(ROOT) || path.is("$");
  }

  static long integer(Bytes word) {
    if (!Numbers.isLong(word)) {
      throw ValkeyProblem.VALUE_IS_NO_INTEGER.failure();
    }
    return Numbers.toLong(word);
  }

  /** The value that a text is. */
  static Json parsed(Bytes text) {
    try {
      return new JsonParser(text, ValkeyJson::number, DEEPEST + 1).whole();
    } catch (JsonSyntaxException e) {
      throw (e.isTooDeep() ? ValkeyProblem.TOO_NESTED : ValkeyProblem.NO_JSON).failure();
    }
  }

  /** The value that a text is, if it may stand so deep in a document. */
  static Json parsed(Bytes text, int depth) {
    Json value = parsed(text);
    if (depth + depth(value) > DEEPEST) {
      throw ValkeyProblem.TOO_NESTED.failure();
    }
    return value;
  }

  /** All numbers but integers of 64 bits keep the text that they came with. */
  private static Json number(String text, boolean whole) {
    if (whole && Numbers.isLong(Bytes.latin(text))) {
      return new Json.Whole(Long.parseLong(text));
    }
    double value = Double.parseDouble(text);
    if (Double.isInfinite(value)) {
      throw new ArithmeticException(text);
    }
    return whole && value == 0 ? new Json.Whole(0) : new Json.Real(value, text);
  }

  static Json.Real real(double value) {
    return new Json.Real(value, Doubles.seventeenDigits(value));
  }

  /** How many arrays and objects are within each other. */
  static int depth(Json value) {
    int deepest = 0;
    if (value instanceof JsonArray array) {
      for (Json item : array) {
        deepest = Math.max(deepest, depth(item));
      }
      return deepest + 1;
    }
    if (value instanceof JsonObject object) {
      for (JsonObject.Member member : object.members()) {
        deepest = Math.max(deepest, depth(member.value()));
      }
      return deepest + 1;
    }
    return 0;
  }

  /** Tells of a change; the module's events are of the generic class. */
  static void changed(Call call, Bytes key) {
    call.db().changed(key);
    call.db().genericEvent(key, call.command().name().toLowerCase(Locale.ROOT));
  }

  /** What a path finds; an old path that ends early is an error. */
  static ValkeySelector read(Document document, Bytes path) {
    ValkeySelector selector = ValkeySelector.read(path, document.root());
    ValkeyProblem problem = selector.problem();
    if (problem != null && !selector.isModern()) {
      throw problem.failure();
    }
    return selector;
  }

  /** What a path finds to be changed; any way of it that ends early is an error. */
  static ValkeySelector change(Document document, Bytes path) {
    ValkeySelector selector = ValkeySelector.read(path, document.root());
    ValkeyProblem problem = selector.problem();
    if (problem != null) {
      throw problem.failure();
    }
    return selector;
  }

  /** Makes sure that an old path has found something, and something of the right kind. */
  static void require(ValkeySelector selector, Predicate<Json> kind, ValkeyProblem otherwise) {
    if (selector.isModern()) {
      return;
    }
    if (selector.found().isEmpty()) {
      throw ValkeyProblem.NO_SUCH_PATH.failure();
    }
    if (selector.found().stream().noneMatch(node -> kind.test(node.value()))) {
      throw otherwise.failure();
    }
  }

  /** What a reading command tells of each value; null for those of another kind. */
  static Reply tell(
      Document document,
      Bytes path,
      Predicate<Json> kind,
      ValkeyProblem otherwise,
      Function<Json, Reply> told) {
    ValkeySelector selector = read(document, path);
    require(selector, kind, otherwise);
    List<@Nullable Reply> replies = new ArrayList<>();
    for (Node node : selector.found()) {
      replies.add(kind.test(node.value()) ? told.apply(node.value()) : null);
    }
    return first(selector, replies);
  }

  /** An array of all replies; for an old path the first of them alone. */
  static Reply first(ValkeySelector selector, List<@Nullable Reply> replies) {
    return selector.isModern() ? array(replies) : present(replies).get(0);
  }

  /** An array of all replies; for an old path the last of them alone. */
  static Reply last(ValkeySelector selector, List<@Nullable Reply> replies) {
    List<Reply> present = present(replies);
    return selector.isModern() ? array(replies) : present.get(present.size() - 1);
  }

  private static List<Reply> present(List<@Nullable Reply> replies) {
    List<Reply> present = new ArrayList<>();
    for (Reply reply : replies) {
      if (reply != null) {
        present.add(reply);
      }
    }
    return present;
  }

  private static Reply array(List<@Nullable Reply> replies) {
    List<Reply> items = new ArrayList<>(replies.size());
    replies.forEach(reply -> items.add(reply == null ? Reply.NULL : reply));
    return Reply.array(items);
  }
}
