package io.tripline.cli.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.tripline.cli.CommandFailure;
import io.tripline.cli.ExitCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PlainBrokerTest {
  private HttpServer server;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  private PlainBroker broker() {
    return new PlainBroker(
        new BrokerAccess(
            "http://127.0.0.1:" + server.getAddress().getPort(), "key", "secret", "simulator"));
  }

  @Test
  void anAnswerWhoseBodyNeverEndsIsNone() {
    server.createContext(
        "/v2/account",
        exchange -> {
          exchange.sendResponseHeaders(200, 1_000);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
        });

    assertThatThrownBy(() -> broker().get("/v2/account"))
        .isInstanceOfSatisfying(
            CommandFailure.class, e -> assertThat(e.code()).isEqualTo(ExitCode.UNREACHABLE))
        .hasMessageContaining("no whole answer within 5 s");
  }

  @Test
  void nobodyThereIsSaid() {
    PlainBroker broker = broker();
    server.stop(0);

    assertThatThrownBy(() -> broker.get("/v2/account"))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("the broker does not answer at http://127.0.0.1:");
  }
}
