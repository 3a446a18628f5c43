package io.fakeredis.core.control;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Reply;
import io.fakeredis.core.engine.ServerCall;
import java.util.List;
import java.util.Locale;

/** DEBUG PROTOCOL: a reply of each kind, for those who write clients. */
final class DebugProtocol {
  private static final Feature SHORT_DOUBLE = Feature.since("DEBUG PROTOCOL.short-double", "7.0");
  private static final Feature PUSH_AFTER_REPLY =
      Feature.since("DEBUG PROTOCOL.push-after-reply", "7.2");
  private static final double LONG_PI = 3.14159265359;

  private DebugProtocol() {}

  static Reply protocol(ServerCall call) {
    return switch (call.args().text(2).toLowerCase(Locale.ROOT)) {
      case "string" -> Reply.bulk("Hello World");
      case "integer" -> Reply.integer(12345);
      case "double" -> call.real(call.has(SHORT_DOUBLE) ? 3.141 : LONG_PI);
      case "null" -> Reply.NULL;
      case "array" -> Reply.array(threeNumbers());
      case "set" -> Reply.set(threeNumbers());
      case "map" -> map();
      case "bignum" -> Reply.bigNumber("1234567999999999999999999999999999999");
      case "attrib" -> attributed();
      case "push" -> push(call);
      case "verbatim" -> Reply.verbatim("txt", Bytes.of("This is a verbatim\nstring"));
      case "true" -> Reply.bool(true);
      case "false" -> Reply.bool(false);
      default ->
          throw Errors.error(
              "ERR Wrong protocol type name. Please use one of the following:"
                  + " string|integer|double|bignum|null|array|set|map|attrib|push|verbatim|true|false");
    };
  }

  private static List<Reply> threeNumbers() {
    return List.of(Reply.integer(0), Reply.integer(1), Reply.integer(2));
  }

  private static Reply map() {
    return Reply.map(
        Reply.integer(0), Reply.bool(false),
        Reply.integer(1), Reply.bool(true),
        Reply.integer(2), Reply.bool(false));
  }

  private static Reply attributed() {
    Reply popularity = Reply.array(Reply.bulk("key:123"), Reply.integer(90));
    return new Reply.Attributed(
        List.of(Reply.bulk("key-popularity"), popularity),
        Reply.bulk("Some real reply following the attribute"));
  }

  private static Reply push(ServerCall call) {
    if (call.protocol() == 2) {
      throw Errors.error("ERR RESP2 is not supported by this command");
    }
    Reply push = Reply.push(Reply.bulk("server-cpu-usage"), Reply.integer(42));
    Reply reply = Reply.bulk("Some real reply following the push reply");
    return Reply.many(call.has(PUSH_AFTER_REPLY) ? List.of(reply, push) : List.of(push, reply));
  }
}
