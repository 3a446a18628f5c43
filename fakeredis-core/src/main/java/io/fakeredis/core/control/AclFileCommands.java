package io.fakeredis.core.control;

import io.fakeredis.api.CommandException;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Reply;
import io.fakeredis.core.acl.AclUser;
import io.fakeredis.core.acl.Users;
import io.fakeredis.core.engine.ServerCall;
import io.fakeredis.core.engine.Session;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;

/** ACL LOAD and ACL SAVE, which need a file of users. */
final class AclFileCommands {
  private static final Feature OWN_WORDS = Feature.since("ACL.nameless-instance", "valkey 8.0");

  /** Since 7.4 clients stay whose users have not lost channels. */
  private static final Feature KEEPS_CLIENTS = Feature.since("ACL LOAD.keeps-clients", "7.4");

  private AclFileCommands() {}

  static Reply save(ServerCall call) {
    requireFile(call);
    try {
      Users.of(call.engine()).save();
      return Reply.OK;
    } catch (IOException e) {
      throw Errors.error(
          "ERR There was an error trying to save the ACLs. Please check the server logs for more"
              + " information");
    }
  }

  static Reply load(ServerCall call) {
    requireFile(call);
    Users users = Users.of(call.engine());
    Map<String, AclUser> before = new HashMap<>();
    users.all().forEach(user -> before.put(user.name(), user.copy()));
    try {
      users.load();
    } catch (IllegalArgumentException e) {
      throw Errors.error("ERR " + e.getMessage());
    }
    for (Session session : new ArrayList<>(call.engine().sessions())) {
      refresh(session, before, call);
    }
    return Reply.OK;
  }

  private static void refresh(Session session, Map<String, AclUser> before, ServerCall call) {
    Users users = Users.of(call.engine());
    AclUser was = before.get(session.user().name());
    AclUser is = users.find(session.user().name());
    if (is == null || !(is == users.defaultUser() || call.has(KEEPS_CLIENTS))) {
      AccessControl.cutOff(session, call.session());
    } else if (was != null && was.losesChannels(is)) {
      AccessControl.cutOffListener(session, is, call.session());
    }
  }

  private static void requireFile(ServerCall call) {
    if (call.settings().text("aclfile").isEmpty()) {
      throw call.has(OWN_WORDS)
          ? withoutFile("instance", "configuration file", "configuration")
          : withoutFile("Redis instance", "Redis configuration file", "Redis configuration");
    }
  }

  private static CommandException withoutFile(String instance, String file, String place) {
    return Errors.error(
        "ERR This "
            + instance
            + " is not configured to use an ACL file. You may want to specify users via the ACL"
            + " SETUSER command and then issue a CONFIG REWRITE (assuming you have a "
            + file
            + " set) in order to store users in the "
            + place
            + ".");
  }
}
