package io.fakeredis.core.control;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Database;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Reply;
import io.fakeredis.api.StringValue;
import io.fakeredis.core.dict.Dict;
import io.fakeredis.core.engine.ServerCall;
import io.fakeredis.core.keyspace.KeyDatabase;
import io.fakeredis.core.keyspace.Keyspace;
import io.fakeredis.core.rdb.RdbFile;
import io.fakeredis.core.value.HashValue;
import io.fakeredis.core.value.ListNode;
import io.fakeredis.core.value.ListValue;
import io.fakeredis.core.value.Representation;
import io.fakeredis.core.value.SetValue;
import io.fakeredis.core.value.SortedSetValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The subcommands of DEBUG that tell how values are kept. */
final class DebugObjects {
  private static final Feature LFU_FIELDS =
      Feature.since("DEBUG OBJECT.lfu-fields", "valkey 8.0 until 9.0");
  private static final Feature LISTPACKS = Feature.since("LIST.listpack-nodes", "7.0");

  /** Redis 6.0 says of anything that is no ziplist that it is no string. */
  private static final Feature TRUE_ZIPLIST_ERROR = Feature.since("DEBUG ZIPLIST.error", "6.2");

  private static final Feature NO_ZIPLISTS = LISTPACKS;
  private static final int LRU_BITS = 24;

  private DebugObjects() {}

  private static Database.Stored stored(ServerCall call) {
    Keyspace keyspace = call.engine().keyspace();
    keyspace.hideExpired(false); // a look at a key must not remove it
    Database.Stored stored = call.db().stored(call.args().bytes(2));
    keyspace.hideExpired(true);
    if (stored == null) {
      throw Errors.noSuchKey();
    }
    return stored;
  }

  static Reply object(ServerCall call) {
    Database.Stored stored = stored(call);
    long idle = Math.max(0, call.now() - stored.accessedAt()) / 1000;
    RdbFile rdb = new RdbFile(call.settings(), call.valueTypes());
    String encoding = Representation.encoding(call.settings(), stored);
    String text =
        String.format(
            Locale.ROOT,
            "Value at:0x7f%010x refcount:%d encoding:%s serializedlength:%d lru:%d"
                + " lru_seconds_idle:%d",
            System.identityHashCode(stored) * 16L,
            Representation.references(call, stored),
            encoding,
            rdb.serializedLength(stored),
            stored.accessedAt() / 1000 & ((1 << LRU_BITS) - 1),
            idle);
    if (call.has(LFU_FIELDS)) {
      text += lfuFields(stored);
    }
    boolean quicklist = encoding.equals("quicklist");
    return Reply.simple(quicklist ? text + quicklist(call, (ListValue) stored.value()) : text);
  }

  /** The clock of LRU read as if the policy were LFU. */
  private static String lfuFields(Database.Stored stored) {
    long clock = stored.accessedAt() / 1000 & ((1 << LRU_BITS) - 1);
    return " lfu_freq:0 lfu_access_time_minutes:" + (clock >> Byte.SIZE);
  }

  private static String quicklist(ServerCall call, ListValue list) {
    long bytes = 0;
    for (ListNode node : list.nodes()) {
      bytes += node.bytes();
    }
    int nodes = list.nodes().size();
    return String.format(
        Locale.ROOT,
        " ql_nodes:%d ql_avg_node:%.2f %s:%d ql_compressed:%d ql_uncompressed_size:%d",
        nodes,
        nodes == 0 ? 0 : (double) list.size() / nodes,
        call.has(LISTPACKS) ? "ql_listpack_max" : "ql_ziplist_max",
        call.settings().number("list-max-listpack-size"),
        call.settings().number("list-compress-depth") == 0 ? 0 : 1,
        bytes);
  }

  /** Allocations are told as if each were just as large as it need be. */
  static Reply sdslen(ServerCall call) {
    Database.Stored stored = stored(call);
    if (!(stored.value() instanceof StringValue string) || string.isInteger()) {
      throw Errors.error("ERR Not an sds encoded string.");
    }
    int keyLength = call.args().bytes(2).length();
    return Reply.simple(
        String.format(
            Locale.ROOT,
            "key_sds_len:%d, key_sds_avail:0, key_zmalloc: %d, val_sds_len:%d, val_sds_avail:0,"
                + " val_zmalloc: %d",
            keyLength,
            rounded(keyLength),
            string.length(),
            rounded(string.length())));
  }

  private static long rounded(int length) {
    return (length + 2 + 7) / 8 * 8L;
  }

  private static boolean isEncoded(ServerCall call, String encoding) {
    Database.Stored stored = stored(call);
    return Representation.encoding(call.settings(), stored).equals(encoding);
  }

  static Reply ziplist(ServerCall call) {
    if (call.has(NO_ZIPLISTS)) {
      throw Errors.wrongSubcommand(call);
    }
    if (!isEncoded(call, "ziplist")) {
      throw Errors.error(
          call.has(TRUE_ZIPLIST_ERROR)
              ? "ERR Not a ziplist encoded object."
              : "ERR Not an sds encoded string.");
    }
    return Reply.simple("Ziplist structure printed on stdout");
  }

  static Reply listpack(ServerCall call) {
    if (!isEncoded(call, "listpack") && !isEncoded(call, "listpackex")) {
      throw Errors.error("ERR Not a listpack encoded object.");
    }
    return Reply.simple("Listpack structure printed on stdout");
  }

  static Reply quicklist(ServerCall call) {
    if (!isEncoded(call, "quicklist")) {
      throw Errors.error("ERR Not a quicklist encoded object.");
    }
    return Reply.simple("Quicklist structure printed on stdout");
  }

  static Reply htstats(ServerCall call) {
    long index = call.args().integer(2);
    if (index < 0 || index >= call.engine().keyspace().count()) {
      throw Errors.error("ERR Out of range database");
    }
    KeyDatabase db = call.engine().keyspace().database(index);
    String expiring =
        db.expiring() == 0
            ? "No stats available for empty dictionaries\n"
            : "Hash table 0 stats (main hash table):\n number of elements: " + db.expiring() + "\n";
    return text("[Dictionary HT]\n" + stats(db.shape()) + "[Expires HT]\n" + expiring);
  }

  static Reply htstatsKey(ServerCall call) {
    Dict.Shape shape = shape(stored(call).value());
    if (shape == null) {
      throw Errors.error(
          "ERR The value stored at the specified key is not represented using an hash table");
    }
    return text(stats(shape));
  }

  private static Dict.@Nullable Shape shape(Object value) {
    if (value instanceof HashValue hash) {
      return hash.shape();
    }
    if (value instanceof SetValue set) {
      return set.shape();
    }
    return value instanceof SortedSetValue set ? set.shape() : null;
  }

  private static Reply text(String text) {
    return Reply.verbatim("txt", Bytes.of(text));
  }

  private static String stats(Dict.Shape shape) {
    if (shape.size() == 0) {
      return "No stats available for empty dictionaries\n";
    }
    int used = shape.buckets() - shape.chains().get(0);
    StringBuilder text = new StringBuilder("Hash table 0 stats (main hash table):\n");
    text.append(" table size: ").append(shape.buckets());
    text.append("\n number of elements: ").append(shape.size());
    text.append("\n different slots: ").append(used);
    text.append("\n max chain length: ").append(shape.chains().size() - 1);
    String average = String.format(Locale.ROOT, "%.2f", (double) shape.size() / used);
    text.append("\n avg chain length (counted): ").append(average);
    text.append("\n avg chain length (computed): ").append(average);
    text.append("\n Chain length distribution:\n");
    for (int i = 0; i < shape.chains().size(); i++) {
      if (shape.chains().get(i) > 0) {
        double percent = 100.0 * shape.chains().get(i) / shape.buckets();
        text.append(
            String.format(Locale.ROOT, "   %d: %d (%.2f%%)\n", i, shape.chains().get(i), percent));
      }
    }
    return text.toString();
  }
}
