package io.fakeredis.core.command;

import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Flag.ADMIN;
import static io.fakeredis.api.Flag.DENYOOM;
import static io.fakeredis.api.Flag.FAST;
import static io.fakeredis.api.Flag.MAY_REPLICATE;
import static io.fakeredis.api.Flag.READONLY;
import static io.fakeredis.api.Flag.WRITE;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.api.Keys.key;
import static io.fakeredis.api.Keys.keys;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Keys;
import io.fakeredis.api.Reply;
import io.fakeredis.api.StringValue;
import io.fakeredis.core.value.HyperLogLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Estimates of how many different elements were added. */
final class HyperLogLogCommands implements CommandFamily {
  private static final Feature SIMD = Feature.since("PFDEBUG.SIMD", "8.0");

  @Override
  public String group() {
    return "hyperloglog";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        command(
            "PFADD", "2.8", -2, key(1), flags(WRITE, DENYOOM, FAST), HyperLogLogCommands::pfadd),
        command("PFCOUNT", "2.8", -2, keys(1, -1), flags(READONLY), HyperLogLogCommands::pfcount),
        command(
            "PFCOUNT",
            "6.2",
            -2,
            keys(1, -1),
            flags(READONLY, MAY_REPLICATE),
            HyperLogLogCommands::pfcount),
        command(
            "PFMERGE", "2.8", -2, keys(1, -1), flags(WRITE, DENYOOM), HyperLogLogCommands::pfmerge),
        command("PFDEBUG", "2.8", -3, Keys.NONE, flags(WRITE, ADMIN), HyperLogLogCommands::pfdebug),
        command(
            "PFDEBUG",
            "6.2",
            -3,
            key(2),
            flags(WRITE, ADMIN, DENYOOM),
            HyperLogLogCommands::pfdebug),
        command(
            "PFDEBUG",
            "7.0",
            3,
            key(2),
            flags(WRITE, ADMIN, DENYOOM),
            HyperLogLogCommands::pfdebug),
        command("PFSELFTEST", "2.8", 1, Keys.NONE, flags(ADMIN), HyperLogLogCommands::pfselftest));
  }

  private static Reply pfadd(Call call) {
    Bytes key = call.args().bytes(1);
    StringValue value = call.db().find(key, StringValue.TYPE);
    HyperLogLog hll = value == null ? HyperLogLog.empty() : open(value);
    long changes = value == null ? 1 : 0;
    long maxBytes = sparseMaxBytes(call);
    try {
      for (Bytes element : call.args().from(2)) {
        changes += hll.add(element, maxBytes) ? 1 : 0;
      }
    } finally { // what was added before a corrupted opcode stays
      if (value != null) {
        value.assign(hll.bytes());
      }
    }
    if (changes > 0) {
      hll.invalidateCache();
      store(call, key, hll, changes);
    }
    return Reply.integer(changes > 0);
  }

  private static Reply pfcount(Call call) {
    if (call.args().count() > 2) {
      return Reply.integer(HyperLogLog.count(union(call, call.args().from(1))));
    }
    Bytes key = call.args().bytes(1);
    StringValue value = call.db().find(key, StringValue.TYPE);
    if (value == null) {
      return Reply.ZERO;
    }
    HyperLogLog hll = open(value);
    if (hll.hasCachedCount()) {
      return Reply.integer(hll.cachedCount());
    }
    long count = HyperLogLog.count(hll.registers());
    hll.cache(count);
    value.assign(hll.bytes());
    call.db().changed(key);
    return Reply.integer(count);
  }

  private static Reply pfmerge(Call call) {
    Bytes key = call.args().bytes(1);
    List<Bytes> sources = call.args().from(1);
    byte[] registers = union(call, sources);
    StringValue value = call.db().find(key, StringValue.TYPE);
    HyperLogLog hll = value == null ? HyperLogLog.empty() : open(value);
    if (anyDense(call, sources)) {
      hll.makeDense();
    }
    long maxBytes = sparseMaxBytes(call);
    for (int i = 0; i < registers.length; i++) {
      if (registers[i] > 0) {
        hll.raise(i, registers[i], maxBytes);
      }
    }
    hll.invalidateCache();
    store(call, key, hll, 1);
    return Reply.OK;
  }

  private static byte[] union(Call call, List<Bytes> keys) {
    byte[] union = new byte[HyperLogLog.REGISTERS];
    for (Bytes key : keys) {
      StringValue value = call.db().find(key, StringValue.TYPE);
      if (value != null) {
        byte[] registers = open(value).registers();
        for (int i = 0; i < registers.length; i++) {
          union[i] = (byte) Math.max(union[i], registers[i]);
        }
      }
    }
    return union;
  }

  private static boolean anyDense(Call call, List<Bytes> keys) {
    for (Bytes key : keys) {
      StringValue value = call.db().find(key, StringValue.TYPE);
      if (value != null && open(value).isDense()) {
        return true;
      }
    }
    return false;
  }

  private static HyperLogLog open(StringValue value) {
    HyperLogLog hll = HyperLogLog.of(value.bytes());
    if (hll == null) {
      throw Errors.error("WRONGTYPE Key is not a valid HyperLogLog string value.");
    }
    return hll;
  }

  private static void store(Call call, Bytes key, HyperLogLog hll, long changes) {
    call.db().create(key, StringValue.TYPE).assign(hll.bytes());
    call.db().changed(key, "pfadd", changes); // PFMERGE tells of the same event
  }

  private static long sparseMaxBytes(Call call) {
    return call.settings().number("hll-sparse-max-bytes");
  }

  private static Reply pfdebug(Call call) {
    String name = call.args().text(1).toUpperCase(Locale.ROOT);
    if (name.equals("SIMD") && call.has(SIMD)) {
      return simd(call);
    }
    StringValue value = call.db().find(call.args().bytes(2), StringValue.TYPE);
    if (value == null) {
      throw Errors.error("ERR The specified key does not exist");
    }
    HyperLogLog hll = open(value);
    return switch (name) {
      case "GETREG" -> getreg(call, value, hll);
      case "DECODE" -> decode(call, hll);
      case "ENCODING" -> encoding(call, hll);
      case "TODENSE" -> todense(call, value, hll);
      default -> throw Errors.error("ERR Unknown PFDEBUG subcommand '" + call.args().text(1) + "'");
    };
  }

  /** There is no vectorised code to be switched; the count is the same either way. */
  private static Reply simd(Call call) {
    if (!call.args().is(2, "ON") && !call.args().is(2, "OFF")) {
      throw Errors.error("ERR Argument must be ON or OFF");
    }
    return Reply.simple(call.args().is(2, "ON") ? "enabled" : "disabled");
  }

  private static Reply getreg(Call call, StringValue value, HyperLogLog hll) {
    checkArity(call);
    call.db().countChanges(hll.isDense() ? 0 : 1);
    hll.makeDense();
    value.assign(hll.bytes());
    List<Reply> registers = new ArrayList<>();
    for (byte register : hll.registers()) {
      registers.add(Reply.integer(register));
    }
    return Reply.array(registers);
  }

  private static Reply decode(Call call, HyperLogLog hll) {
    checkArity(call);
    if (hll.isDense()) {
      throw Errors.error("ERR HLL encoding is not sparse");
    }
    return Reply.bulk(hll.decode());
  }

  private static Reply encoding(Call call, HyperLogLog hll) {
    checkArity(call);
    return Reply.simple(hll.isDense() ? "dense" : "sparse");
  }

  private static Reply todense(Call call, StringValue value, HyperLogLog hll) {
    checkArity(call);
    boolean converted = !hll.isDense();
    hll.makeDense();
    value.assign(hll.bytes());
    call.db().countChanges(converted ? 1 : 0);
    return Reply.integer(converted);
  }

  /** Up to 6.2 the command itself takes any number of arguments. */
  private static void checkArity(Call call) {
    if (call.args().count() != 3) {
      throw Errors.error(
          "ERR Wrong number of arguments for the '" + call.args().text(1) + "' subcommand");
    }
  }

  private static Reply pfselftest(Call call) {
    HyperLogLog dense = HyperLogLog.empty();
    HyperLogLog sparse = HyperLogLog.empty();
    dense.makeDense();
    for (int elements = 1; elements <= 100_000; elements++) {
      Bytes element = Bytes.of(call.random().nextLong());
      dense.add(element, 0);
      sparse.add(element, sparseMaxBytes(call));
      if (Integer.toString(elements).matches("10*")) {
        check(dense, sparse, elements);
      }
    }
    return Reply.OK;
  }

  private static void check(HyperLogLog dense, HyperLogLog sparse, int elements) {
    long count = HyperLogLog.count(dense.registers());
    if (count != HyperLogLog.count(sparse.registers())) {
      throw Errors.error("ERR TESTFAILED dense/sparse disagree");
    }
    long tolerated = elements == 10 ? 1 : elements * 5 / 100;
    if (Math.abs(count - elements) > tolerated) {
      throw Errors.error("ERR TESTFAILED Too big error. card:" + elements);
    }
  }
}
