package io.tripline.activities.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.broker.Symbol;
import io.tripline.workflows.fault.Fault;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which messages may use what is left for cancels and closes. */
class ReserveTest {
  private static final Instant SINCE = Instant.parse("2026-11-23T00:00:00Z");

  private final CannedBroker broker =
      new CannedBroker()
          .on("GET /v2/orders", 200, "[]")
          .on("DELETE /v2/orders/one", 204, "")
          .on("GET /v2/account", 200, Bodies.ACCOUNT);
  private final AtomicLong nanos = new AtomicLong();

  @AfterEach
  void close() {
    broker.close();
  }

  @Test
  void readsOfOrdersAndExecutionsLeaveTheReserveToCancels() {
    AlpacaHttp http = http(new RateBudget(2, 1, nanos::get, this::sleep));
    assertThat(http.openOrders().orThrow()).isEmpty();
    List<Answer<?>> answers =
        List.of(
            http.openOrders(),
            http.ordersSince(SINCE),
            http.fillsSince(SINCE),
            http.order("one"),
            http.orderByClientId(new ClientOrderId("cafe0123-1")));
    assertThat(answers)
        .allSatisfy(answer -> assertThat(faultOf(answer)).isEqualTo(Fault.RATE_LIMITED));
    assertThat(broker.seen()).hasSize(1);
    assertThat(http.cancel("one").orThrow()).isEqualTo(CancelAnswer.REQUESTED);
  }

  @Test
  void readsForACancelOrACloseMayUseTheReserve() {
    AlpacaHttp http = http(new RateBudget(2, 1, nanos::get, this::sleep)).forSafety();
    assertThat(http.openOrders().orThrow()).isEmpty();
    assertThat(http.ordersSince(SINCE).orThrow()).isEmpty();
  }

  @Test
  void aThrottledDataHostPausesNoReadOfTheAccountAndAThrottledTradingHostNotTheWatchs() {
    String reset = String.valueOf(Instant.now().plusSeconds(45).getEpochSecond());
    CannedBroker.Reply throttled =
        CannedBroker.text(429, "application/json", "{}", Map.of("X-Ratelimit-Reset", reset));
    broker.on("GET /v2/stocks/quotes/latest", throttled).on("GET /v2/positions", throttled);
    AlpacaHttp http = http(new RateBudget(200, 60, nanos::get, this::sleep));
    assertThat(faultOf(http.latestQuotes(List.of(new Symbol("SPY")))))
        .isEqualTo(Fault.RATE_LIMITED);
    assertThat(http.openOrders().orThrow()).isEmpty();
    assertThat(faultOf(http.positions())).isEqualTo(Fault.RATE_LIMITED);
    assertThat(faultOf(http.openOrders())).isEqualTo(Fault.RATE_LIMITED);
    assertThat(http.forWatch().account().orThrow()).isNotNull();
    assertThat(broker.count("GET /v2/orders")).isEqualTo(1);
  }

  private AlpacaHttp http(RateBudget budget) {
    return new AlpacaHttp(
        AlpacaEndpoint.simulator(broker.url()),
        new AlpacaCredentials("PKTEST", "very-secret"),
        budget,
        InstantSource.system());
  }

  private void sleep(java.time.Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private static Fault faultOf(Answer<?> answer) {
    return ((Answer.Failed<?>) answer).fault();
  }
}
