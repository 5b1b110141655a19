package io.tripline.simulator.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tripline.simulator.BrokerClient;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortfolioHistoryTest {
  private static final String PATH = "/v2/account/portfolio/history";

  private final BrokerClient client = new BrokerClient();

  @AfterEach
  void stop() {
    client.close();
  }

  @Test
  void endsWithTheEquityOfTheAccount() {
    client.buy(100);
    client.control().jump("SPY", -200);
    JsonNode history = client.get(PATH + "?period=1D&timeframe=1Min").json();
    assertThat(last(history, "equity")).isEqualByComparingTo(equity());
    assertThat(last(history, "profit_loss"))
        .isEqualByComparingTo(equity().subtract(new BigDecimal("100000")));
    assertThat(history.path("base_value").decimalValue()).isEqualByComparingTo("100000");
    assertThat(last(history, "profit_loss_pct").signum()).isNegative();
  }

  @Test
  void leavesDepositsOutOfTheProfit() {
    client.control().deposit(new BigDecimal("5000"));
    JsonNode history = client.get(PATH + "?period=1D&timeframe=5Min&cashflow_types=CSD").json();
    assertThat(last(history, "equity")).isEqualByComparingTo("105000");
    assertThat(last(history, "profit_loss")).isEqualByComparingTo("0");
    assertThat(history.at("/cashflow/CSD").get(0).decimalValue()).isEqualByComparingTo("5000");
  }

  @Test
  void keepsTheEquityOfPastCloses() {
    client.buy(100);
    client.control().nextClose();
    BigDecimal atTheClose = equity();
    client.control().nextOpen();
    client.control().advance(Duration.ofHours(1));
    JsonNode days = client.get(PATH + "?period=1W&timeframe=1D").json();
    assertThat(days.path("timestamp")).hasSize(2);
    assertThat(days.at("/equity/0").decimalValue()).isEqualByComparingTo(atTheClose);
    JsonNode today = client.get(PATH + "?period=1D&timeframe=1H&pnl_reset=per_day").json();
    assertThat(today.path("base_value").decimalValue()).isEqualByComparingTo(atTheClose);
    assertThat(last(today, "profit_loss")).isEqualByComparingTo(equity().subtract(atTheClose));
  }

  @ParameterizedTest
  @CsvSource({
    "period=1D, 1Min",
    "period=2W, 15Min",
    "period=3M, 1D",
    "period=1M&timeframe=1h, 1H",
    "start=2026-11-18T05:00:00Z&end=2026-11-19T05:00:00Z, 1Min"
  })
  void choosesTheWindowByThePeriod(String query, String timeframe) {
    assertThat(client.get(PATH + "?" + query).field("timeframe")).isEqualTo(timeframe);
  }

  @ParameterizedTest
  @CsvSource({"period=soon", "timeframe=2Min", "pnl_reset=never", "intraday_reporting=all"})
  void refusesWhatItDoesNotKnow(String query) {
    BrokerClient.Answer answer = client.get(PATH + "?" + query);
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.field("message")).contains(query.substring(query.indexOf('=') + 1));
  }

  private BigDecimal equity() {
    return client.get("/v2/account").number("equity");
  }

  private static BigDecimal last(JsonNode history, String name) {
    JsonNode values = history.path(name);
    return values.get(values.size() - 1).decimalValue();
  }
}
