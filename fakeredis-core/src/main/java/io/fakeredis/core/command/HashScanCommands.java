package io.fakeredis.core.command;

import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Flag.READONLY;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.api.Keys.key;
import static java.util.Objects.requireNonNull;

import io.fakeredis.api.Args;
import io.fakeredis.api.Call;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Reply;
import io.fakeredis.core.value.HashValue;
import io.fakeredis.core.value.HashValue.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Fields of hashes by chance, and in small steps. */
final class HashScanCommands implements CommandFamily {
  /** Up to that part of a hash is picked field by field; for more, all fields are collected. */
  private static final int FEW = 3;

  @Override
  public String group() {
    return "hash";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        command("HRANDFIELD", "6.2", -2, key(1), flags(READONLY), HashScanCommands::hrandfield),
        command("HSCAN", "2.8", -3, key(1), flags(READONLY), HashScanCommands::hscan));
  }

  private static Reply hrandfield(Call call) {
    Args args = call.args();
    RandomCount wanted = args.count() == 2 ? null : RandomCount.parse(args, "WITHVALUES");
    HashValue hash = HashFields.find(call, args.bytes(1));
    if (hash != null && call.has(ValkeyFields.FORM)) {
      hash = HashFields.livePart(call, hash);
    } else if (hash != null) {
      HashFields.expire(call, args.bytes(1), hash);
    }
    if (hash == null || hash.isEmpty()) {
      return wanted == null ? Reply.NULL : Reply.EMPTY_ARRAY;
    }
    if (wanted == null) {
      return Reply.bulk(requireNonNull(hash.random(call.random())).key());
    }
    Pairs pairs = Pairs.of(call, 1);
    List<Reply> names = new ArrayList<>();
    for (Field field : sample(hash, wanted, call.random())) {
      if (wanted.withValues()) {
        pairs.add(Reply.bulk(field.key()), Reply.bulk(field.value()));
      } else {
        names.add(Reply.bulk(field.key()));
      }
    }
    return wanted.withValues() ? pairs.reply() : Reply.array(names);
  }

  private static Collection<Field> sample(
      HashValue hash, RandomCount wanted, RandomGenerator random) {
    if (wanted.repeats()) {
      return RandomCount.repeated(wanted.count(), () -> requireNonNull(hash.random(random)));
    }
    if (wanted.count() < hash.size() / FEW) {
      Set<Field> sample = new LinkedHashSet<>();
      while (sample.size() < wanted.count()) {
        sample.add(requireNonNull(hash.random(random)));
      }
      return sample;
    }
    List<Field> all = new ArrayList<>(hash.size());
    hash.forEach(all::add);
    return wanted.count() >= all.size()
        ? all
        : wanted.positions(all.size(), random).stream().map(all::get).toList();
  }

  private static Reply hscan(Call call) {
    ScanRequest.checkCursor(call);
    HashValue hash = HashFields.find(call, call.args().bytes(1));
    if (hash == null) {
      return ScanRequest.reply(0, List.of());
    }
    ScanRequest request = ScanRequest.parse(call, ScanRequest.Kind.HASH);
    List<Field> visited = new ArrayList<>();
    long cursor = request.walk(hash::scan, visited);
    List<Reply> found = new ArrayList<>();
    for (Field field : visited) {
      if (!field.isExpired(call.now()) && request.wants(field.key())) {
        found.add(Reply.bulk(field.key()));
        if (!request.isBare()) {
          found.add(Reply.bulk(field.value()));
        }
      }
    }
    return ScanRequest.reply(cursor, found);
  }
}
