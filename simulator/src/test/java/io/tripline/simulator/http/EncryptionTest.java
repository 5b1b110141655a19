package io.tripline.simulator.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tripline.simulator.BrokerClient;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncryptionTest {
  private final BrokerClient client = new BrokerClient();

  @AfterEach
  void stop() {
    client.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost"})
  void takesBothLanguagesOnOnePort(String host) throws Exception {
    try (HttpClient trusting = HttpClient.newBuilder().sslContext(trusting()).build()) {
      int port = client.simulator().url().getPort();
      URI page = URI.create("https://" + host + ":" + port + "/api/v2/summary.json");
      assertThat(
              trusting
                  .send(HttpRequest.newBuilder(page).build(), BodyHandlers.discarding())
                  .statusCode())
          .isEqualTo(200);
    }
    assertThat(client.get("/v2/clock").status()).isEqualTo(200);
  }

  @Test
  void isRefusedByWhoDoesNotTrustIt() {
    try (HttpClient stranger = HttpClient.newHttpClient()) {
      URI page = URI.create(client.simulator().url().toString().replace("http:", "https:"));
      assertThatThrownBy(
              () -> stranger.send(HttpRequest.newBuilder(page).build(), BodyHandlers.discarding()))
          .isInstanceOf(SSLHandshakeException.class);
    }
  }

  @Test
  void signsItselfForAboutAYear() throws Exception {
    X509Certificate certificate = certificate();
    certificate.verify(certificate.getPublicKey());
    assertThat(
            Duration.between(
                certificate.getNotBefore().toInstant(), certificate.getNotAfter().toInstant()))
        .isEqualTo(Duration.ofDays(366));
    assertThat(certificate.getBasicConstraints()).isNotNegative();
    assertThat(certificate.getSubjectAlternativeNames()).hasSize(3);
  }

  private X509Certificate certificate() throws Exception {
    byte[] pem = client.simulator().certificate().getBytes(StandardCharsets.US_ASCII);
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
  }

  private SSLContext trusting() throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("simulator", certificate());
    var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }
}
