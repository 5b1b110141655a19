package io.tripline.simulator.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.simulator.BrokerClient;
import io.tripline.simulator.BrokerClient.Answer;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AccountTest {
  private final BrokerClient client = new BrokerClient();

  @AfterEach
  void stop() {
    client.close();
  }

  @Test
  void showsEveryFieldOfTheContract() {
    assertThat(client.get("/v2/account").json().fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            ("id account_number status crypto_status crypto_tier currency buying_power"
                    + " effective_buying_power regt_buying_power non_marginable_buying_power"
                    + " options_buying_power cash accrued_fees pending_reg_taf_fees portfolio_value"
                    + " position_market_value equity last_equity balance_asof long_market_value"
                    + " short_market_value initial_margin maintenance_margin"
                    + " last_maintenance_margin sma multiplier intraday_adjustments"
                    + " shorting_enabled trading_blocked transfers_blocked account_blocked"
                    + " trade_suspended_by_user options_approved_level options_trading_level"
                    + " created_at admin_configurations user_configurations")
                .split(" "));
  }

  @Test
  void hasTheBuyingPowerOfAFlatPaperAccount() {
    Answer account = client.get("/v2/account");
    assertThat(account.field("buying_power")).isEqualTo("400000");
    assertThat(account.field("regt_buying_power")).isEqualTo("200000");
    assertThat(account.field("balance_asof")).isEqualTo("2026-11-17");
  }

  @Test
  void limitsBuyingPowerToTheMultiplierThatTheOwnerChose() {
    client.patch("/v2/account/configurations", "{'max_margin_multiplier':'1'}");
    assertThat(client.get("/v2/account").field("multiplier")).isEqualTo("1");
    assertThat(client.get("/v2/account").field("buying_power")).isEqualTo("100000");
  }

  @Test
  void ignoresNullsAndUnknownFieldsInConfigurations() {
    Answer answer =
        client.patch(
            "/v2/account/configurations",
            "{'suspend_trade':null,'dtbp_check':null,'no_shorting':true}");
    assertThat(answer.field("no_shorting")).isEqualTo("true");
    assertThat(answer.field("suspend_trade")).isEqualTo("false");
  }

  @Test
  void refusesABadConfiguration() {
    assertThat(client.patch("/v2/account/configurations", "{'max_margin_multiplier':'3'}").status())
        .isEqualTo(400);
  }

  @Test
  void adjustsForADepositInsteadOfCountingItAsAProfit() {
    client.control().deposit(new BigDecimal("2500"));
    Answer account = client.get("/v2/account");
    assertThat(account.field("intraday_adjustments")).isEqualTo("2500");
    assertThat(account.field("equity")).isEqualTo("102500");
    assertThat(account.field("last_equity")).isEqualTo("100000");
    Answer rows = client.get("/v2/account/activities?activity_types=CSD");
    assertThat(rows.json().at("/0/net_amount").asText()).isEqualTo("2500");
  }

  @Test
  void listsFillsPageByPage() {
    for (int i = 0; i < 5; i++) {
      client.buy(1);
    }
    Answer first = client.get("/v2/account/activities/FILL?page_size=3&direction=asc");
    String token = first.json().get(2).path("id").asText();
    Answer second =
        client.get("/v2/account/activities/FILL?page_size=3&direction=asc&page_token=" + token);
    assertThat(first.json()).hasSize(3);
    assertThat(second.json()).hasSize(2);
  }

  @Test
  void prefixesActivityIdsWithNewYorkTime() {
    client.buy(1);
    assertThat(client.get("/v2/account/activities/FILL").json().at("/0/id").asText())
        .startsWith("20261118100000000::");
  }

  @Test
  void marksPositionsAtTheLastTrade() {
    client.buy(100);
    client.control().jump("*", -100);
    Answer position = client.get("/v2/positions/SPY");
    Answer trade = client.get("/v2/stocks/SPY/trades/latest");
    Answer account = client.get("/v2/account");
    assertThat(position.number("current_price"))
        .isEqualByComparingTo(trade.json().at("/trade/p").decimalValue());
    assertThat(account.number("equity"))
        .isEqualByComparingTo(account.number("cash").add(position.number("market_value")));
    assertThat(position.number("unrealized_pl").doubleValue()).isBetween(-660.0, -640.0);
  }

  @Test
  void closesAPositionWithAnOrder() {
    client.buy(4);
    Answer order = client.delete("/v2/positions/SPY?percentage=50");
    assertThat(order.field("side")).isEqualTo("sell");
    assertThat(order.field("qty")).isEqualTo("2");
    assertThat(client.get("/v2/positions/SPY").field("qty")).isEqualTo("2");
  }

  @Test
  void closesAllPositionsWithARowForEachEvenWhereOneIsRefused() {
    client.buy(4);
    client.limit("sell", 1, "700");
    Answer refused = client.delete("/v2/positions");
    assertThat(refused.status()).isEqualTo(207);
    assertThat(refused.json().at("/0/status").asInt()).isEqualTo(403);
    assertThat(refused.json().at("/0/body/held_for_orders").asText()).isEqualTo("1");
    Answer closed = client.delete("/v2/positions?cancel_orders=True");
    assertThat(closed.json().at("/0/status").asInt()).isEqualTo(200);
    assertThat(client.get("/v2/positions").json()).isEmpty();
  }

  @Test
  void countsTodaysProfitOfAnOldPositionFromTheLastClose() {
    client.buy(10);
    client.control().nextOpen();
    client.control().advance(Duration.ofMinutes(5));
    Answer position = client.get("/v2/positions/SPY");
    BigDecimal expected =
        position
            .number("current_price")
            .subtract(position.number("lastday_price"))
            .multiply(BigDecimal.TEN);
    assertThat(position.number("unrealized_intraday_pl")).isEqualByComparingTo(expected);
  }
}
