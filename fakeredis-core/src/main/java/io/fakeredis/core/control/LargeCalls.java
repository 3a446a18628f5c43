package io.fakeredis.core.control;

import io.fakeredis.api.Args;
import io.fakeredis.api.Reply;
import io.fakeredis.api.Result;
import io.fakeredis.core.engine.CallObserver;
import io.fakeredis.core.engine.CommandTable;
import io.fakeredis.core.engine.Engine;
import io.fakeredis.core.engine.Session;

/** Tells Valkey's command log of requests and replies that have more bytes than it lets pass. */
public final class LargeCalls implements CallObserver {
  private final Engine engine;
  private final WireSizes sizes = new WireSizes();
  private long largeRequest;
  private long largeReply;

  private LargeCalls(Engine engine) {
    this.engine = engine;
    readSettings();
    engine.configuration().onChange("commandlog-request-larger-than", this::readSettings);
    engine.configuration().onChange("commandlog-reply-larger-than", this::readSettings);
  }

  /** Has the engine tell of calls from now on, if its server keeps such a log. */
  public static void install(Engine engine) {
    if (engine.profile().has(CommandLogCommands.COMMANDLOG)) {
      engine.executor().observe(new LargeCalls(engine));
    }
  }

  private void readSettings() {
    largeRequest = threshold("commandlog-request-larger-than");
    largeReply = threshold("commandlog-reply-larger-than");
  }

  private long threshold(String parameter) {
    long threshold = engine.settings().number(parameter);
    return threshold < 0 ? Long.MAX_VALUE : threshold;
  }

  @Override
  public void ended(Session session, CommandTable.Row row, Args args, Result result, long nanos) {
    if (session.context() == Session.Context.SCRIPT) {
      return;
    }
    long request = largeRequest == Long.MAX_VALUE ? 0 : WireSizes.request(args);
    if (request >= largeRequest) {
      CallLogs.of(engine).largeRequests().add(session, row, args, request);
    }
    if (largeReply != Long.MAX_VALUE && result instanceof Reply reply) {
      long size = sizes.reply(reply, session.protocol());
      if (size >= largeReply) {
        CallLogs.of(engine).largeReplies().add(session, row, args, size);
      }
    }
  }
}
