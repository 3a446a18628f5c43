package io.fakeredis;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.core.engine.Session;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A call as a client sent it.
 *
 * @param client the client's id, as CLIENT ID tells it
 * @param clientName what CLIENT SETNAME set; empty by default
 * @param database the number of the database that the client had selected
 * @param words the command's name and its arguments
 */
public record ClientCall(long client, String clientName, int database, List<Bytes> words) {

  static ClientCall of(Session session, Args args) {
    return new ClientCall(
        session.id(), session.name().toString(), session.database(), List.copyOf(args.from(0)));
  }

  /** Whether it is a call of that command, {@code "GET"}, or subcommand, {@code "CONFIG GET"}. */
  public boolean is(String command) {
    String[] names = command.split(" ", 2);
    return words.get(0).is(names[0])
        && (names.length == 1 || (words.size() > 1 && words.get(1).is(names[1])));
  }

  /** The words as text, with a space between them: {@code "SET greeting hello"}. */
  @Override
  public String toString() {
    return words.stream().map(Bytes::toString).collect(Collectors.joining(" "));
  }
}
