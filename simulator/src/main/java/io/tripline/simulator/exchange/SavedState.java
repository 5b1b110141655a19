package io.tripline.simulator.exchange;

import io.tripline.simulator.account.Configuration;
import io.tripline.simulator.account.Ledger;
import io.tripline.simulator.clock.ExchangeCalendar;
import io.tripline.simulator.clock.SimulatedClock;
import io.tripline.simulator.market.Move;
import io.tripline.simulator.order.Order;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Everything that makes a broker the same broker after a restart. */
record SavedState(
    int version,
    Identity identity,
    long seed,
    LocalDate anchor,
    Map<String, BigDecimal> symbols,
    @Nullable String barsFile,
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

  /** A new account in a market that begins at the start of the line. */
  static SavedState fresh(
      SimulatedClock.Line line,
      long seed,
      BigDecimal cash,
      Map<String, BigDecimal> symbols,
      @Nullable String barsFile) {
    var calendar = new ExchangeCalendar();
    LocalDate date = calendar.dateAt(line.market());
    LocalDate anchor = calendar.day(date).orElseGet(() -> calendar.next(date)).date();
    return new SavedState(
        VERSION,
        Identity.fresh(line.market()),
        seed,
        anchor,
        symbols,
        barsFile,
        line,
        line.market(),
        Configuration.fresh(),
        AccountFlags.fresh(),
        Map.of(),
        new Ledger(cash, calendar.previous(date).date()),
        List.of(),
        List.of());
  }
}
