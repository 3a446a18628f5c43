package io.fakeredis.api;

import org.jspecify.annotations.Nullable;

/**
 * A plug-in that can tell which of its families has a command, so that a server makes the rows of a
 * family when one of them is first called: with hundreds of rows the first server of a JVM is there
 * a tenth of a second sooner. A command that the index lacks is found all the same, by making all
 * rows.
 */
public interface IndexedPlugin extends Plugin {

  /**
   * The one of {@link #families} that has all rows of that name, found without loading the others.
   *
   * @param command in capitals
   * @return null if none is known to have any
   */
  @Nullable CommandFamily familyOf(String command);
}
