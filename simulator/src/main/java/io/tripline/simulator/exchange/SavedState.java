package io.tripline.simulator.exchange;

import io.tripline.simulator.account.Configuration;
import io.tripline.simulator.account.Ledger;
import io.tripline.simulator.clock.SimulatedClock;
import io.tripline.simulator.market.Move;
import io.tripline.simulator.order.Order;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything that makes a broker the same broker after a restart. */
record SavedState(
    int version,
    Identity identity,
    long seed,
    LocalDate anchor,
    Map<String, BigDecimal> symbols,
    SimulatedClock.Line clock,
    Instant processedUntil,
    Configuration configuration,
    AccountFlags flags,
    Map<String, AssetTerms> assets,
    Ledger ledger,
    List<Order> orders,
    List<Move> moves) {
  static final int VERSION = 1;

  /** A state that was stored before there were asset terms has none. */
  @SuppressWarnings("ConstantValue")
  SavedState {
    assets = Optional.ofNullable(assets).orElse(Map.of());
  }
}
