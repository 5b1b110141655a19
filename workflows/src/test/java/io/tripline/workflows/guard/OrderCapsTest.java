package io.tripline.workflows.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hard caps on how much is traded. */
class OrderCapsTest {
  private static final Instant NOW = Instant.parse("2026-11-23T15:00:00Z");

  private final OrderCaps caps = new OrderCaps(List.of());

  @Test
  void aThirdChangeOfThePositionWithinAnHourMustWait() {
    count(50, true, true);
    count(20, false, true);
    assertThat(caps.blockedBy(true, true, NOW)).get().asString().startsWith("K10: 2 changes");
    assertThat(caps.blockedBy(true, true, NOW.plusSeconds(11 * 60))).isEmpty();
  }

  @Test
  void aFifthRoundTripIsRefusedForTheDay() {
    for (int trip = 4; trip > 0; trip--) {
      count(trip * 120, true, true);
      count(trip * 120 - 60, false, true);
    }
    assertThat(caps.blockedBy(true, true, NOW)).get().asString().startsWith("K10: 4 round trips");
    caps.rollDay();
    assertThat(caps.blockedBy(true, true, NOW)).isEmpty();
  }

  @Test
  void pricingTheRestAnewIsNoFurtherChangeButAnOrder() {
    count(2, true, true);
    count(1, true, false);
    assertThat(caps.blockedBy(false, true, NOW)).isEmpty();
    for (int i = 0; i < 10; i++) {
      caps.count(new OrderCaps.Counted(NOW.minusSeconds(i), true, false, null, null));
    }
    assertThat(caps.blockedBy(false, true, NOW)).get().asString().startsWith("K11: 10 orders");
  }

  @Test
  void whoDecidesOnceADaySendsSixOrdersAtMost() {
    for (int i = 0; i < 6; i++) {
      count(100 + i, false, false);
    }
    assertThat(caps.blockedBy(false, false, NOW)).get().asString().startsWith("K11: 6 orders");
    assertThat(caps.blockedBy(false, true, NOW)).isEmpty();
  }

  @Test
  void theSameOrderWithinAMinuteIsTakenForOneSentTwice() {
    caps.count(new OrderCaps.Counted(NOW.minusSeconds(59), true, true, "BUY 146 SPY", "p-1"));
    assertThat(caps.duplicateOf("BUY 146 SPY", true, NOW)).get().asString().startsWith("K12");
    assertThat(caps.duplicateOf("BUY 145 SPY", true, NOW)).isEmpty();
    assertThat(caps.duplicateOf("BUY 146 SPY", false, NOW)).isEmpty();
    assertThat(caps.duplicateOf("BUY 146 SPY", true, NOW.plusSeconds(1))).isEmpty();
  }

  @Test
  void anOrderThatNeverReachedTheBrokerMayBeTriedAgainButStillCounts() {
    caps.count(new OrderCaps.Counted(NOW.minusSeconds(9), true, true, "BUY 146 SPY", "p-1"));
    caps.neverSent("p-1");
    assertThat(caps.duplicateOf("BUY 146 SPY", true, NOW)).isEmpty();
    assertThat(caps.today()).hasSize(1);
  }

  @Test
  void whatNeverReachedTheBrokerChangedNoPositionButCountsAsAnOrder() {
    for (int i = 1; i <= 6; i++) {
      caps.count(new OrderCaps.Counted(NOW.minusSeconds(70 + i), true, true, "BUY " + i, "p-" + i));
      caps.neverSent("p-" + i);
    }
    assertThat(caps.blockedBy(true, true, NOW)).isEmpty();
    assertThat(caps.blockedByAll(true, true, NOW)).get().asString().startsWith("K10");
    assertThat(caps.blockedBy(true, false, NOW)).get().asString().startsWith("K11: 6 orders");
  }

  private void count(int minutesAgo, boolean entry, boolean change) {
    caps.count(
        new OrderCaps.Counted(NOW.minusSeconds(minutesAgo * 60L), entry, change, null, null));
  }
}
