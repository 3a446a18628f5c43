package io.fakeredis.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.fakeredis.api.Bytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Certificates and private keys in the form that OpenSSL writes. */
final class Pem {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----\\s*([A-Za-z0-9+/=\\s]+)-----END \\1-----");

  private static final byte[] VERSION_ZERO = {2, 1, 0};

  /** The algorithm rsaEncryption, without parameters. */
  private static final byte[] RSA = {
    0x30, 0x0d, 6, 9, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 1, 1, 1, 5, 0
  };

  private static final int SEQUENCE = 0x30;
  private static final int OCTET_STRING = 4;
  private static final int SHORT_LENGTH = 0x80;

  private record Block(String label, Bytes content) {}

  private Pem() {}

  /** All certificates of a file. */
  static List<Certificate> certificates(Path file) throws IOException, GeneralSecurityException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<Certificate> certificates = new ArrayList<>();
    for (Block block : blocks(file)) {
      if (block.label.equals("CERTIFICATE")) {
        certificates.add(
            factory.generateCertificate(new ByteArrayInputStream(block.content.array())));
      }
    }
    if (certificates.isEmpty()) {
      throw new IOException("no certificate in " + file);
    }
    return certificates;
  }

  /** The private key of a file, of whatever kind that OpenSSL makes. */
  static PrivateKey privateKey(Path file, String password)
      throws IOException, GeneralSecurityException {
    for (Block block : blocks(file)) {
      switch (block.label) {
        case "PRIVATE KEY" -> {
          return key(block.content.array());
        }
        case "RSA PRIVATE KEY" -> {
          return key(wrapped(block.content.array()));
        }
        case "ENCRYPTED PRIVATE KEY" -> {
          return key(decrypted(block.content.array(), password));
        }
        default -> {} // parameters or a certificate may stand before the key
      }
    }
    throw new IOException("no private key in " + file + " (PKCS #8 or RSA, in PEM format)");
  }

  private static List<Block> blocks(Path file) throws IOException {
    List<Block> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(Files.readString(file, ISO_8859_1));
    while (matcher.find()) {
      blocks.add(block(matcher.group(1), matcher.group(2)));
    }
    return blocks;
  }

  private static Block block(String label, String base64) {
    return new Block(label, Bytes.wrap(Base64.getMimeDecoder().decode(base64)));
  }

  /** The encoding tells the algorithm to those who know it: each is asked. */
  private static PrivateKey key(byte[] pkcs8) throws GeneralSecurityException {
    for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      } catch (InvalidKeySpecException e) {
        // it is of another algorithm
      }
    }
    throw new InvalidKeySpecException("not an RSA, EC or EdDSA key");
  }

  private static byte[] decrypted(byte[] content, String password)
      throws IOException, GeneralSecurityException {
    EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(content);
    String algorithm = info.getAlgParameters().toString(); // PBES2 names its parts here only
    SecretKey key =
        SecretKeyFactory.getInstance(algorithm)
            .generateSecret(new PBEKeySpec(password.toCharArray()));
    Cipher cipher = Cipher.getInstance(algorithm);
    cipher.init(Cipher.DECRYPT_MODE, key, info.getAlgParameters());
    return info.getKeySpec(cipher).getEncoded();
  }

  /** An RSA key by itself, put into the frame that says that it is one. */
  private static byte[] wrapped(byte[] rsaKey) throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.write(VERSION_ZERO);
    content.write(RSA);
    content.write(tagged(OCTET_STRING, rsaKey));
    return tagged(SEQUENCE, content.toByteArray());
  }

  private static byte[] tagged(int tag, byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (content.length < SHORT_LENGTH) {
      out.write(content.length);
    } else {
      int bytes = (Integer.SIZE - Integer.numberOfLeadingZeros(content.length) + 7) / 8;
      out.write(SHORT_LENGTH | bytes);
      for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8) {
        out.write(content.length >> shift);
      }
    }
    out.write(content);
    return out.toByteArray();
  }
}
