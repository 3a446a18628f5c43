package io.fakeredis.core.command;

import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Flag.READONLY;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.api.Keys.NONE;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Database;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Reply;
import io.fakeredis.api.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** SCAN: walking through the keys in small steps. */
final class ScanCommands implements CommandFamily {
  private static final Feature CHECKS_TYPE = Feature.since("SCAN.checks-type", "valkey 8.0");

  /** Then a key of another type is left out before anybody looks whether it has expired. */
  private static final Feature TYPE_FIRST = Feature.since("SCAN.type-first", "valkey 8.0");

  private static final Set<String> TYPES =
      Set.of("string", "list", "set", "zset", "hash", "stream", "module");

  @Override
  public String group() {
    return "generic";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        command("SCAN", "2.8", -2, NONE, flags(READONLY), ScanCommands::scan)
            .categories("keyspace"));
  }

  private static Reply scan(Call call) {
    ScanRequest request = ScanRequest.parse(call, ScanRequest.Kind.KEYS);
    checkType(call, request);
    List<Bytes> visited = new ArrayList<>();
    long cursor = request.walk(call.db()::scan, visited);
    if (call.has(TYPE_FIRST)) {
      visited.removeIf(key -> !isOfType(call.db().typeOf(key), request));
    }
    return ScanRequest.reply(cursor, wanted(call.db(), request, visited));
  }

  private static void checkType(Call call, ScanRequest request) {
    Bytes type = request.type();
    if (type != null
        && call.has(CHECKS_TYPE)
        && !TYPES.contains(type.latin().toLowerCase(Locale.ROOT))
        && call.valueTypes().stream().noneMatch(known -> type.is(known.name()))) {
      throw Errors.error("ERR unknown type name '" + type.latin() + "'");
    }
  }

  private static List<Reply> wanted(Database db, ScanRequest request, List<Bytes> visited) {
    List<Reply> found = new ArrayList<>(visited.size());
    for (Bytes key : visited) {
      if (request.wants(key)) {
        Database.Stored stored = db.stored(key); // lets an expired key go
        if (stored != null && isOfType(stored.type(), request)) {
          found.add(Reply.bulk(key));
        }
      }
    }
    return found;
  }

  private static boolean isOfType(@Nullable ValueType<?> type, ScanRequest request) {
    Bytes wanted = request.type();
    return wanted == null || (type != null && wanted.is(type.name()));
  }
}
