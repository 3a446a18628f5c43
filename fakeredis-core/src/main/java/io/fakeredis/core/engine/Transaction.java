package io.fakeredis.core.engine;

import io.fakeredis.api.Args;
import io.fakeredis.api.Flag;
import java.util.ArrayList;
import java.util.List;

/** What a client has queued since MULTI. */
public final class Transaction {
  private final List<Queued> calls = new ArrayList<>();
  private boolean spoiled;

  /** A call that waits for EXEC. */
  public record Queued(CommandTable.Row row, Args args) {}

  public List<Queued> calls() {
    return calls;
  }

  void queue(CommandTable.Row row, Args args) {
    calls.add(new Queued(row, args));
  }

  /** Whether a queued call's command has the flag. */
  public boolean has(Flag flag) {
    return calls.stream().anyMatch(queued -> queued.row().command().has(flag));
  }

  /** A call was refused when it came to be queued: EXEC will refuse them all. */
  void spoil() {
    spoiled = true;
  }

  public boolean isSpoiled() {
    return spoiled;
  }
}
