package io.tripline.simulator.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.simulator.BrokerClient;
import io.tripline.simulator.BrokerClient.Answer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Faults in what is read: orders and positions that disagree, wrong data, wrong headers. */
class ReadFaultsTest {
  private final BrokerClient client = new BrokerClient();

  @AfterEach
  void stop() {
    client.close();
  }

  @Test
  void hidesANewOrderThatIsAlreadyInThePositions() {
    client.post("/_sim/faults", "{'kind':'ordersLag','lag':'PT10S'}");
    Answer order = client.buy(1);
    assertThat(client.get("/v2/positions/SPY").field("qty")).isEqualTo("1");
    assertThat(client.byId(order).status()).isEqualTo(404);
    assertThat(client.get("/v2/orders?status=all").json()).isEmpty();
    client.control().advance(Duration.ofSeconds(10));
    assertThat(client.byId(order).field("status")).isEqualTo("filled");
  }

  @Test
  void showsACancelLate() {
    Answer order = client.limit("buy", 1, "600");
    client.control().advance(Duration.ofMinutes(1));
    client.post("/_sim/faults", "{'kind':'ordersLag','lag':'PT10S'}");
    client.delete("/v2/orders");
    assertThat(client.byId(order).field("status")).isEqualTo("new");
    assertThat(client.get("/v2/orders").json()).hasSize(1);
    client.control().advance(Duration.ofSeconds(10));
    assertThat(client.byId(order).field("status")).isEqualTo("canceled");
  }

  @Test
  void disagreesWithItselfFromReadToRead() {
    client.buy(1);
    client.post("/_sim/faults", "{'kind':'positionsLag','lag':'PT1H','times':1}");
    assertThat(client.get("/v2/positions").json()).isEmpty();
    assertThat(client.get("/v2/positions").json()).hasSize(1);
  }

  @Test
  void quotesAwayFromATradeThatIsRight() {
    double trade = price("trades", "/trade/p");
    client.post("/_sim/faults", "{'kind':'wrongQuotes','bps':-1000}");
    assertThat(price("quotes", "/quote/bp") / trade).isBetween(0.899, 0.901);
    assertThat(price("trades", "/trade/p")).isEqualTo(trade);
    assertThat(
            client.get("/v2/stocks/SPY/snapshot").json().at("/latestQuote/ap").asDouble() / trade)
        .isBetween(0.899, 0.901);
  }

  @Test
  void quotesNothing() {
    client.post("/_sim/faults", "{'kind':'noQuote'}");
    assertThat(price("quotes", "/quote/bp")).isZero();
    assertThat(price("quotes", "/quote/ap")).isZero();
  }

  @Test
  void tellsAWrongDate() {
    client.post("/_sim/faults", "{'kind':'dateSkew','skew':'-PT5M'}");
    String date = client.get("/v2/clock").headers().firstValue("Date").orElseThrow();
    Instant told = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    assertThat(told).isBetween(Instant.now().minusSeconds(420), Instant.now().minusSeconds(240));
  }

  @ParameterizedTest
  @CsvSource({"500,application/json", "502,text/html", "503,text/html", "504,text/html"})
  void breaksDownWithTheUsualPage(int status, String contentType) {
    client.post("/_sim/faults", "{'kind':'answer','status':%d}".formatted(status));
    Answer answer = client.get("/v2/account");
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains(contentType);
    assertThat(answer.text()).isNotEmpty();
  }

  private double price(String what, String where) {
    return client.get("/v2/stocks/SPY/" + what + "/latest").json().at(where).asDouble();
  }
}
