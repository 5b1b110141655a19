package io.tripline.simulator.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.tripline.simulator.BrokerClient;
import io.tripline.simulator.BrokerClient.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each scenario keeps the promise of its description, seen over HTTP. */
class ScenariosTest {
  private final BrokerClient client =
      new BrokerClient(BrokerClient.frozen().withRequestsPerMinute(0));

  @AfterEach
  void stop() {
    client.close();
  }

  static List<String> names() {
    return Scenario.all().stream().map(Scenario::name).toList();
  }

  @ParameterizedTest
  @MethodSource("names")
  void runsForAnHourAndEndsWithTheNextOne(String name) {
    assertThat(begin(name).field("scenario")).isEqualTo(name);
    advance(Duration.ofHours(1));
    Answer after = begin("usual-day");
    assertThat(after.field("faults")).isEqualTo("0");
    assertThat(after.json().at("/regimes/SPY").asText()).isEqualTo("normal");
    assertThat(after.json().at("/halted/SPY").asBoolean()).isFalse();
    assertThat(after.field("equityGlitch")).isEqualTo("0");
    assertThat(client.get("/v2/account").status()).isEqualTo(200);
  }

  @Test
  void listsThemWithADescriptionEach() {
    JsonNode list = client.get("/_sim/scenarios").json();
    assertThat(list).hasSize(names().size());
    assertThat(list).allMatch(row -> row.path("description").asText().length() > 10);
  }

  @Test
  void refusesAnUnknownOneAndListsThoseThatAreThere() {
    Answer answer = client.post("/_sim/scenarios", "{'name':'doom'}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.field("error"))
        .startsWith("scenario: must be one of [usual-day, ")
        .endsWith(", was doom");
    assertThatThrownBy(() -> new BrokerClient(BrokerClient.frozen().withScenario("doom")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void beginsWithTheStart() {
    try (var other = new BrokerClient(BrokerClient.frozen().withScenario("market-close"))) {
      assertThat(other.control().now()).isEqualTo("2026-11-18T20:55:00Z");
    }
  }

  @Test
  void losesThreePercent() {
    double before = price();
    begin("daily-loss");
    advance(Duration.ofMinutes(1));
    assertThat(price() / before).isBetween(0.996, 1.004);
    advance(Duration.ofMinutes(5));
    assertThat(price() / before).isBetween(0.965, 0.975);
  }

  @Test
  void crashesIsPausedAndRecovers() {
    double before = price();
    begin("flash-crash");
    boolean paused = false;
    double lowest = before;
    for (int i = 0; i < 240; i++) {
      advance(Duration.ofSeconds(5));
      paused |= state().at("/halts/SPY/reason").asText().equals("luld");
      lowest = Math.min(lowest, price());
    }
    assertThat(paused).isTrue();
    assertThat(lowest / before).isLessThan(0.96);
    assertThat(price() / before).isBetween(0.96, 1.02);
  }

  @Test
  void haltsTheWholeMarket() {
    begin("market-wide-halt");
    advance(Duration.ofMinutes(6));
    List<String> reasons = new ArrayList<>();
    for (int minute = 0; minute < 20; minute++) {
      reasons.add(state().at("/halts/SPY/reason").asText());
      advance(Duration.ofMinutes(1));
    }
    assertThat(reasons).contains("level_1");
  }

  @Test
  void haltsASymbolForHalfAnHour() {
    begin("halted-symbol");
    advance(Duration.ofSeconds(61));
    assertThat(state().at("/halts/SPY/until").asText()).isEqualTo("2026-11-18T15:31:00Z");
    advance(Duration.ofMinutes(30));
    assertThat(state().at("/halted/SPY").asBoolean()).isFalse();
  }

  @Test
  void breaksDownAndComesBack() {
    begin("api-outage");
    advance(Duration.ofSeconds(30));
    Answer answer = client.get("/v2/account");
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Content-Type")).contains("text/html");
    advance(Duration.ofMinutes(1));
    assertThat(client.get("/api/v2/summary.json").text()).contains("major_outage");
    assertThat(client.get("/api/v2/summary.json").json().at("/status/indicator").asText())
        .isEqualTo("none");
    advance(Duration.ofMinutes(2));
    assertThat(client.get("/v2/account").status()).isEqualTo(200);
  }

  @Test
  void showsBadDataForTwoMinutes() {
    client.buy(10);
    begin("bad-data");
    advance(Duration.ofSeconds(31));
    assertThat(quote() / price()).isBetween(0.949, 0.951);
    assertThat(client.get("/v2/account").number("equity").doubleValue())
        .isBetween(94_000., 96_000.);
    advance(Duration.ofMinutes(2));
    assertThat(quote() / price()).isBetween(0.9999, 1.0001);
    assertThat(client.get("/v2/account").number("equity").doubleValue()).isGreaterThan(99_000);
  }

  @Test
  void revokesTheKeys() {
    begin("credentials-revoked");
    assertThat(client.get("/v2/account").status()).isEqualTo(200);
    advance(Duration.ofMinutes(10));
    assertThat(client.get("/v2/account").status()).isEqualTo(401);
  }

  @Test
  void fillsFarAwaySlowlyAndInParts() {
    begin("high-slippage");
    double ask = client.get("/v2/stocks/SPY/quotes/latest").json().at("/quote/ap").asDouble();
    assertThat(client.byId(client.buy(1)).number("filled_avg_price").doubleValue() / ask)
        .isBetween(1.0039, 1.0041);
    begin("slow-fills");
    Answer slow = client.buy(1);
    assertThat(client.byId(slow).field("status")).isEqualTo("pending_new");
    advance(Duration.ofSeconds(2));
    assertThat(client.byId(slow).field("status")).isEqualTo("new");
    advance(Duration.ofSeconds(20));
    assertThat(client.byId(slow).field("status")).isEqualTo("filled");
    begin("partial-fills");
    Answer parts = client.buy(10);
    assertThat(client.byId(parts).field("filled_qty")).isEqualTo("3");
    begin("low-liquidity");
    Answer thin = client.buy(300);
    assertThat(client.byId(thin).field("status")).isEqualTo("partially_filled");
  }

  @Test
  void opensLowerAfterAGap() {
    begin("gap-down");
    double before = price();
    advance(Duration.ofMinutes(2));
    assertThat(price() / before).isBetween(0.955, 0.965);
  }

  @Test
  void isTheSameLivelyDayForTheSameSeed() {
    begin("lively-day");
    List<String> regimes = regimes(client);
    assertThat(regimes).contains("volatile", "normal").doesNotHaveDuplicates();
    try (var other = new BrokerClient(BrokerClient.frozen().withRequestsPerMinute(0))) {
      other.post("/_sim/scenarios", "{'name':'lively-day'}");
      assertThat(regimes(other)).isEqualTo(regimes);
      assertThat(other.get("/_sim/state").json().at("/prices")).isEqualTo(state().at("/prices"));
    }
  }

  private static List<String> regimes(BrokerClient broker) {
    List<String> regimes = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      regimes.add(broker.get("/_sim/state").json().at("/regimes/SPY").asText());
      broker.control().advance(Duration.ofMinutes(10));
    }
    return regimes.stream().distinct().toList();
  }

  private Answer begin(String name) {
    Answer answer = client.post("/_sim/scenarios", "{'name':'" + name + "'}");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer;
  }

  private void advance(Duration duration) {
    client.control().advance(duration);
  }

  private JsonNode state() {
    return client.get("/_sim/state").json();
  }

  private double price() {
    return client.get("/v2/stocks/SPY/trades/latest").json().at("/trade/p").asDouble();
  }

  private double quote() {
    return client.get("/v2/stocks/SPY/quotes/latest").json().at("/quote/bp").asDouble();
  }
}
