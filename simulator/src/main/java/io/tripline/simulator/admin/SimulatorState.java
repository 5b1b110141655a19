package io.tripline.simulator.admin;

import io.tripline.simulator.market.Move;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the broker knows to be true, whatever its API shows under a fault.
 *
 * @param marketTime the market's clock
 * @param rate market seconds per wall second
 * @param phase closed, pre, core or post
 * @param equity dollars, without any reported glitch
 * @param positions signed quantity by symbol
 * @param openOrders number of orders to which something can still happen
 * @param prices last trade by symbol, dollars
 * @param halted whether trading is halted, by symbol
 * @param faults number of faults that are switched on
 * @param lastRequest number of the newest request in the log, 0 if none
 * @param scenario the one that was begun last
 * @param regimes how nervous the market is, by symbol
 * @param halts the halts that are on, by symbol
 */
public record SimulatorState(
    Instant marketTime,
    double rate,
    String phase,
    BigDecimal cash,
    BigDecimal equity,
    BigDecimal lastEquity,
    BigDecimal equityGlitch,
    Map<String, BigDecimal> positions,
    int openOrders,
    int orders,
    Map<String, BigDecimal> prices,
    Map<String, Boolean> halted,
    int faults,
    int moves,
    long lastRequest,
    String scenario,
    Map<String, String> regimes,
    Map<String, HaltView> halts) {
  /**
   * A halt that is on.
   *
   * @param until when it ends by itself, or null
   */
  public record HaltView(String reason, Instant from, @Nullable Instant until) {
    static HaltView of(Move.Halt halt) {
      return new HaltView(halt.reason().name().toLowerCase(Locale.ROOT), halt.from(), halt.until());
    }
  }
}
