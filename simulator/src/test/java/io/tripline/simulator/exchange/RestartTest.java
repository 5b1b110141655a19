package io.tripline.simulator.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.tripline.simulator.BrokerClient;
import io.tripline.simulator.BrokerClient.Answer;
import io.tripline.simulator.SimulatorOptions;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartTest {
  @TempDir Path directory;

  @Test
  void isTheSameBrokerAfterARestart() {
    String account;
    String key;
    JsonNode orders;
    JsonNode positions;
    try (var client = new BrokerClient(stored())) {
      client.buy(7);
      client.limit("buy", 1, "600");
      client.control().jump("*", -30);
      client.patch("/v2/account/configurations", "{'no_shorting':true}");
      account = client.simulator().accountId();
      key = client.simulator().secretKey();
      orders = client.get("/v2/orders?status=all").json();
      positions = client.get("/v2/positions").json();
    }
    try (var client = new BrokerClient(stored())) {
      assertThat(client.simulator().accountId()).isEqualTo(account);
      assertThat(client.simulator().secretKey()).isEqualTo(key);
      assertThat(client.get("/v2/orders?status=all").json()).isEqualTo(orders);
      assertThat(client.get("/v2/positions").json()).isEqualTo(positions);
      assertThat(client.get("/v2/account/activities/FILL").json()).hasSize(1);
      assertThat(client.get("/v2/account/configurations").field("no_shorting")).isEqualTo("true");
    }
  }

  @Test
  void stillKnowsSpentClientOrderIds() {
    String json = BrokerClient.market("buy", "1").replace("}", ",'client_order_id':'spent'}");
    try (var client = new BrokerClient(stored())) {
      client.order(json);
    }
    try (var client = new BrokerClient(stored())) {
      assertThat(client.order(json).field("code")).isEqualTo("40010001");
    }
  }

  @Test
  void finishesWhatFellDueWhileItWasDown() {
    Answer order;
    Instant wall = Instant.parse("2026-11-18T15:00:00Z");
    try (var client = new BrokerClient(stored().withRate(1).withWallClock(() -> wall))) {
      order = client.limit("buy", 1, "600");
    }
    InstantSource later = () -> wall.plus(Duration.ofHours(20));
    try (var client = new BrokerClient(stored().withRate(1).withWallClock(later))) {
      assertThat(client.control().now()).isEqualTo(Instant.parse("2026-11-19T11:00:00Z"));
      assertThat(client.byId(order).field("expired_at")).isEqualTo("2026-11-18T21:00:00Z");
      assertThat(client.get("/v2/account").field("balance_asof")).isEqualTo("2026-11-18");
    }
  }

  @Test
  void refusesAStateThatIsInUse() {
    try (var client = new BrokerClient(stored())) {
      assertThat(client.get("/v2/account").status()).isEqualTo(200);
      assertThatThrownBy(() -> new BrokerClient(stored()))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("can't be used");
    }
  }

  private SimulatorOptions stored() {
    return BrokerClient.frozen().withStateDirectory(directory);
  }
}
