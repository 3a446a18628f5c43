package io.fakeredis.core.control;

import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Command.container;
import static io.fakeredis.api.Flag.FAST;
import static io.fakeredis.api.Flag.LOADING;
import static io.fakeredis.api.Flag.MAY_REPLICATE;
import static io.fakeredis.api.Flag.NOSCRIPT;
import static io.fakeredis.api.Flag.PUBSUB;
import static io.fakeredis.api.Flag.STALE;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.api.Keys.NONE;
import static io.fakeredis.api.Keys.key;
import static io.fakeredis.api.Keys.keys;
import static io.fakeredis.core.engine.ServerCall.server;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Flag;
import io.fakeredis.api.Glob;
import io.fakeredis.api.HelpText;
import io.fakeredis.api.Reply;
import io.fakeredis.core.control.PubSub.Kind;
import io.fakeredis.core.engine.ServerCall;
import io.fakeredis.core.engine.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The <a href="https://redis.io/commands/?group=pubsub">publish and subscribe commands</a>. */
final class PubSubCommands implements CommandFamily {
  private static final Set<Flag> SUBSCRIBES = flags(PUBSUB, NOSCRIPT, LOADING, STALE);
  private static final Set<Flag> PUBLISHES = flags(PUBSUB, LOADING, STALE, FAST, MAY_REPLICATE);
  private static final Set<Flag> LOOKS = flags(PUBSUB, LOADING, STALE);

  /** 6.0 counts a pattern as often as somebody listens to it. */
  private static final Feature UNIQUE_PATTERNS = Feature.since("PUBSUB NUMPAT.unique", "6.2");

  private static final Feature SHARDS = Feature.since("SSUBSCRIBE", "7.0");
  private static final HelpText HELP_TEXT =
      HelpText.of("PUBSUB")
          .oldLine(
              "CHANNELS [<pattern>] -- Return the currently active channels matching a pattern"
                  + " (default: all).")
          .oldLine("NUMPAT -- Return number of subscriptions to patterns.")
          .oldLine(
              "NUMSUB [channel-1 .. channel-N] -- Returns the number of subscribers for the"
                  + " specified channels (excluding patterns, default: none).")
          .line(
              "CHANNELS [<pattern>]",
              "Return the currently active channels matching a <pattern> (default: '*').")
          .line("NUMPAT", "Return number of subscriptions to patterns.")
          .line(
              "NUMSUB [<channel> ...]",
              "Return the number of subscribers for the specified channels, excluding",
              "pattern subscriptions(default: no channels).")
          .line(
              SHARDS,
              "SHARDCHANNELS [<pattern>]",
              "Return the currently active shard level channels matching a <pattern> (default:"
                  + " '*').")
          .line(
              SHARDS,
              "SHARDNUMSUB [<shardchannel> ...]",
              "Return the number of subscribers for the specified shard level channel(s)");

  @Override
  public String group() {
    return "pubsub";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        command("PSUBSCRIBE", "2.0", -2, NONE, SUBSCRIBES, server(c -> subscribe(c, Kind.PATTERN))),
        command("PUBLISH", "2.0", 3, NONE, PUBLISHES, server(PubSubCommands::publish)),
        command(
            "PUNSUBSCRIBE", "2.0", -1, NONE, SUBSCRIBES, server(c -> unsubscribe(c, Kind.PATTERN))),
        command("SPUBLISH", "7.0", 3, key(1), PUBLISHES, server(PubSubCommands::spublish)),
        command(
            "SSUBSCRIBE",
            "7.0",
            -2,
            keys(1, -1),
            SUBSCRIBES,
            server(c -> subscribe(c, Kind.SHARD))),
        command("SUBSCRIBE", "2.0", -2, NONE, SUBSCRIBES, server(c -> subscribe(c, Kind.CHANNEL))),
        command(
            "SUNSUBSCRIBE",
            "7.0",
            -1,
            keys(1, -1),
            SUBSCRIBES,
            server(c -> unsubscribe(c, Kind.SHARD))),
        command(
            "UNSUBSCRIBE", "2.0", -1, NONE, SUBSCRIBES, server(c -> unsubscribe(c, Kind.CHANNEL))),
        container(
            "PUBSUB",
            "2.8",
            look("PUBSUB CHANNELS", "2.8", -2, c -> channels(c, Kind.CHANNEL)),
            look("PUBSUB HELP", "2.8", 2, PubSubCommands::help),
            look("PUBSUB NUMPAT", "2.8", 2, PubSubCommands::numpat),
            look("PUBSUB NUMSUB", "2.8", -2, c -> numsub(c, Kind.CHANNEL)),
            look("PUBSUB SHARDCHANNELS", "7.0", -2, c -> channels(c, Kind.SHARD)),
            look("PUBSUB SHARDNUMSUB", "7.0", -2, c -> numsub(c, Kind.SHARD))));
  }

  private static Command look(
      String name, String since, int arity, ServerCall.ServerHandler handler) {
    return command(name, since, arity, NONE, LOOKS, server(handler));
  }

  private static Reply help(ServerCall call) {
    return HELP_TEXT.reply(call);
  }

  private static Reply subscribe(ServerCall call, Kind kind) {
    if (kind == Kind.SHARD && call.session().context() == Session.Context.TRANSACTION) {
      throw Errors.error("ERR SSUBSCRIBE isn't allowed for a DENY BLOCKING client");
    }
    List<Reply> messages = new ArrayList<>();
    for (Bytes name : call.args().from(1)) {
      messages.add(PubSub.of(call.engine()).subscribe(call.session(), kind, name));
    }
    return Reply.many(messages);
  }

  private static Reply unsubscribe(ServerCall call, Kind kind) {
    PubSub pubSub = PubSub.of(call.engine());
    if (call.args().count() == 1) {
      return Reply.many(pubSub.unsubscribeAll(call.session(), kind));
    }
    List<Reply> messages = new ArrayList<>();
    for (Bytes name : call.args().from(1)) {
      messages.add(pubSub.unsubscribe(call.session(), kind, name));
    }
    return Reply.many(messages);
  }

  private static Reply publish(ServerCall call) {
    PubSub pubSub = PubSub.of(call.engine());
    return Reply.integer(pubSub.publish(call.args().bytes(1), call.args().bytes(2)));
  }

  private static Reply spublish(ServerCall call) {
    PubSub pubSub = PubSub.of(call.engine());
    return Reply.integer(pubSub.publishToShard(call.args().bytes(1), call.args().bytes(2)));
  }

  private static Reply channels(ServerCall call, Kind kind) {
    if (call.args().count() > 3) {
      throw Errors.wrongSubcommand(call);
    }
    List<Bytes> names = new ArrayList<>();
    for (Bytes name : PubSub.of(call.engine()).names(kind)) {
      if (call.args().count() == 2 || Glob.matches(call.args().bytes(2), name)) {
        names.add(name);
      }
    }
    return Reply.bulks(names);
  }

  private static Reply numpat(ServerCall call) {
    PubSub pubSub = PubSub.of(call.engine());
    boolean unique = call.has(UNIQUE_PATTERNS);
    return Reply.integer(unique ? pubSub.count(Kind.PATTERN) : pubSub.subscriptions(Kind.PATTERN));
  }

  private static Reply numsub(ServerCall call, Kind kind) {
    List<Reply> counts = new ArrayList<>();
    for (Bytes name : call.args().from(2)) {
      counts.add(Reply.bulk(name));
      counts.add(Reply.integer(PubSub.of(call.engine()).listeners(kind, name)));
    }
    return Reply.array(counts);
  }
}
