package io.fakeredis.core.command;

import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Flag.FAST;
import static io.fakeredis.api.Flag.READONLY;
import static io.fakeredis.api.Flag.WRITE;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.api.Keys.key;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Database;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Flag;
import io.fakeredis.api.Reply;
import io.fakeredis.core.value.HashValue;
import io.fakeredis.core.value.HashValue.Field;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** The times to live of single fields of a hash. */
final class HashExpiryCommands implements CommandFamily {
  private static final Set<Flag> WRITES = flags(WRITE, FAST);
  private static final Set<Flag> READS = flags(READONLY, FAST);

  private static final Reply NO_FIELD = Reply.integer(-2);
  private static final Reply NO_EXPIRY = Reply.integer(-1);
  private static final Reply NOT_ALLOWED = Reply.integer(0);
  private static final Reply DONE = Reply.integer(1);
  private static final Reply DELETED = Reply.integer(2);

  @Override
  public String group() {
    return "hash";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        command("HEXPIRE", "7.4", -6, key(1), WRITES, call -> expire(call, true, false)),
        command("HEXPIREAT", "7.4", -6, key(1), WRITES, call -> expire(call, true, true)),
        command("HEXPIRETIME", "7.4", -5, key(1), READS, call -> time(call, 1000, 0)),
        command("HPERSIST", "7.4", -5, key(1), WRITES, HashExpiryCommands::hpersist),
        command("HPEXPIRE", "7.4", -6, key(1), WRITES, call -> expire(call, false, false)),
        command("HPEXPIREAT", "7.4", -6, key(1), WRITES, call -> expire(call, false, true)),
        command("HPEXPIRETIME", "7.4", -5, key(1), READS, call -> time(call, 1, 0)),
        command("HPTTL", "7.4", -5, key(1), READS, call -> time(call, 1, call.now())),
        command("HTTL", "7.4", -5, key(1), READS, call -> time(call, 1000, call.now())));
  }

  private static Reply expire(Call call, boolean seconds, boolean absolute) {
    Bytes key = call.args().bytes(1);
    boolean valkey = call.has(ValkeyFields.FORM);
    if (valkey) {
      FieldCondition.parse(call); // before the time, and both before the key
      FieldTimes.parse(call, call.args().bytes(2), seconds, absolute);
    }
    HashValue hash = HashFields.find(call, key);
    long at = FieldTimes.parse(call, call.args().bytes(2), seconds, absolute);
    FieldCondition condition = FieldCondition.parse(call);
    if (hash == null) {
      return Reply.array(Collections.nCopies(condition.names().size(), NO_FIELD));
    }
    HashFields.packExpiry(call, hash);
    boolean past = at <= call.now();
    List<Reply> replies = new ArrayList<>(condition.names().size());
    for (Bytes name : condition.names()) {
      boolean absent = valkey && HashFields.isExpired(call, hash, name);
      replies.add(absent ? NO_FIELD : expire(hash, name, condition, at, past));
    }
    String pastEvent = valkey ? "hexpired" : "hdel";
    tell(call, past ? pastEvent : "hexpire", condition.names(), replies, past ? DELETED : DONE);
    return Reply.array(replies);
  }

  /** Tells of the fields that got that reply, if there are any. */
  private static void tell(
      Call call, String event, List<Bytes> names, List<Reply> replies, Reply reply) {
    List<Bytes> told = new ArrayList<>(names.size());
    for (int i = 0; i < names.size(); i++) {
      if (replies.get(i) == reply) {
        told.add(names.get(i));
      }
    }
    if (!told.isEmpty()) {
      call.db().changed(call.args().bytes(1), event, told);
    }
  }

  /** In Redis a field that expired without anybody noticing yet is given a new life. */
  private static Reply expire(
      HashValue hash, Bytes name, FieldCondition condition, long at, boolean past) {
    Field field = hash.get(name);
    if (field == null) {
      return NO_FIELD;
    }
    if (!condition.allows(field, at)) {
      return NOT_ALLOWED;
    }
    if (past) {
      hash.remove(name);
      return DELETED;
    }
    hash.expire(field, at);
    return DONE;
  }

  /** When the fields expire, from the base in that unit, rounded up (Valkey: to the nearest). */
  private static Reply time(Call call, long unit, long base) {
    boolean valkey = call.has(ValkeyFields.FORM);
    if (valkey) {
      ValkeyFields.fixed(call, Errors.syntax());
    }
    HashValue hash = HashFields.find(call, call.args().bytes(1));
    List<Bytes> names = FieldNames.at(call.args(), 2, FieldNames.NOT_POSITIVE);
    long rounding = valkey ? unit / 2 : unit - 1;
    List<Reply> replies = new ArrayList<>(names.size());
    for (Bytes name : names) {
      Field field = hash == null ? null : hash.get(name);
      if (field == null || (field.expires() && field.expiresAt() <= call.now())) {
        replies.add(NO_FIELD);
      } else if (!field.expires()) {
        replies.add(NO_EXPIRY);
      } else {
        replies.add(Reply.integer((field.expiresAt() - base + rounding) / unit));
      }
    }
    return Reply.array(replies);
  }

  private static Reply hpersist(Call call) {
    Bytes key = call.args().bytes(1);
    if (call.has(ValkeyFields.FORM)) {
      ValkeyFields.fixed(call, ValkeyFields.mismatch());
    }
    HashValue hash = HashFields.find(call, key);
    List<Bytes> names = FieldNames.at(call.args(), 2, FieldNames.NOT_POSITIVE);
    List<Reply> replies = new ArrayList<>(names.size());
    for (Bytes name : names) {
      Field field = hash == null ? null : hash.get(name);
      if (hash == null || field == null || field.isExpired(call.now())) {
        replies.add(NO_FIELD);
      } else if (!field.expires()) {
        replies.add(NO_EXPIRY);
      } else {
        hash.expire(field, Database.NEVER);
        replies.add(DONE);
      }
    }
    tell(call, "hpersist", names, replies, DONE);
    return Reply.array(replies);
  }
}
