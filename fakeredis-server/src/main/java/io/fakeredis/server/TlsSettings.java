package io.fakeredis.server;

import io.fakeredis.core.config.Configuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.TrustManagerFactory;

/** What the parameters that begin with {@code tls-} say, made into engines for connections. */
final class TlsSettings implements Supplier<SSLEngine> {
  private static final System.Logger LOGGER = System.getLogger("io.fakeredis");
  private static final char[] NO_PASSWORD = {};

  /** The parameters that name what all connections have in common. */
  private static final List<String> OF_CONTEXT =
      List.of(
          "tls-cert-file",
          "tls-key-file",
          "tls-key-file-pass",
          "tls-ca-cert-file",
          "tls-ca-cert-dir");

  private final Configuration settings;
  private volatile SSLContext context;

  /**
   * Reads the files now, and again when CONFIG SET names others; if those are of no use, what was
   * before stays.
   *
   * @throws IllegalArgumentException if a file can't be read or used
   */
  TlsSettings(Configuration settings) {
    this.settings = settings;
    this.context = read();
    if (!settings.text("tls-dh-params-file").isEmpty()) {
      LOGGER.log(System.Logger.Level.WARNING, "tls-dh-params-file is not heeded");
    }
    for (String parameter : OF_CONTEXT) {
      if (settings.has(parameter)) {
        settings.onChange(parameter, this::readAgain);
      }
    }
  }

  private void readAgain() {
    try {
      context = read();
    } catch (IllegalArgumentException e) {
      LOGGER.log(System.Logger.Level.WARNING, "the TLS parameters are of no use", e);
    }
  }

  private SSLContext read() {
    try {
      SSLContext made = SSLContext.getInstance("TLS");
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(keyStore(), NO_PASSWORD);
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trustStore());
      made.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      limitSessions(made.getServerSessionContext());
      return made;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException("Failed to configure TLS: " + e.getMessage(), e);
    }
  }

  /** How long clients may go on with a session that they had before. */
  private void limitSessions(SSLSessionContext sessions) {
    boolean caching = settings.enabled("tls-session-caching");
    sessions.setSessionCacheSize(caching ? (int) settings.number("tls-session-cache-size") : 1);
    sessions.setSessionTimeout((int) settings.number("tls-session-cache-timeout"));
  }

  private KeyStore keyStore() throws IOException, GeneralSecurityException {
    Path certificate = file("tls-cert-file");
    Path key = file("tls-key-file");
    KeyStore store = emptyStore();
    store.setKeyEntry(
        "server",
        Pem.privateKey(key, textIfKnown("tls-key-file-pass")),
        NO_PASSWORD,
        Pem.certificates(certificate).toArray(Certificate[]::new));
    return store;
  }

  private Path file(String parameter) throws IOException {
    if (settings.text(parameter).isEmpty()) {
      throw new IOException("no " + parameter + " configured!");
    }
    return Path.of(settings.text(parameter));
  }

  /** 6.0 does not know all of them. */
  private String textIfKnown(String parameter) {
    return settings.has(parameter) ? settings.text(parameter) : "";
  }

  /** Those who may have signed clients' certificates. */
  private KeyStore trustStore() throws IOException, GeneralSecurityException {
    KeyStore store = emptyStore();
    List<Certificate> authorities = new ArrayList<>();
    if (!settings.text("tls-ca-cert-file").isEmpty()) {
      authorities.addAll(Pem.certificates(file("tls-ca-cert-file")));
    }
    if (!settings.text("tls-ca-cert-dir").isEmpty()) {
      addAll(file("tls-ca-cert-dir"), authorities);
    }
    if (authorities.isEmpty() && !asksNobody()) {
      throw new IOException(
          "Either tls-ca-cert-file or tls-ca-cert-dir must be specified when tls-cluster,"
              + " tls-replication, or tls-auth-clients are enabled!");
    }
    for (Certificate authority : authorities) {
      store.setCertificateEntry("authority-" + store.size(), authority);
    }
    return store;
  }

  private static void addAll(Path directory, List<Certificate> authorities)
      throws IOException, GeneralSecurityException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        authorities.addAll(Pem.certificates(file));
      }
    }
  }

  private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, NO_PASSWORD);
    return store;
  }

  private boolean asksNobody() {
    return settings.text("tls-auth-clients").equals("no");
  }

  /** An engine for one connection, as the server's side. */
  @Override
  public SSLEngine get() {
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(false);
    SSLParameters parameters = engine.getSSLParameters();
    switch (settings.text("tls-auth-clients")) {
      case "no" -> parameters.setNeedClientAuth(false);
      case "optional" -> parameters.setWantClientAuth(true);
      default -> parameters.setNeedClientAuth(true);
    }
    parameters.setUseCipherSuitesOrder(settings.enabled("tls-prefer-server-ciphers"));
    parameters.setProtocols(words("tls-protocols", "TLSv1.2 TLSv1.3"));
    String[] suites = suites();
    if (suites.length > 0) {
      parameters.setCipherSuites(suites);
    }
    engine.setSSLParameters(parameters);
    return engine;
  }

  private String[] words(String parameter, String otherwise) {
    String text = settings.text(parameter);
    return (text.isEmpty() ? otherwise : text).trim().split("[ :]+");
  }

  /** Those of TLS 1.3 by their names, those of TLS 1.2 by OpenSSL's. */
  private String[] suites() {
    List<String> suites = new ArrayList<>();
    if (!settings.text("tls-ciphersuites").isEmpty()) {
      suites.addAll(Arrays.asList(words("tls-ciphersuites", "")));
    }
    if (!settings.text("tls-ciphers").isEmpty()) {
      Stream.of(words("tls-ciphers", "")).map(TlsSettings::standardName).forEach(suites::add);
    }
    return suites.toArray(String[]::new);
  }

  /** {@code ECDHE-RSA-AES128-GCM-SHA256} is TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256. */
  private static String standardName(String openSslName) {
    return "TLS_"
        + openSslName
            .replaceFirst("^((?:EC)?DHE-(?:RSA|ECDSA|DSS))-", "$1-WITH-")
            .replaceFirst("^(AES|CHACHA)", "RSA-WITH-$1")
            .replaceFirst("AES(128|256)", "AES-$1")
            .replaceFirst("CHACHA20-POLY1305$", "CHACHA20-POLY1305-SHA256")
            .replace('-', '_');
  }
}
