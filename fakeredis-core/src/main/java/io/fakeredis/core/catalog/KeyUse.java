package io.fakeredis.core.catalog;

import java.util.List;

/**
 * A key of a call.
 *
 * @param position which argument of the call it is, the command's name being number 0
 * @param flags as in the key specifications of COMMAND INFO
 */
public record KeyUse(int position, List<String> flags) {
  /** Whether the call sees the value. */
  public boolean reads() {
    return flags.contains("access");
  }

  /** Whether the call changes the value. */
  public boolean writes() {
    return flags.contains("insert") || flags.contains("delete") || flags.contains("update");
  }
}
