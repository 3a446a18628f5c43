package io.fakeredis.core.control;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/** Whom a certificate is for. */
final class CertificateNames {
  /** The kind of alternative name that is a URI. */
  private static final int URI = 6;

  private CertificateNames() {}

  /** The names of the kind that {@code tls-auth-clients-user} asks for; none if it is off. */
  static List<String> of(X509Certificate certificate, String kind) {
    try {
      return switch (kind) {
        case "CN" -> commonNames(certificate);
        case "URI" -> uris(certificate);
        default -> List.of();
      };
    } catch (InvalidNameException | CertificateParsingException e) {
      return List.of(); // it is signed all the same, but for nobody with a proper name
    }
  }

  private static List<String> commonNames(X509Certificate certificate) throws InvalidNameException {
    List<String> names = new ArrayList<>();
    for (Rdn part : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
      if (part.getType().equalsIgnoreCase("CN")) {
        names.add(part.getValue().toString());
      }
    }
    return names;
  }

  private static List<String> uris(X509Certificate certificate) throws CertificateParsingException {
    Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
    List<String> uris = new ArrayList<>();
    if (alternatives != null) {
      for (List<?> alternative : alternatives) {
        if (alternative.get(0).equals(URI)) {
          uris.add(String.valueOf(alternative.get(1)));
        }
      }
    }
    return uris;
  }
}
