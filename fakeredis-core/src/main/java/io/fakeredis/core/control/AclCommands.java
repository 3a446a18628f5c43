package io.fakeredis.core.control;

import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Command.container;
import static io.fakeredis.api.Flag.ADMIN;
import static io.fakeredis.api.Flag.LOADING;
import static io.fakeredis.api.Flag.NOSCRIPT;
import static io.fakeredis.api.Flag.SKIP_SLOWLOG;
import static io.fakeredis.api.Flag.STALE;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.api.Keys.NONE;
import static io.fakeredis.core.engine.ServerCall.server;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandException;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Reply;
import io.fakeredis.core.acl.AclLog;
import io.fakeredis.core.acl.AclLogEntry;
import io.fakeredis.core.acl.AclUser;
import io.fakeredis.core.acl.Commands;
import io.fakeredis.core.acl.RuleException;
import io.fakeredis.core.acl.UnmatchedParenthesisException;
import io.fakeredis.core.acl.UserReplies;
import io.fakeredis.core.acl.Users;
import io.fakeredis.core.engine.CommandTable;
import io.fakeredis.core.engine.ServerCall;
import java.util.ArrayList;
import java.util.List;

/** ACL: the users, and what was refused to them. */
final class AclCommands implements CommandFamily {
  private static final Feature CUTS_OFF = Feature.since("ACL.cuts-off-listeners", "6.2");
  private static final Feature ENTRY_IDS = Feature.since("ACL LOG.entry-id", "7.2");
  private static final long DEFAULT_BITS = 256;
  private static final long MOST_BITS = 4096;
  private static final int BITS_OF_DIGIT = 4;
  private static final int DIGITS = 16;
  private static final int DEFAULT_LOG_LENGTH = 10;
  private static final double MILLIS = 1000;

  @Override
  public String group() {
    return "server";
  }

  @Override
  public List<Command> commands() {
    Command[] rows = {
      row("ACL CAT", "6.0", -2, AclCommands::cat),
      row("ACL DELUSER", "6.0", -3, AclCommands::deluser),
      row("ACL DRYRUN", "7.0", -4, AclCommands::dryrun),
      row("ACL GENPASS", "6.0", -2, AclCommands::genpass),
      row("ACL GETUSER", "6.0", 3, AclCommands::getuser),
      command("ACL HELP", "6.0", 2, NONE, flags(LOADING, STALE), server(AclHelp.TEXT::reply)),
      row("ACL LIST", "6.0", 2, AclCommands::list),
      row("ACL LOAD", "6.0", 2, AclFileCommands::load),
      row("ACL LOG", "6.0", -2, AclCommands::log),
      row("ACL SAVE", "6.0", 2, AclFileCommands::save),
      row("ACL SETUSER", "6.0", -3, AclCommands::setuser),
      row("ACL USERS", "6.0", 2, AclCommands::users),
      row("ACL WHOAMI", "6.0", 2, AclCommands::whoami)
    };
    // before 6.2 the slow log shows passwords, and so these calls are not in it
    return List.of(
        command("ACL", "6.0", -2, NONE, flags(SKIP_SLOWLOG), call -> Reply.NULL).subcommands(rows),
        container("ACL", "6.2", rows));
  }

  private static Command row(
      String name, String since, int arity, ServerCall.ServerHandler handler) {
    return command(
        name, since, arity, NONE, flags(ADMIN, NOSCRIPT, LOADING, STALE), server(handler));
  }

  private static Reply cat(ServerCall call) {
    Commands commands = Commands.of(call.engine());
    if (call.args().count() > 3) {
      throw Errors.wrongSubcommand(call);
    }
    if (call.args().count() == 2) {
      return bulks(commands.categories());
    }
    List<String> names = commands.names(call.args().text(2));
    if (names == null) {
      throw Errors.error("ERR Unknown category '" + Errors.shown(call.args().text(2)) + "'");
    }
    return bulks(names);
  }

  private static Reply bulks(List<String> texts) {
    return Reply.array(texts.stream().map(text -> Reply.bulk(Bytes.latin(text))).toList());
  }

  private static Reply deluser(ServerCall call) {
    Users users = Users.of(call.engine());
    List<AclUser> found = new ArrayList<>();
    for (Bytes name : call.args().from(2)) {
      AclUser user = users.find(name.latin());
      if (user == users.defaultUser()) {
        throw Errors.error("ERR The 'default' user cannot be removed");
      }
      if (user != null) {
        found.add(user);
      }
    }
    int removed = 0;
    for (AclUser user : found) {
      if (users.remove(user)) {
        removed++;
        AccessControl.cutOff(user, call.session());
      }
    }
    return Reply.integer(removed);
  }

  private static Reply dryrun(ServerCall call) {
    AclUser user = Users.of(call.engine()).find(call.args().text(2));
    if (user == null) {
      throw Errors.error("ERR User '" + Errors.shown(call.args().text(2)) + "' not found");
    }
    Args inner = call.args().dropping(3);
    CommandTable.Row row = row(call, inner);
    if (!row.command().accepts(inner.count())) {
      throw Errors.arity(row.command());
    }
    String refusal = user.refusal(call.session(), row, inner);
    return refusal == null ? Reply.OK : Reply.bulk(Bytes.latin(refusal));
  }

  private static CommandTable.Row row(ServerCall call, Args inner) {
    try {
      return call.engine().executor().resolveName(inner);
    } catch (CommandException e) {
      throw Errors.error("ERR Command '" + Errors.shown(inner.text(0)) + "' not found");
    }
  }

  private static Reply genpass(ServerCall call) {
    if (call.args().count() > 3) {
      throw Errors.wrongSubcommand(call);
    }
    long bits = call.args().count() == 3 ? call.args().integer(2) : DEFAULT_BITS;
    if (bits <= 0 || bits > MOST_BITS) {
      throw Errors.error(
          "ERR ACL GENPASS argument must be the number of bits for the output password, a positive"
              + " number up to "
              + MOST_BITS);
    }
    StringBuilder password = new StringBuilder();
    for (long left = bits; left > 0; left -= BITS_OF_DIGIT) {
      password.append(Character.forDigit(call.random().nextInt(DIGITS), DIGITS));
    }
    return Reply.bulk(password.toString());
  }

  private static Reply getuser(ServerCall call) {
    AclUser user = Users.of(call.engine()).find(call.args().text(2));
    return user == null ? Reply.NULL : new UserReplies(user).user();
  }

  private static Reply list(ServerCall call) {
    return bulks(Users.of(call.engine()).lines());
  }

  private static Reply log(ServerCall call) {
    if (call.args().count() > 3) {
      throw Errors.wrongSubcommand(call);
    }
    AclLog log = AclLog.of(call.engine());
    if (call.args().count() == 3 && call.args().is(2, "RESET")) {
      log.reset();
      return Reply.OK;
    }
    long count = call.args().count() == 3 ? call.args().integer(2) : DEFAULT_LOG_LENGTH;
    return Reply.array(
        log.entries().stream().limit(Math.max(0, count)).map(e -> entry(call, e)).toList());
  }

  private static Reply entry(ServerCall call, AclLogEntry entry) {
    List<Reply> items = new ArrayList<>();
    add(items, "count", Reply.integer(entry.count()));
    add(items, "reason", Reply.bulk(entry.reason()));
    add(items, "context", Reply.bulk(entry.context()));
    add(items, "object", Reply.bulk(Bytes.latin(entry.object())));
    add(items, "username", Reply.bulk(Bytes.latin(entry.user())));
    long age = call.engine().time().millis() - entry.updatedAt();
    add(items, "age-seconds", call.real(age / MILLIS));
    add(items, "client-info", Reply.bulk(Bytes.latin(entry.client())));
    if (call.has(ENTRY_IDS)) {
      add(items, "entry-id", Reply.integer(entry.id()));
      add(items, "timestamp-created", Reply.integer(entry.createdAt()));
      add(items, "timestamp-last-updated", Reply.integer(entry.updatedAt()));
    }
    return Reply.map(items);
  }

  private static void add(List<Reply> items, String name, Reply value) {
    items.add(Reply.bulk(name));
    items.add(value);
  }

  private static Reply setuser(ServerCall call) {
    Args args = call.args();
    if (AclUser.isUnfitName(args.text(2))) {
      throw Errors.error("ERR Usernames can't contain spaces or null characters");
    }
    Users users = Users.of(call.engine());
    AclUser plan = plan(users, args);
    AclUser user = users.find(plan.name());
    if (user != null && user.losesChannels(plan) && call.has(CUTS_OFF)) {
      AccessControl.cutOffListeners(user, plan, call.session());
    }
    users.carryOut(plan);
    return Reply.OK;
  }

  private static AclUser plan(Users users, Args args) {
    try {
      return users.plan(args.text(2), args.from(3).stream().map(Bytes::latin).toList());
    } catch (UnmatchedParenthesisException e) {
      throw Errors.error(
          "ERR Unmatched parenthesis in acl selector starting at '"
              + Errors.shown(e.word())
              + "'.");
    } catch (RuleException e) {
      throw Errors.error(
          "ERR Error in ACL SETUSER modifier '" + Errors.shown(e.rule()) + "': " + e.reason());
    }
  }

  private static Reply users(ServerCall call) {
    return bulks(Users.of(call.engine()).all().stream().map(AclUser::name).toList());
  }

  private static Reply whoami(ServerCall call) {
    return Reply.bulk(Bytes.latin(call.session().user().name()));
  }
}
