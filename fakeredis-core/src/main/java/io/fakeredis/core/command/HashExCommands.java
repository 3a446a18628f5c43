package io.fakeredis.core.command;

import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Flag.DENYOOM;
import static io.fakeredis.api.Flag.FAST;
import static io.fakeredis.api.Flag.WRITE;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.api.Keys.key;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Database;
import io.fakeredis.api.Reply;
import io.fakeredis.core.value.HashValue;
import io.fakeredis.core.value.HashValue.Field;
import java.util.ArrayList;
import java.util.List;

/** Reading or writing fields of a hash and doing something to them at the same time. */
final class HashExCommands implements CommandFamily {

  @Override
  public String group() {
    return "hash";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        command("HGETDEL", "8.0", -5, key(1), flags(WRITE, FAST), HashExCommands::hgetdel),
        command("HGETEX", "8.0", -5, key(1), flags(WRITE, FAST), HashExCommands::hgetex),
        command("HSETEX", "8.0", -6, key(1), flags(WRITE, DENYOOM, FAST), HashExCommands::hsetex));
  }

  private static Reply hgetdel(Call call) {
    Bytes key = call.args().bytes(1);
    if (call.has(ValkeyFields.FORM)) {
      ValkeyFields.fixed(call, ValkeyFields.mismatch());
    }
    HashValue hash = HashFields.find(call, key);
    List<Bytes> names = FieldNames.at(call.args(), 2, FieldNames.NOT_POSITIVE);
    List<Reply> values = new ArrayList<>(names.size());
    FieldChanges changes = new FieldChanges(call, key, hash);
    for (Bytes name : names) {
      Field field = changes.live(name);
      values.add(field == null ? Reply.NULL : Reply.bulk(field.value()));
      if (field != null) {
        changes.delete(field);
      }
    }
    changes.tell("hexpire");
    return Reply.array(values);
  }

  private static Reply hgetex(Call call) {
    Bytes key = call.args().bytes(1);
    if (call.has(ValkeyFields.FORM)) {
      ValkeyOptions.ofHgetex(call);
    }
    HashValue hash = HashFields.find(call, key);
    FieldOptions options = FieldOptions.ofHgetex(call);
    if (hash != null && (options.persists() || options.at() != Database.NEVER)) {
      HashFields.packExpiry(call, hash);
    }
    List<Reply> values = new ArrayList<>(options.words().size());
    FieldChanges changes = new FieldChanges(call, key, hash);
    for (Bytes name : options.words()) {
      Field field = changes.live(name);
      values.add(field == null ? Reply.NULL : Reply.bulk(field.value()));
      if (field != null && options.at() != Database.NEVER) {
        changes.expire(field, options.at());
      } else if (field != null && options.persists() && field.expires()) {
        changes.expire(field, Database.NEVER);
      }
    }
    changes.tell(options.persists() ? "hpersist" : "hexpire");
    return Reply.array(values);
  }

  private static Reply hsetex(Call call) {
    Bytes key = call.args().bytes(1);
    if (call.has(ValkeyFields.FORM)
        && !ValkeyOptions.ofHsetex(call).suits(HashFields.find(call, key))) {
      return Reply.ZERO;
    }
    FieldOptions options = FieldOptions.ofHsetex(call);
    if (!meets(call, key, options)) {
      return Reply.ZERO;
    }
    HashValue hash = call.db().create(key, HashValue.TYPE);
    hash.expect(options.words(), call.settings());
    if (options.at() != Database.NEVER) {
      HashFields.packExpiry(call, hash);
    }
    HashFields.tellBuried(call, key, setAll(call, hash, options));
    call.db().changed(key, "hset", HashFields.names(options.words()));
    if (options.at() != Database.NEVER) {
      expireAll(call, key, hash, options);
    }
    return Reply.ONE;
  }

  /** Sets the fields, and tells how many of them had expired. */
  private static int setAll(Call call, HashValue hash, FieldOptions options) {
    List<Bytes> words = options.words();
    int buried = 0;
    for (int i = 0; i < words.size(); i += 2) {
      buried += HashFields.bury(call, hash, words.get(i));
      if (options.keepsTime()) {
        hash.put(words.get(i), words.get(i + 1), call.settings());
      } else {
        HashFields.set(call, hash, words.get(i), words.get(i + 1));
      }
    }
    return buried;
  }

  private static boolean meets(Call call, Bytes key, FieldOptions options) {
    HashValue hash = HashFields.find(call, key);
    if (!options.ifMissing() && !options.ifPresent()) {
      return true;
    }
    for (int i = 0; i < options.words().size(); i += 2) {
      Bytes name = options.words().get(i);
      if (options.ifMissing()) {
        HashFields.dropExpired(call, key, hash, name);
      }
      boolean present = HashFields.live(call, key, hash, name) != null;
      if (present ? options.ifMissing() : options.ifPresent()) {
        return false;
      }
    }
    return true;
  }

  private static void expireAll(Call call, Bytes key, HashValue hash, FieldOptions options) {
    if (call.has(ValkeyFields.FORM) && options.at() <= call.now()) {
      call.db().event(key, "hexpire"); // though they are gone at once
    }
    FieldChanges changes = new FieldChanges(call, key, hash);
    for (int i = 0; i < options.words().size(); i += 2) {
      Field field = hash.get(options.words().get(i));
      if (field != null) {
        changes.expire(field, options.at());
      }
    }
    changes.tell("hexpire");
  }
}
