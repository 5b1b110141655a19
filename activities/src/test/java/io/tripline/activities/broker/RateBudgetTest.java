package io.tripline.activities.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.activities.broker.RateBudget.Purpose;
import io.tripline.workflows.killswitch.ApiCall.Api;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateBudgetTest {
  private static final List<Purpose> PURPOSES = List.of(Purpose.values());

  private final AtomicLong nanos = new AtomicLong();
  private final RateBudget budget =
      new RateBudget(60, 20, nanos::get, time -> nanos.addAndGet(time.toNanos()));

  @Test
  void letsABurstPassAndKeepsTheReserveForSafety() {
    for (int i = 0; i < 40; i++) {
      assertThat(budget.tryAcquire(Purpose.ORDINARY, Api.TRADING)).isTrue();
    }
    assertThat(budget.tryAcquire(Purpose.ORDINARY, Api.TRADING)).isFalse();
    for (int i = 0; i < 20; i++) {
      assertThat(budget.tryAcquire(Purpose.SAFETY, Api.TRADING)).isTrue();
    }
    assertThat(budget.tryAcquire(Purpose.SAFETY, Api.TRADING)).isFalse();
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(budget.tryAcquire(Purpose.ORDINARY, Api.TRADING)).isFalse();
    assertThat(budget.tryAcquire(Purpose.SAFETY, Api.TRADING)).isTrue();
  }

  @Test
  void waitsNoLongerThanItsPatience() {
    for (int i = 0; i < 60; i++) {
      budget.tryAcquire(Purpose.SAFETY, Api.TRADING);
    }
    long start = nanos.get();
    assertThat(budget.acquire(Purpose.ORDINARY, Api.TRADING, Duration.ofSeconds(2))).isFalse();
    assertThat(Duration.ofNanos(nanos.get() - start)).isLessThan(Duration.ofMillis(2_100));
    assertThat(budget.acquire(Purpose.ORDINARY, Api.TRADING, Duration.ofSeconds(30))).isTrue();
  }

  @Test
  void pausesOrdinaryMessagesOnlyAfterTheBrokerRefused() {
    budget.refusedByBroker(Api.TRADING, Duration.ofSeconds(5));
    assertThat(budget.tryAcquire(Purpose.ORDINARY, Api.TRADING)).isFalse();
    assertThat(budget.spare()).isZero();
    assertThat(budget.tryAcquire(Purpose.WATCH, Api.TRADING)).isTrue();
    assertThat(budget.tryAcquire(Purpose.SAFETY, Api.TRADING)).isTrue();
    nanos.addAndGet(Duration.ofSeconds(6).toNanos());
    assertThat(budget.tryAcquire(Purpose.ORDINARY, Api.TRADING)).isTrue();
  }

  @Test
  void oneHostThatRefusesPausesNothingAtTheOther() {
    budget.refusedByBroker(Api.DATA, Duration.ofSeconds(45));
    assertThat(budget.tryAcquire(Purpose.ORDINARY, Api.DATA)).isFalse();
    assertThat(budget.tryAcquire(Purpose.ORDINARY, Api.TRADING)).isTrue();
    budget.refusedByBroker(Api.TRADING, Duration.ofSeconds(5));
    nanos.addAndGet(Duration.ofSeconds(6).toNanos());
    assertThat(budget.tryAcquire(Purpose.ORDINARY, Api.TRADING)).isTrue();
    assertThat(budget.tryAcquire(Purpose.ORDINARY, Api.DATA)).isFalse();
  }

  @Test
  void theWatchLooksOnceMoreWherePollingHasSpentItsShareAndLeavesTheLastToCloses() {
    while (budget.tryAcquire(Purpose.ORDINARY, Api.TRADING)) {}
    for (int i = 0; i < 3; i++) {
      assertThat(budget.tryAcquire(Purpose.WATCH, Api.TRADING)).isTrue();
    }
    assertThat(budget.tryAcquire(Purpose.WATCH, Api.TRADING)).isFalse();
    for (int i = 0; i < 17; i++) {
      assertThat(budget.tryAcquire(Purpose.SAFETY, Api.TRADING)).isTrue();
    }
    assertThat(budget.tryAcquire(Purpose.SAFETY, Api.TRADING)).isFalse();
    nanos.addAndGet(Duration.ofSeconds(9).toNanos());
    assertThat(budget.tryAcquire(Purpose.WATCH, Api.TRADING)).isFalse();
  }

  /** Found by a random kill: what it took of the reserve at its pace, nobody else ever got. */
  @Test
  void aWatchInAHurryKeepsNobodyElseFromSending() {
    int watch = 0;
    int others = 0;
    for (int millis = 0; millis < 120_000; millis += 50) {
      nanos.addAndGet(50_000_000L);
      if (millis % 350 == 0) {
        watch += budget.tryAcquire(Purpose.WATCH, Api.TRADING) ? 1 : 0;
      }
      boolean asks = millis >= 60_000 && millis % 250 == 0;
      others += asks && budget.tryAcquire(Purpose.ORDINARY, Api.TRADING) ? 1 : 0;
    }
    assertThat(watch).isGreaterThan(60);
    assertThat(others).isGreaterThan(15);
  }

  @Test
  void neverSendsMoreThanABurstAndAMinutesShareWhateverIsAsked() {
    Random random = new Random(11);
    int sent = 0;
    for (int i = 0; i < 20_000; i++) {
      nanos.addAndGet(random.nextInt(20) * 1_000_000L);
      Purpose purpose = PURPOSES.get(random.nextInt(PURPOSES.size()));
      sent += budget.tryAcquire(purpose, Api.TRADING) ? 1 : 0;
    }
    assertThat(sent).isLessThanOrEqualTo(60 + (int) (nanos.get() / 1_000_000_000L) + 1);
  }
}
