package io.fakeredis.core.acl;

import io.fakeredis.api.Args;
import io.fakeredis.api.CommandException;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Profile;
import io.fakeredis.core.acl.Denial.Reason;
import io.fakeredis.core.engine.CommandTable.Row;
import io.fakeredis.core.engine.Engine;
import io.fakeredis.core.engine.Session;

/** What is said to somebody who may not do what he wants, in the words of the version. */
final class Refusal {
  /** Since 7.2 a message names the user, and one text serves in scripts, too. */
  private static final Feature NAMES_USER = Feature.since("ACL.names-user", "7.2");

  private final Profile profile;
  private final String user;
  private final String command;
  private final Reason reason;

  private Refusal(Profile profile, String user, String command, Reason reason) {
    this.profile = profile;
    this.user = user;
    this.command = command;
    this.reason = reason;
  }

  private static Refusal of(Engine engine, String user, Row row, Denial denial) {
    String command = Commands.of(engine).of(row).name();
    return new Refusal(engine.profile(), user, command, denial.reason());
  }

  /** Takes an attempt down and gives the error for it. */
  static CommandException error(Session session, Row row, Args args, Denial denial) {
    String user = session.user().name();
    Refusal refusal = of(session.engine(), user, row, denial);
    boolean isCommand = denial.position() == 0;
    String object = isCommand ? refusal.command : args.text(denial.position());
    AclLog.of(session.engine()).add(session, denial.reason(), object, user);
    return Errors.error(refusal.text(session.context()));
  }

  /** The answer of ACL DRYRUN, which tells what exactly is not allowed. */
  static String inDetail(Engine engine, AclUser user, Row row, Args args, Denial denial) {
    return of(engine, user.name(), row, denial).detail(args.text(denial.position()));
  }

  private String text(Session.Context context) {
    return switch (context) {
      case CLIENT -> "NOPERM " + told();
      case TRANSACTION ->
          "NOPERM ACLs rules changed between the moment the transaction was accumulated and the"
              + " EXEC call. This command is no longer allowed for the following reason: "
              + changed();
      case SCRIPT -> profile.has(NAMES_USER) ? "ERR ACL failure in script: " + told() : inScript();
    };
  }

  private String told() {
    if (profile.has(NAMES_USER)) {
      return switch (reason) {
        case COMMAND -> "User " + user + " has no permissions to run the '" + command + "' command";
        case KEY, AUTH, TLS_CERTIFICATE -> "No permissions to access a key";
        case CHANNEL -> "No permissions to access a channel";
        case DATABASE -> "No permissions to access database";
      };
    }
    String subcommand = profile.has(Commands.SUBCOMMANDS) ? "" : " or its subcommand";
    return "this user has no permissions to "
        + switch (reason) {
          case COMMAND -> "run the '" + command + "' command" + subcommand;
          case CHANNEL -> "access one of the channels used as arguments";
          case KEY, AUTH, TLS_CERTIFICATE, DATABASE -> "access one of the keys used as arguments";
        };
  }

  private String changed() {
    return switch (reason) {
      case COMMAND -> "no permission to execute the command or subcommand";
      case KEY -> "no permission to touch the specified keys";
      case CHANNEL -> "no permission to access one of the channels used as arguments";
      case DATABASE, AUTH, TLS_CERTIFICATE -> "no permission";
    };
  }

  private String inScript() {
    return (profile.has(Commands.SUBCOMMANDS) ? "ERR " : "")
        + "The user executing the script can't "
        + switch (reason) {
          case COMMAND -> "run this command or subcommand";
          case CHANNEL -> "publish to the channel mentioned in the command";
          case KEY, AUTH, TLS_CERTIFICATE, DATABASE ->
              "access at least one of the keys mentioned in the command arguments";
        };
  }

  private String detail(String object) {
    String who = profile.has(NAMES_USER) ? "User " + user : "This user";
    return who
        + " has no permissions to "
        + switch (reason) {
          case COMMAND -> "run the '" + command + "' command";
          case CHANNEL -> "access the '" + object + "' channel";
          case DATABASE -> "access database " + object;
          case KEY, AUTH, TLS_CERTIFICATE -> "access the '" + object + "' key";
        };
  }
}
