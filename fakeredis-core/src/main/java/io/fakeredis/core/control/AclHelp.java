package io.fakeredis.core.control;

import io.fakeredis.api.Feature;
import io.fakeredis.api.HelpText;

/** ACL HELP. */
final class AclHelp {
  private static final Feature SINCE_7 = Feature.since("ACL HELP.dryrun", "7.0");

  static final HelpText TEXT =
      HelpText.of("ACL")
          .oldLine("LOAD                             -- Reload users from the ACL file.")
          .oldLine("SAVE                             -- Save the users to the ACL file.")
          .oldLine("LIST                             -- Show users as lines of rules.")
          .oldLine("USERS                            -- List the names of all users.")
          .oldLine("SETUSER <username> [attribs ...] -- Create or modify a user.")
          .oldLine("GETUSER <username>               -- Show the details of a user.")
          .oldLine("DELUSER <username> [...]         -- Delete users.")
          .oldLine("CAT                              -- List the categories.")
          .oldLine("CAT <category>                   -- List the commands of a category.")
          .oldLine("GENPASS [<bits>]                 -- Generate a secure password.")
          .oldLine("WHOAMI                           -- Return the user of the connection.")
          .oldLine("LOG [<count> | RESET]            -- Show what was refused.")
          .line("CAT [<category>]", "List the commands of <category>, or all categories.")
          .line("DELUSER <username> [<username> ...]", "Delete users.")
          .line(
              SINCE_7,
              "DRYRUN <username> <command> [<arg> ...]",
              "Tell whether a user may run a command, without running it.")
          .line("GETUSER <username>", "Show the details of a user.")
          .line("GENPASS [<bits>]", "Generate a secure password of 256 bits, or as many as told.")
          .line("LIST", "Show users as lines of rules.")
          .line("LOAD", "Reload users from the ACL file.")
          .line("LOG [<count> | RESET]", "Show what was refused.")
          .line("SAVE", "Save the users to the ACL file.")
          .line("SETUSER <username> <attribute> [<attribute> ...]", "Create or modify a user.")
          .line("USERS", "List the names of all users.")
          .line("WHOAMI", "Return the user of the connection.");

  private AclHelp() {}
}
