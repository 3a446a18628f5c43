package io.fakeredis.core.command;

import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Flag.MOVABLEKEYS;
import static io.fakeredis.api.Flag.READONLY;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.api.Keys.keys;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandException;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Database;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Keys;
import io.fakeredis.api.Reply;
import io.fakeredis.api.StringValue;
import io.fakeredis.core.value.LongestCommonSubsequence;
import io.fakeredis.core.value.LongestCommonSubsequence.Match;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** LCS, and STRALGO LCS as it was called before 7.0. */
final class LcsCommands implements CommandFamily {

  @Override
  public String group() {
    return "string";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        command("LCS", "7.0", -3, keys(1, 2), flags(READONLY), LcsCommands::lcs),
        command(
            "STRALGO",
            "6.0 until 7.0",
            -2,
            Keys.found(0, 0, 0, LcsCommands::stralgoKeys),
            flags(READONLY, MOVABLEKEYS),
            LcsCommands::stralgo));
  }

  /** What a call asks for. */
  private static final class Request {
    private @Nullable Bytes a;
    private @Nullable Bytes b;
    private boolean length;
    private boolean indexes;
    private boolean matchLengths;
    private long shortest;

    void strings(Bytes first, Bytes second) {
      a = first;
      b = second;
    }

    /** Reads an option that is neither KEYS nor STRINGS; returns how many arguments it takes. */
    int option(Args args, int at) {
      if (args.is(at, "LEN")) {
        length = true;
      } else if (args.is(at, "IDX")) {
        indexes = true;
      } else if (args.is(at, "WITHMATCHLEN")) {
        matchLengths = true;
      } else if (args.is(at, "MINMATCHLEN") && at + 1 < args.count()) {
        shortest = args.integer(at + 1);
        return 2;
      } else {
        throw Errors.syntax();
      }
      return 1;
    }

    Reply reply(Call call) {
      Bytes first = a;
      Bytes second = b;
      if (first == null || second == null) {
        throw Errors.error("ERR Please specify two strings: STRINGS or KEYS options are mandatory");
      }
      if (length && indexes) {
        throw Errors.error("ERR If you want both the length and indexes, please just use IDX.");
      }
      checkMemory(call, first, second);
      LongestCommonSubsequence found = LongestCommonSubsequence.of(first, second);
      Reply foundLength = Reply.integer(found.bytes().length());
      if (indexes) {
        return Reply.map(Reply.bulk("matches"), matches(found), Reply.bulk("len"), foundLength);
      }
      return length ? foundLength : Reply.bulk(found.bytes());
    }

    private Reply matches(LongestCommonSubsequence found) {
      List<Reply> replies = new ArrayList<>();
      for (Match match : found.matches()) {
        if (match.length() >= shortest) {
          replies.add(reply(match));
        }
      }
      return Reply.array(replies);
    }

    private Reply reply(Match match) {
      Reply a = range(match.aFirst(), match.aLast());
      Reply b = range(match.bFirst(), match.bLast());
      return matchLengths ? Reply.array(a, b, Reply.integer(match.length())) : Reply.array(a, b);
    }

    private static Reply range(int first, int last) {
      return Reply.array(Reply.integer(first), Reply.integer(last));
    }
  }

  /** The real server needs four bytes for each pair of prefixes. */
  private static void checkMemory(Call call, Bytes a, Bytes b) {
    long needed = (a.length() + 1L) * (b.length() + 1L) * Integer.BYTES;
    if (needed > call.settings().number("proto-max-bulk-len")) {
      throw Errors.error(
          "ERR Insufficient memory, transient memory for LCS exceeds proto-max-bulk-len");
    }
  }

  private static Reply lcs(Call call) {
    Request request = new Request();
    request.strings(string(call, 1), string(call, 2));
    int at = 3;
    while (at < call.args().count()) {
      at += request.option(call.args(), at);
    }
    return request.reply(call);
  }

  private static Reply stralgo(Call call) {
    Args args = call.args();
    if (!args.is(1, "LCS")) {
      throw Errors.syntax();
    }
    Request request = new Request();
    int at = 2;
    while (at < args.count()) {
      boolean keys = args.is(at, "KEYS");
      if ((keys || args.is(at, "STRINGS")) && at + 2 < args.count()) {
        if (request.a != null) {
          throw Errors.error("ERR Either use STRINGS or KEYS");
        }
        request.strings(
            keys ? string(call, at + 1) : args.bytes(at + 1),
            keys ? string(call, at + 2) : args.bytes(at + 2));
        at += 3;
      } else {
        at += request.option(args, at);
      }
    }
    return request.reply(call);
  }

  private static Bytes string(Call call, int position) {
    Bytes key = call.args().bytes(position);
    Database.Stored stored = call.db().read(key);
    if (stored == null) {
      return Bytes.EMPTY;
    }
    if (stored.value() instanceof StringValue value) {
      return value.bytes();
    }
    throw noStrings();
  }

  private static CommandException noStrings() {
    return Errors.error("ERR The specified keys must contain string values");
  }

  private static List<Integer> stralgoKeys(Args args) {
    for (int i = 2; i + 2 < args.count(); i++) {
      if (args.is(i, "KEYS")) {
        return List.of(i + 1, i + 2);
      }
      if (args.is(i, "STRINGS")) {
        return List.of();
      }
    }
    return List.of();
  }
}
