package io.fakeredis.api;

/**
 * A value with members that have names: a set, a sorted set, a hash with its fields. What the core
 * keeps under keys of these types is one, so that a plug-in can tell their members apart without
 * knowing more of them.
 */
public interface Membered {

  /** How many members there are, expired ones that nobody has taken away included. */
  int size();

  boolean hasMember(Bytes member);

  /** Removes the member; false if it is not there. */
  boolean removeMember(Bytes member);

  /** When members are to vanish; nobody has said so at first. */
  MemberTimes memberTimes();
}
