package io.tripline.simulator.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.simulator.BrokerClient;
import io.tripline.simulator.BrokerClient.Answer;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MarketHoursTest {
  private final BrokerClient client = new BrokerClient();

  @AfterEach
  void stop() {
    client.close();
  }

  @Test
  void tellsTheTimeInNewYork() {
    Answer clock = client.get("/v2/clock");
    assertThat(clock.field("timestamp")).isEqualTo("2026-11-18T10:00:00-05:00");
    assertThat(clock.field("is_open")).isEqualTo("true");
    assertThat(clock.field("next_open")).isEqualTo("2026-11-19T09:30:00-05:00");
    assertThat(clock.field("next_close")).isEqualTo("2026-11-18T16:00:00-05:00");
  }

  @Test
  void tellsThePhase() {
    client.control().nextClose();
    assertThat(client.get("/v3/clock").json().at("/clocks/0/phase").asText()).isEqualTo("post");
  }

  @Test
  void listsAHalfDay() {
    Answer calendar = client.get("/v2/calendar?start=2026-11-26T00:00:00.000Z&end=2026-11-27");
    assertThat(calendar.text())
        .isEqualTo(
            "[{\"date\":\"2026-11-27\",\"open\":\"09:30\",\"close\":\"13:00\","
                + "\"session_open\":\"0400\",\"session_close\":\"1700\","
                + "\"settlement_date\":\"2026-11-30\"}]");
  }

  @Test
  void showsAFreshQuoteWhileOpen() {
    assertThat(client.get("/v2/stocks/SPY/quotes/latest").json().at("/quote/t").asText())
        .isEqualTo(BrokerClient.START.toString());
  }

  @Test
  void showsTheLastQuoteOfTheSessionAtNight() {
    client.control().advance(Duration.ofHours(12));
    assertThat(client.get("/v2/stocks/SPY/quotes/latest").json().at("/quote/t").asText())
        .isEqualTo("2026-11-19T01:00:00Z");
  }

  @Test
  void leavesUnknownSymbolsOutOfAList() {
    Answer quotes = client.get("/v2/stocks/quotes/latest?symbols=SPY,NOPE&feed=iex");
    assertThat(quotes.json().path("quotes").fieldNames()).toIterable().containsExactly("SPY");
  }

  @Test
  void agreesInQuoteTradeBarsAndPositionAfterAJump() {
    client.buy(1);
    client.control().jump("SPY", -300);
    Answer snapshot = client.get("/v2/stocks/SPY/snapshot");
    double trade = snapshot.json().at("/latestTrade/p").asDouble();
    assertThat(snapshot.json().at("/latestQuote/bp").asDouble())
        .isBetween(trade - 0.011, trade + 0.011);
    assertThat(snapshot.json().at("/minuteBar/c").asDouble()).isEqualTo(trade);
    assertThat(snapshot.json().at("/dailyBar/c").asDouble()).isEqualTo(trade);
    assertThat(client.get("/v2/positions/SPY").number("current_price").doubleValue())
        .isEqualTo(trade);
  }

  @Test
  void pagesThroughBars() {
    String query = "/v2/stocks/bars?symbols=SPY&timeframe=1Min&limit=20&start=2026-11-18T14:30:00Z";
    Answer first = client.get(query);
    assertThat(first.json().at("/bars/SPY")).hasSize(20);
    Answer second =
        client.get(query + "&page_token=" + first.field("next_page_token").replace("|", "%7C"));
    assertThat(second.json().at("/bars/SPY")).hasSize(11);
    assertThat(second.json().path("next_page_token").isNull()).isTrue();
    assertThat(second.json().at("/bars/SPY/0/t").asText()).isEqualTo("2026-11-18T14:50:00Z");
  }

  @Test
  void hasDailyBarsOfMoreThanFourHundredDays() {
    Answer bars =
        client.get("/v2/stocks/SPY/bars?timeframe=1Day&start=2024-09-01&limit=10000&feed=iex");
    assertThat(bars.json().path("bars").size()).isGreaterThan(400);
  }

  @Test
  void keepsASlideOnItsWay() {
    double before = price();
    client.control().freeze("*");
    client.control().slide("*", -100, Duration.ofMinutes(10));
    client.control().advance(Duration.ofMinutes(5));
    assertThat(price() / before).isBetween(0.9945, 0.9955);
    client.control().advance(Duration.ofMinutes(30));
    assertThat(price() / before).isBetween(0.9895, 0.9905);
  }

  @Test
  void gapsAtTheNextOpenOnly() {
    client.control().gapAtNextOpen("*", -400);
    client.control().setClock(Instant.parse("2026-11-19T14:29:59Z"));
    double before = price();
    client.control().advance(Duration.ofSeconds(1));
    assertThat(price() / before).isBetween(0.955, 0.965);
  }

  private double price() {
    return client.get("/v2/stocks/SPY/trades/latest").json().at("/trade/p").asDouble();
  }
}
