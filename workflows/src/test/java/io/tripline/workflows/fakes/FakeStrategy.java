package io.tripline.workflows.fakes;

import io.tripline.workflows.session.Strategy;
import java.math.BigDecimal;
import java.util.concurrent.atomic.AtomicInteger;

/** Wants what it was told to want. Thread-safe. */
public final class FakeStrategy implements Strategy {
  private final AtomicInteger asked = new AtomicInteger();
  private volatile BigDecimal wanted = BigDecimal.ONE;

  /** From now on it wants to be flat. */
  public void wantsFlat() {
    wanted = BigDecimal.ZERO;
  }

  /** From now on it wants to be long. */
  public void wantsLong() {
    wanted = BigDecimal.ONE;
  }

  /** How often it was asked. */
  public int asked() {
    return asked.get();
  }

  @Override
  public Target decide(Question question) {
    asked.incrementAndGet();
    return new Target(wanted, "told so");
  }
}
