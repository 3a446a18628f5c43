package io.fakeredis.core.control;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.core.engine.ServerCall;
import org.jspecify.annotations.Nullable;

/** The options of HELLO: who the client is, and the name of the connection. */
final class HelloOptions {
  /** Since 7.2 nothing happens before all options are read. */
  private static final Feature READ_FIRST = Feature.since("HELLO.options-read-first", "7.2");

  private final ServerCall call;
  private final Args args;
  private int login;
  private @Nullable Bytes name;

  private HelloOptions(ServerCall call) {
    this.call = call;
    this.args = call.args();
  }

  /** Applies the options behind the protocol. */
  static void apply(ServerCall call) {
    HelloOptions options = new HelloOptions(call);
    options.read();
    options.logIn();
    if (call.session().needsLogin()) {
      throw AuthCommands.notLoggedIn(call);
    }
    options.setName();
  }

  private void read() {
    int i = 2;
    while (i < args.count()) {
      i = readOne(i);
      if (!call.has(READ_FIRST)) {
        logIn();
        setName();
      }
    }
  }

  private int readOne(int i) {
    int following = args.count() - 1 - i;
    if (args.is(i, "AUTH") && following >= 2) {
      login = i;
      return i + 3;
    }
    if (args.is(i, "SETNAME") && following >= 1) {
      name = ClientCommands.checkName(call, args.bytes(i + 1));
      return i + 2;
    }
    throw Errors.error("ERR Syntax error in HELLO option '" + args.text(i) + "'");
  }

  private void logIn() {
    if (login > 0) {
      AuthCommands.logIn(call, args.text(login + 1), args.bytes(login + 2));
      login = 0;
    }
  }

  private void setName() {
    if (name != null) {
      call.session().name(name);
    }
  }
}
