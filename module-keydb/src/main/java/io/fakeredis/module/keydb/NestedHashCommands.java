package io.fakeredis.module.keydb;

import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Flag.FAST;
import static io.fakeredis.api.Flag.READONLY;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.api.Keys.key;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Reply;
import io.fakeredis.api.StringValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hashes in hashes, in which a path such as {@code user.address.city} finds its way. */
final class NestedHashCommands implements CommandFamily {
  private static final String SINCE = KeydbFlavour.NAME + " 6.3";

  @Override
  public String group() {
    return "hash";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        command("KEYDB.NHGET", SINCE, -2, key(1), flags(READONLY, FAST), NestedHashCommands::nhget),
        // it writes in spite of its flags
        command(
            "KEYDB.NHSET", SINCE, -3, key(1), flags(READONLY, FAST), NestedHashCommands::nhset));
  }

  private static Reply nhset(Call call) {
    List<Bytes> path = path(call.args().bytes(1));
    List<Bytes> values = call.args().from(2);
    Bytes key = path.get(0);
    if (path.size() == 1) {
      return Reply.integer(setKey(call, key, values));
    }
    NestedHash hash = hashOf(call, key);
    for (Bytes name : path.subList(1, path.size() - 1)) {
      hash = hash.branch(name);
    }
    boolean one = values.size() == 1;
    return Reply.integer(
        hash.put(
            path.get(path.size() - 1),
            one ? new NestedHash.Text(values.get(0)) : new NestedHash.Words(values)));
  }

  /** A path of one name is a key: it gets a string, or a list of several. */
  private static boolean setKey(Call call, Bytes key, List<Bytes> values) {
    boolean replaces = call.db().remove(key, null);
    if (values.size() == 1) {
      call.db().put(key, StringValue.TYPE, StringValue.of(values.get(0)), null);
    } else {
      List<Bytes> words = new ArrayList<>(List.of(Bytes.of("RPUSH"), key));
      words.addAll(values);
      call.call(words.toArray(Bytes[]::new));
    }
    return replaces;
  }

  private static NestedHash hashOf(Call call, Bytes key) {
    var stored = call.db().stored(key);
    if (stored != null && stored.value() instanceof NestedHash hash) {
      return hash;
    }
    NestedHash made = new NestedHash();
    call.db().put(key, NestedHash.TYPE, made, null);
    return made;
  }

  private static Reply nhget(Call call) {
    Args args = call.args();
    boolean json = args.count() == 3 && args.is(1, "json");
    if (args.count() > 3 || (args.count() == 3 && !json && !args.is(1, "resp"))) {
      throw Errors.syntax();
    }
    List<Bytes> path = path(args.bytes(args.count() - 1));
    NestedHash.Node node = nodeOf(call, path.get(0));
    for (Bytes name : path.subList(1, path.size())) {
      node = node instanceof NestedHash.Branch branch ? branch.hash().get(name) : null;
    }
    if (node == null) {
      throw Errors.noSuchKey();
    }
    return json ? json(node) : node.reply();
  }

  private static NestedHash.@Nullable Node nodeOf(Call call, Bytes key) {
    var stored = call.db().stored(key);
    if (stored == null) {
      return null;
    }
    if (stored.value() instanceof NestedHash hash) {
      return new NestedHash.Branch(hash);
    }
    if (stored.value() instanceof StringValue text) {
      return new NestedHash.Text(text.bytes());
    }
    return words(call.call(Bytes.of("LRANGE"), key, Bytes.of("0"), Bytes.of("-1")));
  }

  /** Keys of other types count as missing. */
  private static NestedHash.@Nullable Node words(Reply list) {
    if (!(list instanceof Reply.Array array)) {
      return null;
    }
    List<Bytes> words = new ArrayList<>();
    for (Reply item : array.items()) {
      words.add(((Reply.Bulk) item).value());
    }
    return new NestedHash.Words(words);
  }

  private static Reply json(NestedHash.Node node) {
    StringBuilder out = new StringBuilder();
    node.writeJson(out);
    return Reply.bulk(Bytes.latin(out.toString()));
  }

  /** The names between the dots, of which none may be empty. */
  private static List<Bytes> path(Bytes path) {
    List<Bytes> names = new ArrayList<>();
    for (String name : path.latin().split("\\.", -1)) {
      if (name.isEmpty()) {
        throw Errors.syntax();
      }
      names.add(Bytes.latin(name));
    }
    return names;
  }
}
