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

  private static final Feature CAPABLE = Feature.since("CLIENT CAPA", "valkey 8.0");
  private static final Feature LIST_FILTERS = Feature.since("CLIENT LIST.filters", "valkey 8.1");
  private static final Feature FILTERS = Feature.since("CLIENT LIST.NAME", "valkey 9.0");
  private static final Feature ONE_ID = Feature.since("CLIENT KILL.one-id", "7.4");
  private static final Feature STILL_ONE_ID =
      Feature.since("CLIENT KILL.still-one-id", "valkey 8.0 until 8.1");
  private static final Feature IDS = Feature.since("CLIENT KILL.some-ids", "valkey 8.1 until 9.0");

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
          .line(
              CAPABLE,
              "CAPA <option> [options...]",
              "The client claims its some capability options. Options are:",
              "* REDIRECT",
              "  The client can handle redirection during primary and replica failover in"
                  + " standalone mode.")
          .line("GETREDIR", "Return the client ID we are redirecting to when tracking is enabled.")
          .line("GETNAME", "Return the name of the current connection.")
          .line("ID", "Return the ID of the current connection.")
          .line("INFO", "Return information about the current client connection.")
          .line("KILL <ip:port>", "Kill connection made from <ip:port>.")
          .line(
              "KILL <option> <value> [<option> <value> [...]]",
              "Kill connections. Options are:",
              "* ADDR (<ip:port>|<unixsocket>:0)")
          .lineUntil(
              FILTERS,
              "      Kill connections made from the specified address",
              "* LADDR (<ip:port>|<unixsocket>:0)",
              "  Kill connections made to specified local address")
          .line(
              FILTERS,
              "      Kill connections made from the specified address.",
              "* LADDR (<ip:port>|<unixsocket>:0)",
              "  Kill connections made to the specified local address.")
          .lineUntil(NEWER, "    * TYPE (normal|master|replica|pubsub)")
          .line(NEWER, "    * TYPE (NORMAL|MASTER|REPLICA|PUBSUB)")
          .line(
              "      Kill connections by type.",
              "* USER <username>",
              "  Kill connections authenticated by <username>.",
              "* SKIPME (YES|NO)",
              "  Skip killing current connection (default: yes).")
          .line(ONE_ID, "    * ID <client-id>", "  Kill connections by client id.")
          .line(STILL_ONE_ID, "    * ID <client-id>", "  Kill connections by client id.")
          .line(IDS, "    * ID <client-id> [<client-id>...]", "  Kill connections by client ids.")
          .line(
              FILTERS, "    * ID <client-id> [<client-id>...]", "  Kill connections by client IDs.")
          .line(AGED, "    * MAXAGE <maxage>", "  Kill connections older than the specified age.")
          .line(
              FILTERS,
              "    * FLAGS <flags>",
              "  Kill connections that include the specified flags.",
              "* NAME <client-name>",
              "  Kill connections with the specified name.",
              "* IDLE <idle>",
              "  Kill connections with idle time greater than or equal to <idle> seconds.",
              "* LIB-NAME <library-name>",
              "  Kill connections with the specified library name.",
              "* LIB-VER <library-version>",
              "  Kill connections with the specified library version.",
              "* DB <db-id>",
              "  Kill connections currently operating on the specified database ID.",
              "* CAPA <capa>",
              "  Kill connections currently with the specified capa.",
              "* IP <ip>",
              "  Kill connections made from the specified ip.")
          .line(
              "LIST [options ...]",
              "Return information about client connections. Options:",
              "* TYPE (NORMAL|MASTER|REPLICA|PUBSUB)",
              "  Return clients of specified type.")
          .line(
              LIST_FILTERS,
              "    * USER <username>",
              "  Return clients authenticated by <username>.",
              "* ADDR <ip:port>",
              "  Return clients connected from the specified address.",
              "* LADDR <ip:port>",
              "  Return clients connected to the specified local address.",
              "* ID <client-id> [<client-id>...]",
              "  Return clients with the specified IDs.",
              "* SKIPME (YES|NO)",
              "  Exclude the current client from the list (default: no).",
              "* MAXAGE <maxage>",
              "  List connections older than the specified age.")
          .line(
              FILTERS,
              "    * FLAGS <flags>",
              "  Return clients with the specified flags.",
              "* NAME <client-name>",
              "  Return clients with the specified name.",
              "* IDLE <idle>",
              "  Return clients with idle time greater than or equal to <idle> seconds.",
              "* LIB-NAME <lib-name>",
              "  Return clients with the specified lib name.",
              "* LIB-VER <lib-version>",
              "  Return clients with the specified lib version.",
              "* DB <db-id>",
              "  Return clients currently operating on the specified database ID.",
              "* CAPA <capa>",
              "  Return connections currently with the specified capa.",
              "* IP <ip>",
              "  Return connections made from the specified ip.")
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
          .line(NAMED, "NO-TOUCH (ON|OFF)", "Will not touch LRU/LFU stats when this mode is on.")
          .line(
              LIST_FILTERS,
              "IMPORT-SOURCE (ON|OFF)",
              "Mark this connection as an import source if import-mode is enabled.",
              "Sync tools can set their connections into 'import-source' state to visit",
              "expired keys.");

  private ClientHelp() {}

  static Reply help(Call call) {
    return TEXT.reply(call);
  }
}
