package io.fakeredis.core.control;

import io.fakeredis.api.Call;
import io.fakeredis.api.Feature;
import io.fakeredis.api.HelpText;
import io.fakeredis.api.Reply;

/** CLIENT HELP. */
final class ClientHelp {
  private static final Feature NEWER = Feature.since("CLIENT NO-EVICT", "7.0");
  private static final Feature NAMED = Feature.since("CLIENT SETINFO", "7.2");
  private static final Feature AGED = Feature.since("CLIENT KILL.MAXAGE", "7.4");

  private static final HelpText TEXT =
      HelpText.of("CLIENT")
          .oldLine("ID                     -- Return the ID of the current connection.")
          .oldLine("GETNAME                -- Return the name of the current connection.")
          .oldLine("KILL <ip:port>         -- Kill connection made from <ip:port>.")
          .oldLine("KILL <option> <value> [option value ...] -- Kill connections. Options are:")
          .oldLine(
              "     ADDR <ip:port>                      -- Kill connection made from"
                  + " <ip:port>")
          .oldLine("     TYPE (normal|master|replica|pubsub) -- Kill connections by type.")
          .oldLine("     USER <username>   -- Kill connections authenticated with such user.")
          .oldLine("     SKIPME (yes|no)   -- Skip killing current connection (default: yes).")
          .oldLine(
              "LIST [options ...]     -- Return information about client connections."
                  + " Options:")
          .oldLine(
              "     TYPE (normal|master|replica|pubsub) -- Return clients of specified" + " type.")
          .oldLine(
              "PAUSE <timeout>        -- Suspend all Redis clients for <timout>" + " milliseconds.")
          .oldLine(
              "REPLY (on|off|skip)    -- Control the replies sent to the current" + " connection.")
          .oldLine("SETNAME <name>         -- Assign the name <name> to the current connection.")
          .oldLine("UNBLOCK <clientid> [TIMEOUT|ERROR] -- Unblock the specified blocked client.")
          .oldLine(
              "TRACKING (on|off) [REDIRECT <id>] [BCAST] [PREFIX first] [PREFIX second]"
                  + " [OPTIN] [OPTOUT]... -- Enable client keys tracking for client side caching.")
          .oldLine(
              "CACHING  (yes|no)      -- Enable/Disable tracking of the keys for next"
                  + " command in OPTIN/OPTOUT mode.")
          .oldLine(
              "GETREDIR               -- Return the client ID we are redirecting to when"
                  + " tracking is enabled.")
          .line(
              "CACHING (YES|NO)",
              "Enable/disable tracking of the keys for next command in OPTIN/OPTOUT modes.")
          .line("GETREDIR", "Return the client ID we are redirecting to when tracking is enabled.")
          .line("GETNAME", "Return the name of the current connection.")
          .line("ID", "Return the ID of the current connection.")
          .line("INFO", "Return information about the current client connection.")
          .line("KILL <ip:port>", "Kill connection made from <ip:port>.")
          .line(
              "KILL <option> <value> [<option> <value> [...]]",
              "Kill connections. Options are:",
              "* ADDR (<ip:port>|<unixsocket>:0)",
              "  Kill connections made from the specified address",
              "* LADDR (<ip:port>|<unixsocket>:0)",
              "  Kill connections made to specified local address")
          .lineUntil(NEWER, "    * TYPE (normal|master|replica|pubsub)")
          .line(NEWER, "    * TYPE (NORMAL|MASTER|REPLICA|PUBSUB)")
          .line(
              "      Kill connections by type.",
              "* USER <username>",
              "  Kill connections authenticated by <username>.",
              "* SKIPME (YES|NO)",
              "  Skip killing current connection (default: yes).")
          .line(
              AGED,
              "    * ID <client-id>",
              "  Kill connections by client id.",
              "* MAXAGE <maxage>",
              "  Kill connections older than the specified age.")
          .line(
              "LIST [options ...]",
              "Return information about client connections. Options:",
              "* TYPE (NORMAL|MASTER|REPLICA|PUBSUB)",
              "  Return clients of specified type.")
          .line("UNPAUSE", "Stop the current client pause, resuming traffic.")
          .lineUntil(
              NEWER,
              "PAUSE <timeout> [WRITE|ALL]",
              "Suspend all, or just write, clients for <timout> milliseconds.")
          .line(
              NEWER,
              "PAUSE <timeout> [WRITE|ALL]",
              "Suspend all, or just write, clients for <timeout> milliseconds.")
          .line("REPLY (ON|OFF|SKIP)", "Control the replies sent to the current connection.")
          .line("SETNAME <name>", "Assign the name <name> to the current connection.")
          .line(
              NAMED,
              "SETINFO <option> <value>",
              "Set client meta attr. Options are:",
              "* LIB-NAME: the client lib name.",
              "* LIB-VER: the client lib version.")
          .line("UNBLOCK <clientid> [TIMEOUT|ERROR]", "Unblock the specified blocked client.")
          .lineUntil(
              NEWER,
              "TRACKING (ON|OFF) [REDIRECT <id>] [BCAST] [PREFIX <prefix> [...]]",
              "     [OPTIN] [OPTOUT]",
              "Control server assisted client side caching.")
          .line(
              NEWER,
              "TRACKING (ON|OFF) [REDIRECT <id>] [BCAST] [PREFIX <prefix> [...]]",
              "     [OPTIN] [OPTOUT] [NOLOOP]",
              "Control server assisted client side caching.")
          .line("TRACKINGINFO", "Report tracking status for the current connection.")
          .line(NEWER, "NO-EVICT (ON|OFF)", "Protect current client connection from eviction.")
          .line(NAMED, "NO-TOUCH (ON|OFF)", "Will not touch LRU/LFU stats when this mode is on.");

  private ClientHelp() {}

  static Reply help(Call call) {
    return TEXT.reply(call);
  }
}
