package io.tripline.activities.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.activities.broker.RateBudget.Purpose;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateBudgetTest {
  private final AtomicLong nanos = new AtomicLong();
  private final RateBudget budget =
      new RateBudget(60, 20, nanos::get, time -> nanos.addAndGet(time.toNanos()));

  @Test
  void letsABurstPassAndKeepsTheReserveForSafety() {
    for (int i = 0; i < 40; i++) {
      assertThat(budget.tryAcquire(Purpose.ORDINARY)).isTrue();
    }
    assertThat(budget.tryAcquire(Purpose.ORDINARY)).isFalse();
    for (int i = 0; i < 20; i++) {
      assertThat(budget.tryAcquire(Purpose.SAFETY)).isTrue();
    }
    assertThat(budget.tryAcquire(Purpose.SAFETY)).isFalse();
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(budget.tryAcquire(Purpose.ORDINARY)).isFalse();
    assertThat(budget.tryAcquire(Purpose.SAFETY)).isTrue();
  }

  @Test
  void waitsNoLongerThanItsPatience() {
    for (int i = 0; i < 60; i++) {
      budget.tryAcquire(Purpose.SAFETY);
    }
    long start = nanos.get();
    assertThat(budget.acquire(Purpose.ORDINARY, Duration.ofSeconds(2))).isFalse();
    assertThat(Duration.ofNanos(nanos.get() - start)).isLessThan(Duration.ofMillis(2_100));
    assertThat(budget.acquire(Purpose.ORDINARY, Duration.ofSeconds(30))).isTrue();
  }

  @Test
  void pausesOrdinaryMessagesOnlyAfterTheBrokerRefused() {
    budget.refusedByBroker(Duration.ofSeconds(5));
    assertThat(budget.tryAcquire(Purpose.ORDINARY)).isFalse();
    assertThat(budget.tryAcquire(Purpose.SAFETY)).isTrue();
    nanos.addAndGet(Duration.ofSeconds(6).toNanos());
    assertThat(budget.tryAcquire(Purpose.ORDINARY)).isTrue();
  }

  @Test
  void neverSendsMoreThanABurstAndAMinutesShareWhateverIsAsked() {
    Random random = new Random(11);
    int sent = 0;
    for (int i = 0; i < 20_000; i++) {
      nanos.addAndGet(random.nextInt(20) * 1_000_000L);
      sent += budget.tryAcquire(random.nextBoolean() ? Purpose.ORDINARY : Purpose.SAFETY) ? 1 : 0;
    }
    assertThat(sent).isLessThanOrEqualTo(60 + (int) (nanos.get() / 1_000_000_000L) + 1);
  }
}
