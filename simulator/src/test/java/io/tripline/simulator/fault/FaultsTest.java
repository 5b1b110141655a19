package io.tripline.simulator.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tripline.simulator.BrokerClient;
import io.tripline.simulator.BrokerClient.Answer;
import io.tripline.simulator.admin.LoggedRequest;
import io.tripline.simulator.admin.LoggedRequest.Outcome;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultsTest {
  private final BrokerClient client = new BrokerClient();

  @AfterEach
  void stop() {
    client.close();
  }

  @Test
  void answersAPageInsteadOfProcessing() {
    client
        .control()
        .inject(
            Fault.always(new Effect.Answer(503, "<html>down</html>", "text/html"))
                .on("POST", "/v2/orders")
                .times(1));
    Answer answer = client.buy(1);
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.text()).isEqualTo("<html>down</html>");
    assertThat(client.get("/v2/orders?status=all").json()).isEmpty();
    assertThat(client.buy(1).status()).isEqualTo(200);
  }

  @Test
  void fillsMarketOrdersAwayFromTheQuoteToTheirDisadvantage() {
    client.control().inject(Fault.always(new Effect.FillAway(100)).times(1));
    client.buy(1);
    client.buy(1);
    var orders = client.get("/v2/orders?status=all&direction=asc").json();
    BigDecimal bad = new BigDecimal(orders.get(0).get("filled_avg_price").asText());
    BigDecimal good = new BigDecimal(orders.get(1).get("filled_avg_price").asText());
    assertThat(bad.doubleValue() / good.doubleValue()).isBetween(1.009, 1.011);
  }

  @Test
  void losesARequestBeforeItIsProcessed() {
    client
        .control()
        .inject(Fault.always(new Effect.RequestLost()).on("POST", "/v2/orders").times(1));
    assertThatThrownBy(() -> client.buy(1)).isInstanceOf(UncheckedIOException.class);
    assertThat(client.get("/v2/orders?status=all").json()).isEmpty();
    LoggedRequest logged = client.control().requestsAfter(0).get(0);
    assertThat(logged.outcome()).isEqualTo(Outcome.REQUEST_LOST);
    assertThat(logged.status()).isNull();
  }

  @Test
  void losesTheReplyToAnOrderThatIsAccepted() {
    client.control().inject(Fault.always(new Effect.ReplyLost()).on("POST", "/v2/orders").times(1));
    assertThatThrownBy(() -> client.buy(1)).isInstanceOf(UncheckedIOException.class);
    assertThat(client.get("/v2/orders?status=all").json()).hasSize(1);
    LoggedRequest logged = client.control().requestsAfter(0).get(0);
    assertThat(logged.outcome()).isEqualTo(Outcome.REPLY_LOST);
    LoggedRequest.OrderNote order = logged.order();
    assertThat(order).isNotNull().extracting(LoggedRequest.OrderNote::accepted).isEqualTo(true);
  }

  @Test
  void answersLateAndLogsTheArrival() {
    client
        .control()
        .inject(
            Fault.always(new Effect.Latency(Duration.ofMillis(300), true)).on("GET", "/v2/clock"));
    Instant before = Instant.now();
    client.get("/v2/clock");
    Duration took = Duration.between(before, Instant.now());
    assertThat(took).isGreaterThan(Duration.ofMillis(299));
    assertThat(client.control().requestsAfter(0).get(0).wallTime())
        .isBefore(before.plus(took).minusMillis(290));
  }

  @Test
  void limitsTheRateWithoutSayingForHowLong() {
    client.control().inject(Fault.always(new Effect.RateLimited()).times(1));
    Answer answer = client.get("/v2/account");
    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.headers().firstValue("Retry-After")).isEmpty();
    assertThat(answer.headers().firstValue("X-Ratelimit-Reset")).isEmpty();
  }

  @Test
  void forgetsTheKeys() {
    client.control().inject(Fault.always(new Effect.Unauthorized()).times(1));
    assertThat(client.get("/v2/account").status()).isEqualTo(401);
  }

  @Test
  void fillsInParts() {
    client
        .control()
        .inject(Fault.always(new Effect.PartialFill(0.4, Duration.ofSeconds(5))).times(1));
    Answer order = client.buy(10);
    assertThat(client.byId(order).field("status")).isEqualTo("partially_filled");
    assertThat(client.byId(order).field("filled_qty")).isEqualTo("4");
    client.control().advance(Duration.ofSeconds(5));
    assertThat(client.byId(order).field("filled_qty")).isEqualTo("10");
    assertThat(client.get("/v2/account/activities/FILL").json())
        .extracting(row -> row.path("type").asText())
        .containsExactly("fill", "partial_fill");
  }

  @Test
  void delaysFills() {
    client.control().inject(Fault.always(new Effect.FillDelay(Duration.ofSeconds(8))));
    Answer order = client.buy(1);
    client.control().advance(Duration.ofSeconds(7));
    assertThat(client.byId(order).field("status")).isEqualTo("new");
    client.control().advance(Duration.ofSeconds(1));
    assertThat(client.byId(order).field("status")).isEqualTo("filled");
  }

  @Test
  void keepsACancelPendingWhileAFillMayWin() {
    client.control().inject(Fault.always(new Effect.CancelDelay(Duration.ofSeconds(20))));
    Answer slow = client.limit("buy", 1, "600");
    Answer filled = client.limit("buy", 1, "645");
    client.delete("/v2/orders");
    assertThat(client.byId(slow).field("status")).isEqualTo("pending_cancel");
    client.control().jump("*", -150);
    assertThat(client.byId(filled).field("status")).isEqualTo("filled");
    client.control().advance(Duration.ofSeconds(20));
    assertThat(client.byId(slow).field("status")).isEqualTo("canceled");
  }

  @Test
  void showsPositionsLate() {
    client.control().inject(Fault.always(new Effect.PositionsLag(Duration.ofSeconds(10))));
    client.buy(1);
    client.control().advance(Duration.ofSeconds(9));
    assertThat(client.get("/v2/positions").json()).isEmpty();
    client.control().advance(Duration.ofSeconds(1));
    assertThat(client.get("/v2/positions").json()).hasSize(1);
  }

  @Test
  void showsStaleQuotes() {
    client
        .control()
        .inject(Fault.always(new Effect.StaleQuotes(Duration.ofSeconds(90), BrokerClient.START)));
    assertThat(client.get("/v2/stocks/SPY/quotes/latest").json().at("/quote/t").asText())
        .isEqualTo(BrokerClient.START.minusSeconds(90).toString());
  }

  @Test
  void reportsAWrongEquityBesideRightPositions() {
    client.buy(10);
    client.control().equityGlitch(new BigDecimal("-2500"));
    Answer account = client.get("/v2/account");
    BigDecimal truth =
        account.number("cash").add(client.get("/v2/positions/SPY").number("market_value"));
    assertThat(account.number("equity"))
        .isEqualByComparingTo(truth.subtract(new BigDecimal("2500")));
  }

  @Test
  void repeatsItselfFromTheSameSeed() {
    assertThat(luck(42)).isEqualTo(luck(42)).contains(200, 500);
  }

  private static List<Integer> luck(long seed) {
    try (var client = new BrokerClient(BrokerClient.frozen().withSeed(seed))) {
      client
          .control()
          .inject(
              Fault.always(new Effect.Answer(500, "{}", "application/json")).withProbability(0.5));
      return java.util.stream.IntStream.range(0, 20)
          .mapToObj(i -> client.get("/v2/clock").status())
          .toList();
    }
  }
}
