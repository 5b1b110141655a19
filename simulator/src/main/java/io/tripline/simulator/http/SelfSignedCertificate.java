package io.tripline.simulator.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A certificate for this machine's loopback that signs itself, made anew by each process: some
 * clients speak TLS only. Its key never leaves the process. Written in DER by hand (RFC 5280),
 * since the JDK can make keys but no certificates. Immutable.
 */
final class SelfSignedCertificate {
  private static final String ECDSA_WITH_SHA256 = "06082a8648ce3d040302";
  private static final String COMMON_NAME = "0603550403";
  private static final String BASIC_CONSTRAINTS = "0603551d13";
  private static final String ALTERNATIVE_NAMES = "0603551d11";
  private static final Duration LIFE = Duration.ofDays(365);
  private static final DateTimeFormatter UTC_TIME =
      DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

  /** The password of a key store that exists in memory only. */
  static final String STORE_PASSWORD = "in-memory";

  private final KeyPair keys;
  private final Certificate certificate;

  private SelfSignedCertificate(KeyPair keys, Certificate certificate) {
    this.keys = keys;
    this.certificate = certificate;
  }

  /** A fresh one, valid from a day before until a year after the instant. */
  static SelfSignedCertificate fresh(Instant now) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair keys = generator.generateKeyPair();
      byte[] statement = statement(keys, now);
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(keys.getPrivate());
      signature.update(statement);
      byte[] signed = sequence(statement, sequence(hex(ECDSA_WITH_SHA256)), bits(signature.sign()));
      Certificate certificate =
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(signed));
      return new SelfSignedCertificate(keys, certificate);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has P-256 and SHA-256", e);
    }
  }

  /** The certificate, without its key, as clients take it into their list of authorities. */
  String pem() {
    try {
      String text =
          Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
      return "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("it was read from its encoding", e);
    }
  }

  KeyStore store() {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          "simulator",
          keys.getPrivate(),
          STORE_PASSWORD.toCharArray(),
          new Certificate[] {certificate});
      return store;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("every JDK has PKCS12", e);
    }
  }

  private static byte[] statement(KeyPair keys, Instant now) {
    byte[] name =
        sequence(
            tagged(
                0x31,
                sequence(
                    hex(COMMON_NAME),
                    tagged(0x0c, "Tripline simulator".getBytes(StandardCharsets.UTF_8)))));
    byte[] names =
        sequence(
            tagged(0x82, "localhost".getBytes(StandardCharsets.US_ASCII)),
            tagged(0x87, new byte[] {127, 0, 0, 1}),
            tagged(0x87, new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}));
    byte[] authority = sequence(tagged(0x01, new byte[] {(byte) 0xff}));
    byte[] extensions =
        sequence(
            sequence(
                hex(BASIC_CONSTRAINTS),
                tagged(0x01, new byte[] {(byte) 0xff}),
                tagged(0x04, authority)),
            sequence(hex(ALTERNATIVE_NAMES), tagged(0x04, names)));
    return sequence(
        tagged(0xa0, tagged(0x02, new byte[] {2})),
        tagged(0x02, new BigInteger(120, new SecureRandom()).toByteArray()),
        sequence(hex(ECDSA_WITH_SHA256)),
        name,
        sequence(time(now.minus(Duration.ofDays(1))), time(now.plus(LIFE))),
        name,
        keys.getPublic().getEncoded(),
        tagged(0xa3, extensions));
  }

  private static byte[] time(Instant instant) {
    return tagged(0x17, UTC_TIME.format(instant).getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] bits(byte[] content) {
    return tagged(0x03, joined(new byte[] {0}, content));
  }

  private static byte[] sequence(byte[]... parts) {
    return tagged(0x30, joined(parts));
  }

  private static byte[] tagged(int tag, byte[] content) {
    var out = new ByteArrayOutputStream();
    out.write(tag);
    if (content.length > 0xff) {
      out.write(0x82);
      out.write(content.length >> 8);
    } else if (content.length > 0x7f) {
      out.write(0x81);
    }
    out.write(content.length);
    out.writeBytes(content);
    return out.toByteArray();
  }

  private static byte[] joined(byte[]... parts) {
    var out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }
}
