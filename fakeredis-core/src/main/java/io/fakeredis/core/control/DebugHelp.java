package io.fakeredis.core.control;

import io.fakeredis.api.Feature;
import io.fakeredis.api.HelpText;
import io.fakeredis.api.Reply;
import io.fakeredis.core.engine.ServerCall;

/** DEBUG HELP. */
final class DebugHelp {
  private static final Feature SINCE_7 = Feature.since("DEBUG HELP.listpacks", "7.0");
  private static final HelpText TEXT =
      HelpText.of("DEBUG")
          .oldLine("CHANGE-REPL-ID -- Change the replication ID of the instance.")
          .oldLine("DIGEST -- Output a hex signature representing the current DB content.")
          .oldLine("DIGEST-VALUE <key> [<key> ...] -- Output a hex signature of the values.")
          .oldLine("ERROR <string> -- Return an error with <string> as message.")
          .oldLine("HTSTATS <dbid> -- Return hash table statistics of the database.")
          .oldLine("HTSTATS-KEY <key> -- Like HTSTATS, for the hash table stored at the key.")
          .oldLine("OBJECT <key> -- Show low level info about key and associated value.")
          .oldLine("POPULATE <count> [<prefix>] [<size>] -- Create <count> string keys.")
          .oldLine("PROTOCOL <type> -- Reply with a test value of the specified type.")
          .oldLine("RELOAD [option ...] -- Save the RDB and reload it back to memory.")
          .oldLine("SDSLEN <key> -- Show low level string info about key and value.")
          .oldLine("SET-ACTIVE-EXPIRE <0|1> -- 0 disables expiring keys in background.")
          .oldLine("SLEEP <seconds> -- Stop the server for <seconds>. Decimals allowed.")
          .oldLine("STRUCTSIZE -- Return the size of different core structures.")
          .oldLine("ZIPLIST <key> -- Show low level info about the ziplist encoding.")
          .line("CHANGE-REPL-ID", "Change the replication ID of the instance.")
          .line("DIGEST", "Output a hex signature representing the current DB content.")
          .line("DIGEST-VALUE <key> [<key> ...]", "Output a hex signature of the values.")
          .line("ERROR <string>", "Return an error with <string> as message.")
          .line("HTSTATS <dbid> [full]", "Return hash table statistics of the database.")
          .line("HTSTATS-KEY <key> [full]", "Like HTSTATS, for the hash table at <key>.")
          .line("LOADAOF", "Reload the data set by way of the append only file.")
          .line("OBJECT <key>", "Show low level info about <key> and associated value.")
          .line("POPULATE <count> [<prefix>] [<size>]", "Create <count> string keys.")
          .line("PROTOCOL <type>", "Reply with a test value of the specified type.")
          .line("RELOAD [option ...]", "Save the RDB and reload it back to memory.")
          .line("SDSLEN <key>", "Show low level string info about <key> and value.")
          .line("SET-ACTIVE-EXPIRE <0|1>", "0 disables expiring keys in background.")
          .line(SINCE_7, "QUICKLIST-PACKED-THRESHOLD <size>", "Set the size of large elements.")
          .line("SLEEP <seconds>", "Stop the server for <seconds>. Decimals allowed.")
          .line("STRUCTSIZE", "Return the size of different core structures.")
          .line(SINCE_7, "LISTPACK <key>", "Show low level info about the listpack encoding.")
          .line(SINCE_7, "QUICKLIST <key> [<0|1>]", "Show info about the quicklist encoding.");

  private DebugHelp() {}

  static Reply help(ServerCall call) {
    return TEXT.reply(call);
  }
}
