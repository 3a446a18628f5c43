package io.fakeredis.core.control;

import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Flag.ADMIN;
import static io.fakeredis.api.Flag.BLOCKING;
import static io.fakeredis.api.Flag.FAST;
import static io.fakeredis.api.Flag.LOADING;
import static io.fakeredis.api.Flag.NOSCRIPT;
import static io.fakeredis.api.Flag.STALE;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.api.Keys.NONE;
import static io.fakeredis.core.engine.ServerCall.server;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Flag;
import io.fakeredis.api.Numbers;
import io.fakeredis.api.Reply;
import io.fakeredis.api.Result;
import io.fakeredis.core.control.Replication.Primary;
import io.fakeredis.core.engine.ServerCall;
import io.fakeredis.core.replication.Follower;
import io.fakeredis.core.replication.Followers;
import io.fakeredis.core.replication.LastWrite;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The commands about replicas, and about being one. */
final class ReplicationCommands implements CommandFamily {
  private static final Feature CHECKS_PORT = Feature.since("REPLICAOF.checks-port", "7.0");
  private static final Feature SHORTER_REFUSAL =
      Feature.since("WAIT.shorter-refusal", "valkey 8.0");
  private static final String REFUSES_WAIT =
      "ERR WAIT cannot be used with replica instances. Please also note that since Redis 4.0 if a"
          + " replica is configured to be writable (which is not the default) writes to replicas"
          + " are just local and are not propagated.";
  private static final String REFUSES_WAIT_NOW =
      "ERR WAIT cannot be used with replica instances. Please also note that if a replica is"
          + " configured to be writable (which is not the default) writes to replicas are just"
          + " local and are not propagated.";
  private static final Set<Flag> CHANGES_ROLE = flags(ADMIN, NOSCRIPT, STALE);

  @Override
  public String group() {
    return "server";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        command(
                "ROLE",
                "2.8.12",
                1,
                NONE,
                flags(NOSCRIPT, LOADING, STALE, FAST),
                server(ReplicationCommands::role))
            .categories("admin", "dangerous"),
        command("REPLICAOF", "5.0", 3, NONE, CHANGES_ROLE, server(ReplicationCommands::replicaof)),
        command("SLAVEOF", "1.0", 3, NONE, CHANGES_ROLE, server(ReplicationCommands::replicaof)),
        command("FAILOVER", "6.2", -1, NONE, CHANGES_ROLE, server(ReplicationCommands::failover)),
        waiting("WAIT", "3.0", 3, flags(NOSCRIPT), ReplicationCommands::waitForReplicas),
        waiting("WAIT", "7.2", 3, flags(), ReplicationCommands::waitForReplicas),
        waiting("WAIT", "7.4", 3, flags(BLOCKING), ReplicationCommands::waitForReplicas),
        waiting("WAITAOF", "7.2", 4, flags(NOSCRIPT), ReplicationCommands::waitaof),
        waiting("WAITAOF", "7.4", 4, flags(BLOCKING), ReplicationCommands::waitaof),
        waiting("WAITAOF", "valkey 8.0", 4, flags(BLOCKING), ReplicationCommands::waitaof));
  }

  private static Command waiting(
      String name, String since, int arity, Set<Flag> flags, ServerCall.ServerHandler handler) {
    return command(name, since, arity, NONE, flags, server(handler)).categories("connection");
  }

  private static Reply role(ServerCall call) {
    Primary primary = Replication.of(call.engine()).primary();
    if (primary == null) {
      return Reply.array(
          Reply.bulk("master"),
          Reply.integer(Followers.of(call.engine()).offset()),
          followers(call));
    }
    return Reply.array(
        Reply.bulk("slave"),
        Reply.bulk(primary.host()),
        Reply.integer(primary.port()),
        Reply.bulk("connect"),
        Reply.integer(-1));
  }

  private static Reply followers(ServerCall call) {
    List<Reply> followers = new ArrayList<>();
    for (Follower follower : Followers.of(call.engine()).all()) {
      followers.add(
          Reply.array(
              Reply.bulk(follower.address()),
              Reply.bulk(Integer.toString(follower.port())),
              Reply.bulk(Long.toString(follower.acknowledged()))));
    }
    return Reply.array(followers);
  }

  private static Reply replicaof(ServerCall call) {
    Replication replication = Replication.of(call.engine());
    if (call.args().is(1, "NO") && call.args().is(2, "ONE")) {
      replication.followNobody();
      return Reply.OK;
    }
    Bytes port = call.args().bytes(2);
    if (!call.has(CHECKS_PORT) && !Numbers.isLong(port)) {
      throw Errors.notAnInteger();
    }
    boolean isPort = Numbers.isLong(port) && (Numbers.toLong(port) & ~0xFFFFL) == 0;
    if (call.has(CHECKS_PORT) && !isPort) {
      throw Errors.error("ERR Invalid master port");
    }
    replication.follow(new Primary(call.args().text(1), (int) Numbers.toLong(port)));
    return Reply.OK;
  }

  private static Reply failover(ServerCall call) {
    Args args = call.args();
    if (args.count() == 2 && args.is(1, "ABORT")) {
      throw Errors.error("ERR No failover in progress.");
    }
    int at = 1;
    while (at < args.count()) {
      if (args.is(at, "TIMEOUT") && at + 1 < args.count()) {
        if (args.integer(at + 1) <= 0) {
          throw Errors.error("ERR FAILOVER timeout must be greater than 0");
        }
        at += 2;
      } else if (args.is(at, "TO") && at + 2 < args.count()) {
        args.integer(at + 2);
        at += 3;
      } else if (args.is(at, "FORCE")) {
        at++;
      } else {
        throw Errors.syntax();
      }
    }
    if (Replication.of(call.engine()).isReplica()) {
      throw Errors.error("ERR FAILOVER is not valid when server is a replica.");
    }
    throw Errors.error("ERR FAILOVER requires connected replicas.");
  }

  private static Result waitForReplicas(ServerCall call) {
    if (Replication.of(call.engine()).isReplica()) {
      throw Errors.error(call.has(SHORTER_REFUSAL) ? REFUSES_WAIT_NOW : REFUSES_WAIT);
    }
    long wanted = call.args().integer(1);
    long timeout = timeout(call, 2);
    Followers followers = Followers.of(call.engine());
    long offset = LastWrite.of(call.session()).offset();
    return ReplicaWaits.of(call.engine())
        .add(call.session(), timeout, wanted, () -> followers.count(offset), Reply::integer);
  }

  private static Result waitaof(ServerCall call) {
    if (Replication.of(call.engine()).isReplica()) {
      throw Errors.error(
          "ERR WAITAOF cannot be used with replica instances. Please also note that writes to"
              + " replicas are just local and are not propagated.");
    }
    boolean needsFile = numlocal(call) > 0;
    long wanted = numreplicas(call);
    long timeout = timeout(call, 3);
    boolean appends = call.settings().enabled("appendonly");
    if (needsFile && !appends) {
      throw Errors.error(
          "ERR WAITAOF cannot be used when numlocal is set but appendonly is disabled.");
    }
    Followers followers = Followers.of(call.engine());
    long offset = LastWrite.of(call.session()).offset();
    return ReplicaWaits.of(call.engine())
        .add(
            call.session(),
            timeout,
            wanted,
            () -> followers.countAppended(offset),
            count -> Reply.array(Reply.integer(appends), Reply.integer(count)));
  }

  private static long numlocal(ServerCall call) {
    Bytes word = call.args().bytes(1);
    if (!Numbers.isLong(word)) {
      throw Errors.notAnInteger();
    }
    long number = Numbers.toLong(word);
    if (number < 0 || number > 1) {
      throw Errors.error("ERR value is out of range, value must between 0 and 1");
    }
    return number;
  }

  private static long numreplicas(ServerCall call) {
    Bytes word = call.args().bytes(2);
    if (!Numbers.isLong(word) || Numbers.toLong(word) < 0) {
      throw Errors.notPositive();
    }
    return Numbers.toLong(word);
  }

  private static long timeout(ServerCall call, int index) {
    Bytes word = call.args().bytes(index);
    if (!Numbers.isLong(word)) {
      throw Errors.error("ERR timeout is not an integer or out of range");
    }
    if (Numbers.toLong(word) < 0) {
      throw Errors.error("ERR timeout is negative");
    }
    return Numbers.toLong(word);
  }
}
