package io.fakeredis.core.acl;

import java.util.ArrayList;
import java.util.List;

/**
 * A command or subcommand that rules can name.
 *
 * @param id a number from 0 on that no other has
 * @param name as the server shows it; {@code "config|get"} for a subcommand
 * @param subcommands those that are commands of their own to the ACL
 */
record AclCommand(int id, String name, List<String> categories, List<AclCommand> subcommands) {
  AclCommand(int id, String name, List<String> categories) {
    this(id, name, categories, new ArrayList<>(0));
  }

  boolean isSubcommand() {
    return name.indexOf('|') >= 0;
  }

  boolean isAboutKeys() {
    return isIn("read") || isIn("write") || isIn("keyspace");
  }

  boolean isIn(String category) {
    return categories.contains(category);
  }
}
