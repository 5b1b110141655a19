package io.tripline.worker.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class HealthServerTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @Test
  void readinessFollowsTheWorkerAndHealthDoesNot() throws IOException {
    AtomicBoolean ready = new AtomicBoolean();
    try (HealthServer server = HealthServer.start(LOOPBACK, freePort(), ready::get)) {
      assertThat(status(server, "/healthz")).isEqualTo(200);
      assertThat(status(server, "/readyz")).isEqualTo(503);
      ready.set(true);
      assertThat(status(server, "/readyz")).isEqualTo(200);
    }
  }

  @Test
  void inAContainerItListensWhereItIsTold() throws IOException {
    try (HealthServer server =
        HealthServer.start(InetAddress.getByName("0.0.0.0"), freePort(), () -> true)) {
      assertThat(status(server, "/readyz")).isEqualTo(200);
    }
  }

  @Test
  void aTakenPortIsNamed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> HealthServer.start(LOOPBACK, taken.getLocalPort(), () -> true))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("health port " + taken.getLocalPort());
    }
  }

  private static int status(HealthServer server, String path) throws IOException {
    return ((HttpURLConnection)
            URI.create("http://127.0.0.1:" + server.port() + path).toURL().openConnection())
        .getResponseCode();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
