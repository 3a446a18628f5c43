package io.fakeredis.core.acl;

import io.fakeredis.core.acl.Denial.Reason;

/** An attempt to do what is not allowed, and like ones that followed. */
public final class AclLogEntry {
  private final long id;
  private final Reason reason;
  private final String context;
  private final String object;
  private final String user;
  private final long createdAt;
  private String client;
  private long updatedAt;
  private long count = 1;

  AclLogEntry(
      long id,
      Reason reason,
      String context,
      String object,
      String user,
      String client,
      long createdAt) {
    this.id = id;
    this.reason = reason;
    this.context = context;
    this.object = object;
    this.user = user;
    this.client = client;
    this.createdAt = createdAt;
    this.updatedAt = createdAt;
  }

  boolean isLike(AclLogEntry other) {
    return reason == other.reason
        && context.equals(other.context)
        && object.equals(other.object)
        && user.equals(other.user);
  }

  void repeat(String byClient, long now) {
    client = byClient;
    updatedAt = now;
    count++;
  }

  public long id() {
    return id;
  }

  /** {@code command}, {@code key}, {@code channel} or {@code auth}. */
  public String reason() {
    return reason.word();
  }

  /** {@code toplevel}, {@code multi} or {@code lua}. */
  public String context() {
    return context;
  }

  /** What was not allowed: the command, key or channel. */
  public String object() {
    return object;
  }

  public String user() {
    return user;
  }

  /** The client as CLIENT LIST showed it at the last attempt. */
  public String client() {
    return client;
  }

  public long count() {
    return count;
  }

  /** In milliseconds since 1970. */
  public long createdAt() {
    return createdAt;
  }

  /** In milliseconds since 1970. */
  public long updatedAt() {
    return updatedAt;
  }
}
