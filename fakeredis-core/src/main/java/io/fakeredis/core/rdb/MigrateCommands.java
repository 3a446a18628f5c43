package io.fakeredis.core.rdb;

import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Flag.RANDOM;
import static io.fakeredis.api.Flag.WRITE;
import static io.fakeredis.api.Flag.flags;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandException;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Database;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Keys;
import io.fakeredis.api.Reply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** MIGRATE: hands keys over to another server, a fake or a real one. */
public final class MigrateCommands implements CommandFamily {
  private static final int KEY = 3;
  private static final int OPTIONS = 6;
  private static final long DEFAULT_TIMEOUT = 1000;

  @Override
  public String group() {
    return "generic";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        command(
                "MIGRATE",
                "2.6",
                -6,
                keys(MigrateCommands::anywhere),
                flags(WRITE, RANDOM),
                MigrateCommands::migrate)
            .categories("keyspace", "dangerous"),
        command(
                "MIGRATE",
                "7.0",
                -6,
                keys(MigrateCommands::amongOptions),
                flags(WRITE),
                MigrateCommands::migrate)
            .categories("keyspace", "dangerous"));
  }

  private static Keys keys(Keys.Finder finder) {
    return Keys.found(KEY, KEY, 1, finder);
  }

  /** Up to 6.2 the word counts wherever it stands, be it as a password. */
  private static List<Integer> anywhere(Args args) {
    int word = OPTIONS;
    while (word < args.count() && !args.is(word, "KEYS")) {
      word++;
    }
    boolean alone = !args.bytes(KEY).isEmpty() || word == args.count();
    return alone ? List.of(KEY) : behind(word, args);
  }

  /** Since 7.0 a call with a key and the word has no keys: it is going to fail. */
  private static List<Integer> amongOptions(Args args) {
    int option = OPTIONS;
    while (option < args.count() && !args.is(option, "KEYS")) {
      option += args.is(option, "AUTH2") ? 3 : args.is(option, "AUTH") ? 2 : 1;
    }
    if (option >= args.count()) {
      return List.of(KEY);
    }
    if (!args.bytes(KEY).isEmpty()) {
      return List.of();
    }
    return option == args.count() - 1 ? List.of(KEY) : behind(option, args);
  }

  private static List<Integer> behind(int word, Args args) {
    return IntStream.range(word + 1, args.count()).boxed().toList();
  }

  /** The options of a call. */
  private static final class Options {
    private boolean copy;
    private boolean replace;
    private List<Bytes> login = List.of();
    private List<Bytes> keys;

    Options(Args args) {
      keys = List.of(args.bytes(KEY));
      for (int i = OPTIONS; i < args.count(); i++) {
        int left = args.count() - i - 1;
        if (args.is(i, "COPY")) {
          copy = true;
        } else if (args.is(i, "REPLACE")) {
          replace = true;
        } else if (args.is(i, "AUTH") && left >= 1) {
          login = List.of(args.bytes(++i));
        } else if (args.is(i, "AUTH2") && left >= 2) {
          login = List.of(args.bytes(++i), args.bytes(++i));
        } else if (args.is(i, "KEYS")) {
          keys = keysBehind(args, i);
          return;
        } else {
          throw Errors.syntax();
        }
      }
    }

    private static List<Bytes> keysBehind(Args args, int at) {
      if (!args.bytes(KEY).isEmpty()) {
        throw Errors.error(
            "ERR When using MIGRATE KEYS option, the key argument must be set to the empty string");
      }
      return args.from(at + 1);
    }
  }

  private static Reply migrate(Call call) {
    Args args = call.args();
    Options options = new Options(args);
    long timeout = args.integer(5);
    long database = args.integer(4);
    Map<Bytes, Database.Stored> present = present(call, options.keys);
    if (present.isEmpty()) {
      return Reply.simple("NOKEY");
    }
    int millis = (int) Math.min(timeout <= 0 ? DEFAULT_TIMEOUT : timeout, Integer.MAX_VALUE);
    try (MigrationTarget target = MigrationTarget.connect(args.text(1), port(args), millis)) {
      if (!options.login.isEmpty()) {
        target.send("AUTH", options.login);
      }
      target.send("SELECT", List.of(Bytes.of(database)));
      present.forEach((key, stored) -> target.send("RESTORE", restore(call, key, stored, options)));
      target.flush();
      checked(options.login.isEmpty() ? null : target.error());
      checked(target.error());
      finish(call, target, present, options);
    }
    return Reply.OK;
  }

  /** What is no number is port 0, where nobody listens. */
  private static int port(Args args) {
    String port = args.text(2);
    return port.matches("\\d{1,5}") ? Integer.parseInt(port) & 0xFFFF : 0;
  }

  private static Map<Bytes, Database.Stored> present(Call call, List<Bytes> keys) {
    Map<Bytes, Database.Stored> present = new LinkedHashMap<>();
    for (Bytes key : keys) {
      Database.Stored stored = call.db().read(key);
      if (stored != null) {
        present.put(key, stored);
      }
    }
    return present;
  }

  private static List<Bytes> restore(
      Call call, Bytes key, Database.Stored stored, Options options) {
    long expiresAt = stored.expiresAt();
    long ttl = expiresAt == Database.NEVER ? 0 : Math.max(1, expiresAt - call.now());
    DumpPayload payloads = DumpCommands.payloads(call);
    List<Bytes> words = new ArrayList<>();
    words.add(key);
    words.add(Bytes.of(ttl));
    words.add(payloads.write(TypedValue.of(stored)));
    if (options.replace) {
      words.add(Bytes.of("REPLACE"));
    }
    return words;
  }

  /** What has arrived is removed here, even if something else was refused. */
  private static void finish(
      Call call, MigrationTarget target, Map<Bytes, Database.Stored> sent, Options options) {
    String refused = null;
    for (Bytes key : sent.keySet()) {
      String error = target.error();
      if (error != null) {
        refused = refused == null ? error : refused;
      } else if (!options.copy) {
        call.db().remove(key, "del");
      }
    }
    checked(refused);
  }

  private static void checked(@Nullable String error) throws CommandException {
    if (error != null) {
      throw Errors.error("ERR Target instance replied with error: " + error);
    }
  }
}
