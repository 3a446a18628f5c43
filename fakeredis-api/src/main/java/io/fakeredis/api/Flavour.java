package io.fakeredis.api;

import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A kind of server, such as Redis or Valkey, with the versions that can be pinned. */
public interface Flavour {

  /** The word before the colon in {@code "valkey:8.1"}. */
  String name();

  /** One profile for each version line, oldest first. */
  List<Profile> profiles();

  /**
   * The facts table of a profile: command flags, config names and defaults, INFO fields as read off
   * the real server; its format is told in docs/facts.md. Null if there is none, then the server
   * computes what it can from the command rows.
   */
  default @Nullable InputStream facts(Profile profile) {
    return null;
  }
}
