package io.fakeredis.core.resp;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Reply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes replies in the protocol that the client speaks. */
@SuppressWarnings("NullAway") // takes a Visitor of @Nullable Void for one of Void
public final class RespEncoder implements Reply.Visitor<@Nullable Void> {
  private final OutputBuffer out;
  private boolean resp3;

  public RespEncoder(OutputBuffer out) {
    this.out = out;
  }

  /** Chooses the protocol, 2 or 3, for the replies to come. */
  public void protocol(int version) {
    resp3 = version == 3;
  }

  public void write(Reply reply) {
    reply.accept(this);
  }

  @Override
  public @Nullable Void simple(String text) {
    out.put('+').put(text).endLine();
    return null;
  }

  @Override
  public @Nullable Void error(String message) {
    out.put('-').put(message.replace('\r', ' ')).endLine(); // where it ends is all that matters
    return null;
  }

  @Override
  public @Nullable Void integer(long value) {
    out.put(':').putNumber(value).endLine();
    return null;
  }

  @Override
  public @Nullable Void bulk(Bytes value) {
    out.put('$').putNumber(value.length()).endLine().put(value).endLine();
    return null;
  }

  private @Nullable Void bulk(String latin) {
    out.put('$').putNumber(latin.length()).endLine().put(latin).endLine();
    return null;
  }

  @Override
  public @Nullable Void nothing() {
    out.put(resp3 ? "_" : "$-1").endLine();
    return null;
  }

  @Override
  public @Nullable Void nullArray() {
    out.put(resp3 ? "_" : "*-1").endLine();
    return null;
  }

  @Override
  public @Nullable Void bool(boolean value) {
    if (resp3) {
      out.put(value ? "#t" : "#f").endLine();
      return null;
    }
    return integer(value ? 1 : 0);
  }

  @Override
  public @Nullable Void real(double value, String text) {
    if (resp3) {
      out.put(',').put(text).endLine();
      return null;
    }
    return bulk(text);
  }

  @Override
  public @Nullable Void bigNumber(String digits) {
    if (resp3) {
      out.put('(').put(digits).endLine();
      return null;
    }
    return bulk(digits);
  }

  @Override
  public @Nullable Void verbatim(String format, Bytes text) {
    if (!resp3) {
      return bulk(text);
    }
    out.put('=').putNumber(text.length() + 4L).endLine();
    out.put(format).put(':').put(text).endLine();
    return null;
  }

  @Override
  public @Nullable Void array(List<Reply> items) {
    return aggregate('*', items.size(), items);
  }

  @Override
  public @Nullable Void set(List<Reply> items) {
    return aggregate(resp3 ? '~' : '*', items.size(), items);
  }

  @Override
  public @Nullable Void map(List<Reply> keysAndValues) {
    int size = keysAndValues.size();
    return resp3 ? aggregate('%', size / 2, keysAndValues) : aggregate('*', size, keysAndValues);
  }

  @Override
  public @Nullable Void push(List<Reply> items) {
    return aggregate(resp3 ? '>' : '*', items.size(), items);
  }

  private @Nullable Void aggregate(char kind, int size, List<Reply> items) {
    out.put(kind).putNumber(size).endLine();
    for (int i = 0; i < items.size(); i++) {
      items.get(i).accept(this);
    }
    return null;
  }

  @Override
  public @Nullable Void attributed(List<Reply> attributes, Reply reply) {
    if (resp3) {
      aggregate('|', attributes.size() / 2, attributes);
    }
    return reply.accept(this);
  }

  @Override
  public @Nullable Void byProtocol(Reply resp2, Reply resp3Form) {
    return (resp3 ? resp3Form : resp2).accept(this);
  }

  @Override
  public @Nullable Void frozen(int protocol, Reply reply) {
    boolean before = resp3;
    protocol(protocol);
    write(reply);
    resp3 = before;
    return null;
  }

  @Override
  public @Nullable Void many(List<Reply> replies) {
    replies.forEach(this::write);
    return null;
  }
}
