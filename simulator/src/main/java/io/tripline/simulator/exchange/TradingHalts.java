package io.tripline.simulator.exchange;

import io.tripline.simulator.clock.MarketDay;
import io.tripline.simulator.clock.Phase;
import io.tripline.simulator.market.HaltReason;
import io.tripline.simulator.market.Move;
import io.tripline.simulator.market.PriceBands;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Stops trading where price bands (LULD) or the market-wide circuit breakers say so, and tells who
 * listens about each halt and each resumption. Not thread-safe: the broker guards it.
 *
 * <p>Simpler than the rules: prices are not held at a band in the fifteen seconds before a pause,
 * every symbol is of tier 1, and SPY stands for the S&amp;P 500.
 */
final class TradingHalts {
  private static final Duration LIMIT_STATE = Duration.ofSeconds(15);
  private static final Duration PAUSE = Duration.ofMinutes(5);
  private static final Duration MARKET_WIDE = Duration.ofMinutes(15);
  private static final LocalTime MARKET_WIDE_UNTIL = LocalTime.of(15, 25);
  private static final List<BigDecimal> LEVELS =
      List.of(new BigDecimal("0.93"), new BigDecimal("0.87"), new BigDecimal("0.80"));
  private static final List<HaltReason> REASONS =
      List.of(HaltReason.LEVEL_1, HaltReason.LEVEL_2, HaltReason.LEVEL_3);

  private final Broker broker;
  private final Map<String, Instant> atLimitSince = new HashMap<>();
  private final Set<String> halted = new HashSet<>();

  TradingHalts(Broker broker) {
    this.broker = broker;
  }

  /** Looks at the market at this instant. */
  void look(Instant now) {
    if (broker.tape().bandsOn(now) && broker.calendar().phaseAt(now) == Phase.CORE) {
      if (broker.tape().marketWideOn(now)) {
        marketWide(now);
      }
      for (String symbol : new TreeSet<>(broker.tape().symbols())) {
        pause(symbol, now);
      }
    }
    tell(now);
  }

  /** How soon to look again, at most. */
  Optional<Duration> patience(Instant now) {
    return broker.tape().bandsOn(now) && broker.calendar().phaseAt(now) == Phase.CORE
        ? Optional.of(atLimitSince.isEmpty() ? LIMIT_STATE : Duration.ofSeconds(5))
        : Optional.empty();
  }

  private void marketWide(Instant now) {
    Set<String> symbols = broker.tape().symbols();
    String index = symbols.contains("SPY") ? "SPY" : new TreeSet<>(symbols).first();
    BigDecimal close = broker.tape().previousClose(index, now);
    BigDecimal price = broker.tape().price(index, now);
    for (int level = LEVELS.size() - 1; level >= 0; level--) {
      boolean reached = price.compareTo(close.multiply(LEVELS.get(level))) <= 0;
      if (reached && !broker.tape().halted(index, now) && isDue(level, now)) {
        broker.tape().add(new Move.Halt("*", now, endOf(level, now), REASONS.get(level)));
        atLimitSince.clear();
        broker.changed();
        return;
      }
    }
  }

  /** Once a day for each level; the first two not in the last 35 minutes of a full day. */
  private boolean isDue(int level, Instant now) {
    LocalDate today = broker.calendar().dateAt(now);
    boolean early = now.atZone(MarketDay.NEW_YORK).toLocalTime().isBefore(MARKET_WIDE_UNTIL);
    boolean had =
        broker.tape().moves().stream()
            .anyMatch(move ->
                move instanceof Move.Halt halt
                    && REASONS.indexOf(halt.reason()) >= level
                    && broker.calendar().dateAt(halt.from()).equals(today));
    return !had && (early || REASONS.get(level) == HaltReason.LEVEL_3);
  }

  private Instant endOf(int level, Instant now) {
    Instant close = broker.calendar().nextClose(now).closesAt();
    return REASONS.get(level) == HaltReason.LEVEL_3
        ? broker.calendar().nextOpen(now).opensAt()
        : earlier(now.plus(MARKET_WIDE), close);
  }

  private void pause(String symbol, Instant now) {
    PriceBands bands = broker.tape().bands(symbol, now).orElse(null);
    if (bands == null || !bands.isLimit(broker.tape().price(symbol, now))) {
      atLimitSince.remove(symbol);
      return;
    }
    Instant since = atLimitSince.computeIfAbsent(symbol, any -> now);
    if (!now.isBefore(since.plus(LIMIT_STATE))) {
      Instant close = broker.calendar().nextClose(now).closesAt();
      broker
          .tape()
          .add(new Move.Halt(symbol, now, earlier(now.plus(PAUSE), close), HaltReason.LULD));
      atLimitSince.remove(symbol);
      broker.changed();
    }
  }

  private void tell(Instant now) {
    for (String symbol : broker.tape().symbols()) {
      Optional<Move.Halt> halt = broker.tape().haltAt(symbol, now);
      if (halt.isPresent() && halted.add(symbol)) {
        broker.marketListener().halted(symbol, halt.get(), now);
      } else if (halt.isEmpty() && halted.remove(symbol)) {
        broker.marketListener().resumed(symbol, now);
      }
    }
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
