package io.tripline.workflows.fakes;

import io.tripline.workflows.broker.Symbol;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is held at a fake broker, and what was; the broker locks. */
final class FakeHoldings {
  private final Map<Symbol, BigDecimal> held = new LinkedHashMap<>();
  private final TreeMap<Instant, Map<Symbol, BigDecimal>> past = new TreeMap<>();
  private final Map<Symbol, BigDecimal> lowest = new HashMap<>();
  private Instant stillFrom = Instant.MAX;
  private Instant stillUntil = Instant.MIN;
  private @Nullable Duration atASale;

  void change(Symbol symbol, BigDecimal by, Instant at) {
    Duration time = by.signum() < 0 ? atASale : null;
    if (time != null) {
      standStill(at.minusNanos(1), time);
      atASale = null;
    }
    BigDecimal now = held.merge(symbol, by, BigDecimal::add);
    lowest.merge(symbol, now, BigDecimal::min);
    past.put(at, new LinkedHashMap<>(held));
  }

  /** What is held now was held before everything. */
  void wasAlwaysSo() {
    past.clear();
    past.put(Instant.MIN, new LinkedHashMap<>(held));
  }

  /** Reads show what was held at an instant, until so long after it. */
  void standStill(Instant from, Duration time) {
    stillFrom = from;
    stillUntil = from.plus(time);
  }

  /** The same, once, when less is held than before. */
  void standStillAtASale(Duration time) {
    atASale = time;
  }

  /** What a read shows. */
  Map<Symbol, BigDecimal> shown(Instant asOf, Instant now) {
    boolean still = now.isBefore(stillUntil) && asOf.isAfter(stillFrom);
    return past.floorEntry(still ? stillFrom : asOf).getValue();
  }

  BigDecimal of(Symbol symbol) {
    return held.getOrDefault(symbol, BigDecimal.ZERO);
  }

  BigDecimal lowest(Symbol symbol) {
    return lowest.getOrDefault(symbol, BigDecimal.ZERO);
  }

  boolean none() {
    return held.values().stream().allMatch(quantity -> quantity.signum() == 0);
  }
}
