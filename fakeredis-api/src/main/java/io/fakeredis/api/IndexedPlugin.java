package io.fakeredis.api;

import org.jspecify.annotations.Nullable;

/**
 * A plug-in that can tell which of its families has a command. Its rows are made when one of them
 * is first called for, which saves the first server of a JVM a tenth of a second where there are
 * hundreds.
 */
public interface IndexedPlugin extends Plugin {

  /**
   * The family that has all rows of that name.
   *
   * @param command in capitals
   * @return null if none of them is known to
   */
  @Nullable CommandFamily familyOf(String command);
}
