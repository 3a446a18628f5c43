package io.fakeredis.core.command;

import io.fakeredis.api.Call;
import io.fakeredis.api.Reply;
import io.fakeredis.core.value.SortedSetValue.Member;
import java.util.ArrayList;
import java.util.List;

/** Replies that come in twos: an array of arrays in RESP3, a flat one in RESP2. */
final class Pairs {
  private final boolean nested;
  private final List<Reply> items;

  private Pairs(boolean nested, int count) {
    this.nested = nested;
    this.items = new ArrayList<>(nested ? count : 2 * count);
  }

  /** About so many pairs in the form of the call's protocol. */
  static Pairs of(Call call, int count) {
    return new Pairs(call.protocol() > 2, count);
  }

  /** Pairs that are nested in both protocols, or in none. */
  static Pairs of(boolean nested, int count) {
    return new Pairs(nested, count);
  }

  void add(Reply first, Reply second) {
    if (nested) {
      items.add(Reply.array(first, second));
    } else {
      items.add(first);
      items.add(second);
    }
  }

  void add(Call call, Member member) {
    add(Reply.bulk(member.key()), call.real(member.score()));
  }

  Reply reply() {
    return Reply.array(items);
  }
}
