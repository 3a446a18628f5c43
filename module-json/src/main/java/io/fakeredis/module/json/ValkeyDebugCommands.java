package io.fakeredis.module.json;

import static io.fakeredis.api.Flag.MODULE;
import static io.fakeredis.api.Flag.MOVABLEKEYS;
import static io.fakeredis.api.Flag.READONLY;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.module.json.ValkeyJson.row;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Database;
import io.fakeredis.api.Flag;
import io.fakeredis.api.Handler;
import io.fakeredis.api.Keys;
import io.fakeredis.api.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;

/** JSON.DEBUG of valkey-json, but for what looks at the table of names, which is not there. */
final class ValkeyDebugCommands implements CommandFamily {
  private static final List<String> HELP =
      List.of(
          "JSON.DEBUG MEMORY <key> [path] - report memory size (bytes). Without path reports"
              + " document size without keys. With path reports size including keys",
          "JSON.DEBUG DEPTH <key> - report the maximum path depth of the JSON document.",
          "JSON.DEBUG FIELDS <key> [path] - report number of fields in the JSON element. Path"
              + " defaults to root if not provided.",
          "JSON.DEBUG HELP - print help message.",
          "------- DANGER, LONG RUNNING COMMANDS, DON'T USE ON PRODUCTION SYSTEM --------",
          "JSON.DEBUG MAX-DEPTH-KEY - Find JSON key with maximum depth",
          "JSON.DEBUG MAX-SIZE-KEY  - Find JSON key with largest memory size",
          "JSON.DEBUG KEYTABLE-CHECK - Extended KeyTable integrity check",
          "JSON.DEBUG KEYTABLE-CORRUPT <name> - Intentionally corrupt KeyTable handle counts",
          "JSON.DEBUG KEYTABLE-DISTRIBUTION <topN> - Find and count topN longest runs in KeyTable",
          "JSON.DEBUG TEST-SHARED-API <key> <path> - Provide testing for Shared api interface for"
              + " search");

  @Override
  public String group() {
    return "module";
  }

  @Override
  public List<Command> commands() {
    Set<Flag> flags = flags(READONLY, MODULE, MOVABLEKEYS);
    return List.of(
        row("JSON.DEBUG", -2, Keys.NONE, flags, call -> Reply.NULL)
            .subcommands(
                subcommand("MEMORY", -3, Keys.key(2), ValkeyDebugCommands::memory),
                subcommand("FIELDS", -3, Keys.key(2), ValkeyDebugCommands::fields),
                subcommand("DEPTH", 3, Keys.key(2), ValkeyDebugCommands::depth),
                subcommand(
                    "MAX-DEPTH-KEY",
                    2,
                    Keys.NONE,
                    call -> largest(call, value -> ValkeyDebugCommands.depth(value.root()))),
                subcommand(
                    "MAX-SIZE-KEY",
                    2,
                    Keys.NONE,
                    call -> largest(call, ValkeyDocumentType.TYPE::memory)),
                subcommand("HELP", 2, Keys.NONE, call -> help())));
  }

  private static Command subcommand(String name, int arity, Keys keys, Handler handler) {
    return Command.command(
            "JSON.DEBUG " + name,
            Command.ALWAYS,
            arity,
            keys,
            flags(MODULE),
            ValkeyJson.failing(handler))
        .shownInCapitals();
  }

  private static Reply memory(Call call) {
    Args args = call.args();
    ValkeyJson.atMost(call, 4);
    Document document = ValkeyJson.find(call, args.bytes(2));
    if (document == null) {
      return Reply.NULL;
    }
    if (args.count() == 3) {
      return Reply.integer(ValkeyDocumentType.TYPE.memory(document));
    }
    return tell(document, args.bytes(3), ValkeyDocumentType::size);
  }

  private static Reply tell(Document document, Bytes path, ToLongFunction<Json> told) {
    return ValkeyJson.tell(
        document,
        path,
        value -> true,
        ValkeyProblem.NO_SUCH_PATH,
        value -> Reply.integer(told.applyAsLong(value)));
  }

  private static Reply fields(Call call) {
    ValkeyJson.atMost(call, 4);
    Document document = ValkeyJson.find(call, call.args().bytes(2));
    return document == null
        ? Reply.NULL
        : tell(document, ValkeyJson.path(call, 3), ValkeyDebugCommands::fields);
  }

  /** How many values are in it; a scalar counts itself. */
  private static long fields(Json value) {
    if (value instanceof JsonArray array) {
      long fields = 0;
      for (Json item : array) {
        fields += inner(item);
      }
      return fields;
    }
    if (value instanceof JsonObject object) {
      return object.members().stream().mapToLong(member -> inner(member.value())).sum();
    }
    return 1;
  }

  private static long inner(Json value) {
    boolean isContainer = value instanceof JsonArray || value instanceof JsonObject;
    return fields(value) + (isContainer ? 1 : 0);
  }

  private static Reply depth(Call call) {
    Document document = ValkeyJson.find(call, call.args().bytes(2));
    return document == null ? Reply.NULL : Reply.integer(depth(document.root()));
  }

  /** How many steps lead to the value that is deepest. */
  private static long depth(Json value) {
    long deepest = -1;
    if (value instanceof JsonArray array) {
      for (Json item : array) {
        deepest = Math.max(deepest, depth(item));
      }
    } else if (value instanceof JsonObject object) {
      for (JsonObject.Member member : object.members()) {
        deepest = Math.max(deepest, depth(member.value()));
      }
    }
    return deepest + 1;
  }

  /** The document of which the most can be said, and how much that is. */
  private static Reply largest(Call call, ToLongFunction<Document> size) {
    List<Bytes> keys = new ArrayList<>();
    call.db().forEach(keys::add);
    Bytes found = Bytes.EMPTY;
    long most = 0;
    for (Bytes key : keys) {
      Database.Stored stored = call.db().stored(key);
      if (stored != null && stored.value() instanceof Document document) {
        long own = size.applyAsLong(document);
        found = own > most ? key : found;
        most = Math.max(most, own);
      }
    }
    return Reply.array(Reply.integer(most), Reply.simple(found.latin()));
  }

  private static Reply help() {
    return Reply.array(HELP.stream().map(Reply::simple).toList());
  }
}
