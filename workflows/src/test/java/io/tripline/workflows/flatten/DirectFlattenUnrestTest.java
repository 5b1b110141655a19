package io.tripline.workflows.flatten;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.Scope;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.fakes.FakeFlattenBroker;
import io.tripline.workflows.fakes.FlattenFaults;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A bot that nobody halted trades one symbol without a pause. */
class DirectFlattenUnrestTest {
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  @Test
  void whatOneSymbolNeverRestsForKeepsNoOtherOpen() {
    Instant begun = Instant.parse("2026-11-20T15:00:00Z");
    FakeFlattenBroker broker =
        new FakeFlattenBroker(() -> begun, FlattenFaults.NONE).holds("SPY", "10").holds("QQQ", "1");
    for (int trade = 0; trade < 60; trade++) {
      broker.arrivesLater(
          Duration.ofSeconds(2 + 8L * trade),
          "bot-" + trade,
          "QQQ",
          trade % 2 == 0 ? Side.BUY : Side.SELL,
          "1");
    }
    DirectTerms terms =
        new DirectTerms(new AccountName("busy"), Scope.EVERYTHING, "direct-20261120", PATIENCE);
    DirectEnd end = new DirectFlatten(broker, terms, line -> {}).run();
    assertThat(broker.held("SPY")).isZero();
    assertThat(broker.lowest("SPY")).isZero();
    assertThat(broker.lowest("QQQ")).isNotNegative();
    // The bot goes on: whoever said flat would be wrong eight seconds later.
    assertThat(end)
        .isInstanceOfSatisfying(
            DirectEnd.NotFlat.class,
            not -> assertThat(not.reason()).isEqualTo(DirectEnd.Reason.OUT_OF_TIME));
  }
}
