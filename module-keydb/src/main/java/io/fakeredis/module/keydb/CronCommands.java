package io.fakeredis.module.keydb;

import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Flag.DENYOOM;
import static io.fakeredis.api.Flag.WRITE;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.api.Keys.key;

import io.fakeredis.api.Args;
import io.fakeredis.api.Call;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandException;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Numbers;
import io.fakeredis.api.Reply;
import java.util.List;

/** Scripts that run by the clock: {@code KEYDB.CRON}. */
final class CronCommands implements CommandFamily {
  private static final String SINCE = KeydbFlavour.NAME + " 6.3";

  @Override
  public String group() {
    return "generic";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        command("KEYDB.CRON", SINCE, -5, key(1), flags(WRITE, DENYOOM), CronCommands::cron));
  }

  /** {@code KEYDB.CRON name single|repeat [start] interval script [numkeys key ... arg ...]}. */
  private static Reply cron(Call call) {
    Args args = call.args();
    boolean once = args.is(2, "single");
    if (!once && !args.is(2, "repeat")) {
      throw Errors.syntax();
    }
    long first = args.integerFrom(Long.MIN_VALUE, 3, "ERR missing expire time");
    boolean starts = Numbers.isLong(args.bytes(4));
    long start = starts ? first : call.now();
    long interval = starts ? args.integer(4) : first;
    if (interval <= 0) {
      throw Errors.error("ERR interval must be positive");
    }
    CronJob.Script script = script(args, starts ? 5 : 4);
    CronJob job = new CronJob(script, once, start, interval, call.db().index());
    call.db().put(args.bytes(1), CronJob.TYPE, job, null);
    job.begin(call);
    return Reply.OK;
  }

  private static CronJob.Script script(Args args, int at) {
    if (at == args.count()) {
      throw missing(); // the real server reads on behind the last word
    }
    if (at + 1 == args.count()) {
      return new CronJob.Script(args.bytes(at), List.of(), List.of());
    }
    long keys = args.integer(at + 1);
    int from = at + 2;
    if (keys < 0 || keys > args.count() - from) {
      throw missing();
    }
    int behind = from + (int) keys;
    return new CronJob.Script(args.bytes(at), args.slice(from, behind), args.from(behind));
  }

  private static CommandException missing() {
    return Errors.error("ERR Missing arguments or numkeys is too big");
  }
}
