package io.tripline.simulator.admin;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;

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
    long lastRequest) {}
