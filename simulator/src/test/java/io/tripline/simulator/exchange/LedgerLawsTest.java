package io.tripline.simulator.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tripline.simulator.BrokerClient;
import io.tripline.simulator.fault.Effect;
import io.tripline.simulator.fault.Fault;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Laws that hold after any history, checked from outside over HTTP. */
class LedgerLawsTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void cashIsWhatFillsAndFlowsLeft(long seed) {
    try (var client =
        new BrokerClient(BrokerClient.frozen().withSeed(seed).withRequestsPerMinute(0))) {
      live(client, new SplittableRandom(seed));
      BigDecimal cash = new BigDecimal("100000");
      BigDecimal quantity = BigDecimal.ZERO;
      String token = "";
      JsonNode page;
      do {
        page = client.get("/v2/account/activities?direction=asc" + token).json();
        for (JsonNode row : page) {
          if (row.path("activity_type").asText().equals("FILL")) {
            BigDecimal sign = new BigDecimal(row.path("side").asText().equals("buy") ? 1 : -1);
            BigDecimal signed = sign.multiply(new BigDecimal(row.path("qty").asText()));
            quantity = quantity.add(signed);
            cash = cash.subtract(signed.multiply(new BigDecimal(row.path("price").asText())));
          } else {
            cash = cash.add(new BigDecimal(row.path("net_amount").asText()));
          }
          token = "&page_token=" + row.path("id").asText();
        }
      } while (page.size() == 100);
      assertThat(client.control().state().cash()).isEqualByComparingTo(cash);
      assertThat(client.control().state().positions().getOrDefault("SPY", BigDecimal.ZERO))
          .isEqualByComparingTo(quantity);
    }
  }

  private static void live(BrokerClient client, SplittableRandom random) {
    client
        .control()
        .inject(
            Fault.always(new Effect.PartialFill(0.3, Duration.ofSeconds(30))).withProbability(0.4));
    for (int i = 0; i < 120; i++) {
      switch (random.nextInt(7)) {
        case 0, 1 -> client.buy(1 + random.nextInt(20));
        case 2 -> client.sell(1 + random.nextInt(20));
        case 3 -> client.limit("buy", 5, String.valueOf(600 + random.nextInt(80)));
        case 4 -> client.delete("/v2/orders");
        case 5 -> client.control().jump("*", random.nextInt(100) - 50);
        default -> client.control().advance(Duration.ofMinutes(random.nextInt(400)));
      }
      if (random.nextInt(20) == 0) {
        client.control().deposit(new BigDecimal("12.34"));
      }
    }
  }
}
