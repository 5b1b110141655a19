package io.tripline.simulator.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tripline.simulator.BrokerClient;
import io.tripline.simulator.BrokerClient.Answer;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Halts, price bands, circuit breakers and thin books, over HTTP. */
class MarketEventsTest {
  private final BrokerClient client = new BrokerClient();

  @AfterEach
  void stop() {
    client.close();
  }

  @Test
  void doesNotHaltByItselfUnlessAsked() {
    client.control().jump("*", -2500);
    client.control().advance(Duration.ofMinutes(1));
    assertThat(client.buy(1).status()).isEqualTo(200);
    assertThat(halted()).isFalse();
  }

  @Test
  void pausesASymbolFifteenSecondsBeyondItsBandsForFiveMinutes() {
    market("{'kind':'breakers','on':true}");
    market("{'kind':'freeze'}");
    client.control().advance(Duration.ofMinutes(6));
    market("{'kind':'jump','bps':-650}");
    client.control().advance(Duration.ofSeconds(14));
    assertThat(halted()).isFalse();
    client.control().advance(Duration.ofSeconds(6));
    assertThat(halted()).isTrue();
    assertThat(state().at("/halts/SPY/reason").asText()).isEqualTo("luld");
    Answer order = client.buy(1);
    assertThat(client.byId(order).field("status")).isEqualTo("new");
    client.control().advance(Duration.ofSeconds(299));
    assertThat(halted()).isFalse();
    assertThat(client.byId(order).field("status")).isEqualTo("filled");
    client.control().advance(Duration.ofMinutes(3));
    assertThat(halted()).as("the reopening is the new reference").isFalse();
  }

  @Test
  void doesNotPauseForATouchThatIsSoonOver() {
    market("{'kind':'breakers','on':true}");
    market("{'kind':'freeze'}");
    client.control().advance(Duration.ofMinutes(6));
    market("{'kind':'jump','bps':-650}");
    client.control().advance(Duration.ofSeconds(8));
    market("{'kind':'jump','bps':680}");
    client.control().advance(Duration.ofMinutes(2));
    assertThat(halted()).isFalse();
  }

  @Test
  void stopsTheWholeMarketAtEachLevelOnce() {
    market("{'kind':'freeze'}");
    market("{'kind':'breakers','on':true}");
    market("{'kind':'jump','bps':-800}");
    assertThat(state().at("/halts/SPY/reason").asText()).isEqualTo("level_1");
    assertThat(state().at("/halts/SPY/until").asText()).isEqualTo("2026-11-18T15:15:00Z");
    client.control().advance(Duration.ofMinutes(16));
    assertThat(halted()).isFalse();
    market("{'kind':'jump','bps':-700}");
    assertThat(state().at("/halts/SPY/reason").asText()).isEqualTo("level_2");
    client.control().advance(Duration.ofMinutes(16));
    market("{'kind':'jump','bps':-1000}");
    assertThat(state().at("/halts/SPY/reason").asText()).isEqualTo("level_3");
    assertThat(state().at("/halts/SPY/until").asText()).isEqualTo("2026-11-19T14:30:00Z");
  }

  @Test
  void leavesTheFirstLevelsOutLateInTheDay() {
    client.control().setClock(Instant.parse("2026-11-18T20:30:00Z"));
    market("{'kind':'freeze'}");
    market("{'kind':'jump','bps':-900}");
    client.control().advance(Duration.ofMinutes(6));
    market("{'kind':'breakers','on':true}");
    assertThat(halted()).isFalse();
  }

  @Test
  void walksAThinBookLevelByLevelAndFillsTheRestAfterItsRefill() {
    market("{'kind':'freeze'}");
    market("{'kind':'depth','shares':20,'levels':3,'stepCents':5,'refill':'PT2S'}");
    double ask = client.get("/v2/stocks/SPY/quotes/latest").json().at("/quote/ap").asDouble();
    Answer order = client.buy(150);
    Answer part = client.byId(order);
    assertThat(part.field("status")).isEqualTo("partially_filled");
    assertThat(part.number("filled_qty").intValue()).isBetween(36, 84);
    JsonNode fills = client.get("/v2/account/activities/FILL?direction=asc").json();
    assertThat(fills).hasSize(3);
    assertThat(price(fills, 0)).isEqualTo(ask);
    assertThat(price(fills, 2))
        .isEqualTo(BigDecimal.valueOf(ask).add(new BigDecimal("0.10")).doubleValue());
    for (int i = 0; i < 10; i++) {
      client.control().advance(Duration.ofSeconds(2));
    }
    assertThat(client.byId(order).field("status")).isEqualTo("filled");
    assertThat(client.byId(order).number("filled_avg_price").doubleValue()).isGreaterThan(ask);
  }

  @Test
  void takesAnyOrderFromTheSameThinBookAndNeverBeyondItsLimit() {
    market("{'kind':'freeze'}");
    market("{'kind':'depth','shares':20,'levels':3,'stepCents':5,'refill':'PT2S'}");
    client.buy(100);
    Answer second = client.buy(10);
    assertThat(client.byId(second).field("filled_qty")).isEqualTo("0");
    client.control().advance(Duration.ofSeconds(30));
    double ask = client.get("/v2/stocks/SPY/quotes/latest").json().at("/quote/ap").asDouble();
    Answer bounded = client.limit("buy", 100, BigDecimal.valueOf(ask).toPlainString());
    assertThat(client.byId(bounded).number("filled_qty").intValue()).isBetween(12, 28);
    assertThat(client.byId(bounded).number("filled_avg_price").doubleValue()).isEqualTo(ask);
    Answer all = client.order(BrokerClient.market("buy", "200").replace("'day'", "'fok'"));
    assertThat(client.byId(all).field("status")).isEqualTo("canceled");
    assertThat(client.byId(all).field("filled_qty")).isEqualTo("0");
  }

  private static double price(JsonNode fills, int index) {
    return fills.get(index).path("price").asDouble();
  }

  private void market(String json) {
    Answer answer = client.post("/_sim/market", json);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  private JsonNode state() {
    return client.get("/_sim/state").json();
  }

  private boolean halted() {
    return state().at("/halted/SPY").asBoolean();
  }
}
