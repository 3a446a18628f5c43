package io.fakeredis.core.acl;

import io.fakeredis.core.acl.Denial.Reason;
import io.fakeredis.core.engine.Engine;
import io.fakeredis.core.engine.Session;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What was refused, and to whom; the latest comes first. */
public final class AclLog {
  /** Attempts that follow one another within this time count as one. */
  private static final long GROUPING_MILLIS = 60_000;

  /** How many entries are looked through for a like one. */
  private static final int GROUPING_SCAN = 10;

  private final Engine engine;
  private final List<AclLogEntry> entries = new ArrayList<>();
  private final Map<Reason, Long> refusals = new EnumMap<>(Reason.class);
  private Function<Session, String> description = session -> "";
  private long entryCount;

  private AclLog(Engine engine) {
    this.engine = engine;
  }

  /** That of a server. */
  public static AclLog of(Engine engine) {
    return engine.part(AclLog.class, AclLog::new);
  }

  /** Tells the log how to describe a client. */
  public void describeWith(Function<Session, String> describer) {
    description = describer;
  }

  /** Takes down that a login failed. */
  void addLogin(Session session, String object, String user) {
    add(session, Reason.AUTH, object, user);
  }

  /** Takes down that a certificate is of nobody who may come in. */
  void addCertificate(Session session, String user) {
    add(session, Reason.TLS_CERTIFICATE, "", user);
  }

  void add(Session session, Reason reason, String object, String user) {
    refusals.merge(reason, 1L, Long::sum);
    long now = engine.time().millis();
    String client = description.apply(session);
    AclLogEntry attempt =
        new AclLogEntry(entryCount, reason, context(session), object, user, client, now);
    for (int i = 0; i < Math.min(entries.size(), GROUPING_SCAN); i++) {
      AclLogEntry entry = entries.get(i);
      if (entry.isLike(attempt) && now - entry.updatedAt() <= GROUPING_MILLIS) {
        entries.remove(i);
        entries.add(0, entry);
        entry.repeat(client, now);
        return;
      }
    }
    entryCount++;
    entries.add(0, attempt);
    trim();
  }

  private void trim() {
    long limit = engine.settings().number("acllog-max-len");
    while (entries.size() > limit) {
      entries.remove(entries.size() - 1);
    }
  }

  private static String context(Session session) {
    if (session.context() == Session.Context.SCRIPT) {
      return "lua";
    }
    boolean multi =
        session.transaction() != null || session.context() == Session.Context.TRANSACTION;
    return multi ? "multi" : "toplevel";
  }

  /** The entries, the latest first. */
  public List<AclLogEntry> entries() {
    return Collections.unmodifiableList(entries);
  }

  public void reset() {
    entries.clear();
  }

  /** How often somebody was refused for a reason, by the word that the log has for it. */
  public long refusals(String reason) {
    return refusals.entrySet().stream()
        .filter(entry -> entry.getKey().word().equals(reason))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }
}
