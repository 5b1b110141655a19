package io.tripline.simulator.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.simulator.BrokerClient;
import io.tripline.simulator.BrokerClient.Answer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalsTest {
  private final BrokerClient client = new BrokerClient();

  @AfterEach
  void stop() {
    client.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'qty':'0','type':'market'                                    | 422 | 40010001 | qty must be > 0
          'qty':'1','notional':'5','type':'market'                     | 422 | 40010001 | only one of qty or notional is accepted
          'notional':'0.5','type':'market'                             | 422 | 40010001 | notional must be >= 1.00
          'qty':'1','type':'limit'                                     | 422 | 40010001 | limit orders require a limit price
          'qty':'1','type':'market','limit_price':'1'                  | 422 | 40010001 | market orders require no stop or limit price
          'qty':'1','type':'limit','limit_price':'290.123'             | 422 | 42210000 | invalid limit_price 290.123. sub-penny increment does not fulfill minimum pricing criteria
          'qty':'1','type':'market','extended_hours':true              | 422 | 42210000 | extended hours order must be DAY or GTC limit orders
          'qty':'0.5','type':'market','time_in_force':'gtc'            | 422 | 42210000 | fractional orders must be DAY orders
          'qty':'0.5','type':'market','side':'sell'                    | 422 | 42210000 | fractional orders cannot be sold short
          'qty':'1','type':'market','symbol':'NOPE'                    | 422 | 42210000 | asset "NOPE" not found
          'qty':'1','type':'market','position_intent':'buy_to_close'   | 422 | 42210000 | position intent mismatch, inferred: buy_to_open, specified: buy_to_close
          """)
  void refusesBadOrders(String fields, int status, String code, String message) {
    String unquoted = fields.strip();
    String side = unquoted.contains("side") ? "" : "'side':'buy',";
    String symbol = unquoted.contains("symbol") ? "" : "'symbol':'SPY',";
    String inForce = unquoted.contains("time_in_force") ? "" : "'time_in_force':'day',";
    Answer answer = client.order("{" + side + symbol + inForce + unquoted + "}");
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.field("code")).isEqualTo(code);
    assertThat(answer.field("message")).isEqualTo(message);
  }

  @Test
  void refusesWhatIsNotJson() {
    Answer answer = client.order("{nonsense");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.field("code")).isEqualTo("40010000");
    assertThat(answer.field("message")).isEqualTo("request body format is invalid");
  }

  @Test
  void refusesATooLongClientOrderId() {
    Answer answer =
        client.order(
            BrokerClient.market("buy", "1")
                .replace("}", ",'client_order_id':'" + "x".repeat(129) + "'}"));
    assertThat(answer.field("code")).isEqualTo("40010001");
    assertThat(answer.field("message"))
        .isEqualTo("client_order_id must be no more than 128 characters");
  }

  @Test
  void refusesWhatTheBuyingPowerDoesNotCover() {
    Answer answer = client.buy(10_000);
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.field("code")).isEqualTo("40310000");
    assertThat(answer.field("buying_power")).isEqualTo("400000");
    assertThat(answer.number("cost_basis").doubleValue()).isGreaterThan(6_500_000);
  }

  @Test
  void refusesToSellSharesThatAnOpenOrderHolds() {
    client.buy(2);
    Answer resting = client.limit("sell", 2, "700");
    Answer answer = client.sell(2);
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.field("code")).isEqualTo("40310000");
    assertThat(answer.field("message"))
        .isEqualTo("insufficient qty available for order (requested: 2, available: 0)");
    assertThat(answer.field("available")).isEqualTo("0");
    assertThat(answer.field("existing_qty")).isEqualTo("2");
    assertThat(answer.field("held_for_orders")).isEqualTo("2");
    assertThat(answer.field("symbol")).isEqualTo("SPY");
    assertThat(answer.json().at("/related_orders/0").asText()).isEqualTo(resting.field("id"));
  }

  @Test
  void refusesToCloseAPositionWhoseSharesAreHeld() {
    client.buy(2);
    client.limit("sell", 1, "700");
    assertThat(client.delete("/v2/positions/SPY").field("held_for_orders")).isEqualTo("1");
  }

  @Test
  void refusesToSellMoreThanIsHeld() {
    client.buy(2);
    assertThat(client.sell(3).field("message"))
        .isEqualTo("insufficient qty available for order (requested: 3, available: 2)");
  }

  @Test
  void refusesAMarketOrderAgainstARestingOneOfTheOtherSide() {
    client.buy(2);
    Answer resting = client.limit("buy", 1, "600");
    Answer answer = client.sell(2);
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.field("message"))
        .isEqualTo("potential wash trade detected. use complex orders");
    assertThat(answer.field("reject_reason")).isEqualTo("opposite side market/stop order exists");
    assertThat(answer.field("existing_order_id")).isEqualTo(resting.field("id"));
  }

  @Test
  void refusesLimitOrdersThatWouldMeet() {
    client.buy(2);
    client.limit("sell", 1, "655");
    Answer answer = client.limit("buy", 1, "655");
    assertThat(answer.field("buy_limit_price")).isEqualTo("655");
    assertThat(answer.field("sell_limit_price")).isEqualTo("655");
    assertThat(client.limit("buy", 1, "640").status()).isEqualTo(200);
  }

  @Test
  void refusesOrdersAndClosesWhileTheOwnerSuspendedTrading() {
    client.buy(1);
    client.patch("/v2/account/configurations", "{'suspend_trade':true}");
    assertThat(client.sell(1).field("message"))
        .isEqualTo("new orders are rejected by user request");
    assertThat(client.delete("/v2/positions/SPY").status()).isEqualTo(403);
    assertThat(client.get("/v2/account").field("trade_suspended_by_user")).isEqualTo("true");
  }

  @Test
  void refusesToSellShortWhereTheOwnerForbidsIt() {
    assertThat(client.sell(1).status()).isEqualTo(200);
    client.delete("/v2/positions/SPY");
    client.patch("/v2/account/configurations", "{'no_shorting':true}");
    assertThat(client.sell(1).field("message")).isEqualTo("account is not allowed to short");
  }

  @Test
  void refusesOpeningOrdersShortlyBeforeTheOpen() {
    client.control().setClock(BrokerClient.START.plus(Duration.ofHours(23).plusMinutes(29)));
    Answer answer =
        client.order(
            "{'symbol':'SPY','side':'buy','qty':'1','type':'market','time_in_force':'opg'}");
    assertThat(answer.field("code")).isEqualTo("40310000");
  }

  @Test
  void tellsAFlatAccountByTheMissingPosition() {
    Answer answer = client.get("/v2/positions/SPY");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.field("code")).isEqualTo("40410000");
    assertThat(answer.field("message")).isEqualTo("position does not exist");
  }

  @Test
  void refusesWrongKeysWithoutACode() {
    Answer answer = client.send(client.plain("/v2/account").GET());
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.text()).isEqualTo("{\"message\":\"unauthorized.\"}");
    assertThat(answer.headers().firstValue("WWW-Authenticate"))
        .contains("Bearer, Basic realm=\"alpaca.markets\"");
  }

  @Test
  void refusesWrongKeysForTheClockWithAPage() {
    Answer answer = client.send(client.plain("/v2/clock").GET());
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
  }

  @Test
  void refusesMoreThanTheRateLimit() {
    try (var limited = new BrokerClient(BrokerClient.frozen().withRequestsPerMinute(3))) {
      Answer last = limited.get("/v2/account");
      for (int i = 0; i < 7 && last.status() == 200; i++) {
        last = limited.get("/v2/account");
      }
      assertThat(last.status()).isEqualTo(429);
      assertThat(last.field("code")).isEqualTo("42910000");
      assertThat(last.headers().firstValue("X-Ratelimit-Remaining")).contains("0");
    }
  }
}
