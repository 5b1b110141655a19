package io.tripline.workflows.fakes;

import io.tripline.workflows.session.Strategy;
import java.math.BigDecimal;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Wants what it was told to want. Thread-safe. */
public final class FakeStrategy implements Strategy {
  private final AtomicInteger asked = new AtomicInteger();
  private final Queue<String> script = new ConcurrentLinkedQueue<>();
  private volatile BigDecimal wanted = BigDecimal.ONE;

  /** From now on it wants to be flat. */
  public void wantsFlat() {
    wanted = BigDecimal.ZERO;
  }

  /** From now on it wants to be long. */
  public void wantsLong() {
    wanted = BigDecimal.ONE;
  }

  /**
   * From now on it wants this, one word per question, {@code long} or {@code flat}; the last stays.
   */
  public void wants(String... words) {
    script.clear();
    script.addAll(List.of(words));
  }

  /** How often it was asked. */
  public int asked() {
    return asked.get();
  }

  @Override
  public Target decide(Question question) {
    asked.incrementAndGet();
    String next = script.poll();
    if (next != null) {
      wanted = next.equals("long") ? BigDecimal.ONE : BigDecimal.ZERO;
    }
    return new Target(wanted, "told so");
  }
}
