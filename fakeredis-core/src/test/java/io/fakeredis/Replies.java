package io.fakeredis;

import io.fakeredis.api.Reply;
import java.util.List;
import java.util.stream.Collectors;

/** Replies as short texts: arrays in brackets, maps as they come, a dash for null. */
final class Replies {
  private Replies() {}

  static String text(Reply reply) {
    if (reply instanceof Reply.Array array) {
      return "[" + joined(array.items()) + "]";
    }
    if (reply instanceof Reply.Set set) {
      return "[" + joined(set.items()) + "]";
    }
    if (reply instanceof Reply.Map map) {
      return joined(map.keysAndValues());
    }
    if (reply instanceof Reply.Bulk bulk) {
      return bulk.value().latin();
    }
    if (reply instanceof Reply.Int number) {
      return Long.toString(number.value());
    }
    if (reply instanceof Reply.Double number) {
      return number.text();
    }
    if (reply instanceof Reply.Simple simple) {
      return simple.text();
    }
    if (reply instanceof Reply.ByProtocol either) {
      return text(either.resp2());
    }
    return reply instanceof Reply.Error error ? error.message() : "-";
  }

  private static String joined(List<Reply> replies) {
    return replies.stream().map(Replies::text).collect(Collectors.joining(" "));
  }
}
