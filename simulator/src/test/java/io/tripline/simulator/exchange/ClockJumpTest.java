package io.tripline.simulator.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.simulator.BrokerClient;
import io.tripline.simulator.BrokerClient.Answer;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClockJumpTest {
  private final BrokerClient client = new BrokerClient();

  @AfterEach
  void stop() {
    client.close();
  }

  @Test
  void keepsTheBaselineUntilTheDayIsOver() {
    client.control().setClock(Instant.parse("2026-11-19T04:59:59Z"));
    assertThat(client.get("/v2/account").field("balance_asof")).isEqualTo("2026-11-17");
    client.control().advance(Duration.ofSeconds(1));
    assertThat(client.get("/v2/account").field("balance_asof")).isEqualTo("2026-11-18");
  }

  @Test
  void takesTheEquityOfTheCloseAsBaseline() {
    client.buy(100);
    client.control().setClock(Instant.parse("2026-11-18T21:00:00Z"));
    BigDecimal atClose = client.control().state().equity();
    client.control().nextOpen();
    client.control().jump("*", -50);
    assertThat(client.control().state().lastEquity()).isEqualByComparingTo(atClose);
  }

  @Test
  void skipsThanksgivingAndClosesEarlyTheDayAfter() {
    client.control().setClock(Instant.parse("2026-11-25T22:00:00Z"));
    assertThat(client.control().nextOpen()).isEqualTo(Instant.parse("2026-11-27T14:30:00Z"));
    assertThat(client.get("/v2/account").field("balance_asof")).isEqualTo("2026-11-25");
    Answer order = client.limit("buy", 1, "600");
    assertThat(order.field("expires_at")).isEqualTo("2026-11-27T18:00:00Z");
    assertThat(client.control().nextClose()).isEqualTo(Instant.parse("2026-11-27T18:00:00Z"));
    assertThat(client.byId(order).field("status")).isEqualTo("expired");
  }

  @Test
  void rollsOnceForEachTradingDayOverALongJump() {
    client.buy(10);
    client.control().setClock(Instant.parse("2026-12-07T15:00:00Z"));
    assertThat(client.get("/v2/account").field("balance_asof")).isEqualTo("2026-12-04");
    Instant lastClose = Instant.parse("2026-12-04T21:00:00Z");
    try (var other = new BrokerClient()) {
      other.buy(10);
      other.control().setClock(lastClose);
      assertThat(client.control().state().lastEquity())
          .isEqualByComparingTo(other.control().state().equity());
    }
  }

  @Test
  void endsTheSameWhetherTimeJumpsOrWalks() {
    try (var walker = new BrokerClient()) {
      Answer jumped = client.limit("buy", 5, "649");
      Answer walked = walker.limit("buy", 5, "649");
      client.control().advance(Duration.ofHours(3));
      for (int minute = 0; minute < 180; minute++) {
        walker.control().advance(Duration.ofMinutes(1));
      }
      assertThat(client.byId(jumped).field("filled_avg_price"))
          .isEqualTo(walker.byId(walked).field("filled_avg_price"));
      assertThat(client.byId(jumped).field("filled_at"))
          .isEqualTo(walker.byId(walked).field("filled_at"));
    }
  }

  @Test
  void movesADepositAfterTheCloseToTheNextDay() {
    client.control().setClock(Instant.parse("2026-11-18T22:00:00Z"));
    client.control().deposit(new BigDecimal("1000"));
    client.control().nextOpen();
    Answer account = client.get("/v2/account");
    assertThat(account.field("last_equity")).isEqualTo("100000");
    assertThat(account.field("intraday_adjustments")).isEqualTo("1000");
  }

  @Test
  void cancelsAGoodTillCanceledOrderAfterNinetyDays() {
    Answer order =
        client.order(
            "{'symbol':'SPY','side':'buy','qty':'1','type':'limit','limit_price':'100','time_in_force':'gtc'}");
    client.control().setClock(Instant.parse("2027-02-17T15:00:00Z"));
    assertThat(client.byId(order).field("status")).isEqualTo("canceled");
  }

  @Test
  void runsFasterAtAHigherRate() throws InterruptedException {
    client.control().rate(3600);
    Thread.sleep(50);
    client.control().rate(0);
    assertThat(client.control().now()).isAfter(BrokerClient.START.plusSeconds(150));
  }
}
