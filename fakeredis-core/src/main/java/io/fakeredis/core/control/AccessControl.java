package io.fakeredis.core.control;

import io.fakeredis.api.Bytes;
import io.fakeredis.core.acl.AclLog;
import io.fakeredis.core.acl.AclUser;
import io.fakeredis.core.acl.Users;
import io.fakeredis.core.config.Configuration;
import io.fakeredis.core.control.PubSub.Kind;
import io.fakeredis.core.engine.Engine;
import io.fakeredis.core.engine.Session;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** What becomes of clients when their users change. */
public final class AccessControl {
  private static final String BY_CERTIFICATE = "tls-auth-clients-user";

  private AccessControl() {}

  /** Puts the ACL in charge of a new server. */
  public static void install(Engine engine) {
    AclLog.of(engine).describeWith(ClientLine::of);
  }

  /** Makes a client the user whom its certificate names, if the server goes by that. */
  public static void recognize(Session session, X509Certificate certificate) {
    Configuration configuration = session.engine().configuration();
    if (configuration.has(BY_CERTIFICATE)) {
      String kind = configuration.text(BY_CERTIFICATE);
      Users.of(session.engine()).recognize(session, CertificateNames.of(certificate, kind));
    }
  }

  /** Ends the connections of a user who is no more. */
  static void cutOff(AclUser user, Session caller) {
    for (Session session : new ArrayList<>(caller.engine().sessions())) {
      if (session.user() == user) {
        cutOff(session, caller);
      }
    }
  }

  /** Ends a connection whose user is no more. */
  static void cutOff(Session session, Session caller) {
    session.user(caller.engine().defaultUser());
    session.authenticated(false);
    end(session, caller);
  }

  /** Ends the connections of a user's clients that listen where it may not listen any more. */
  static void cutOffListeners(AclUser user, AclUser changed, Session caller) {
    for (Session session : new ArrayList<>(caller.engine().sessions())) {
      if (session.user() == user) {
        cutOffListener(session, changed, caller);
      }
    }
  }

  /** Ends a connection that listens where its user may not. */
  static void cutOffListener(Session session, AclUser user, Session caller) {
    PubSub.@Nullable Subscriptions subscriptions = session.part(PubSub.Subscriptions.class);
    if (subscriptions != null && listensElsewhere(subscriptions, user)) {
      end(session, caller);
    }
  }

  private static boolean listensElsewhere(PubSub.Subscriptions subscriptions, AclUser user) {
    for (Kind kind : Kind.values()) {
      for (Bytes name : subscriptions.of(kind)) {
        if (!user.mayListen(name, kind == Kind.PATTERN)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Ends a connection; the caller's own when it has got its reply. */
  static void end(Session session, Session caller) {
    if (session == caller) {
      session.closeAfterReply();
    } else {
      session.close();
    }
  }
}
