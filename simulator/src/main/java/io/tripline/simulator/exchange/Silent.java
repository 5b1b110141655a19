package io.tripline.simulator.exchange;

import io.tripline.simulator.account.Activity;
import io.tripline.simulator.market.Move;
import io.tripline.simulator.order.Order;
import java.math.BigDecimal;
import java.time.Instant;

/** Nobody listens yet. */
final class Silent implements TradeListener, MarketListener {
  @Override
  public void happened(String event, Order order, Instant at) {}

  @Override
  public void filled(String event, Order order, Activity.Fill fill, BigDecimal position) {}

  @Override
  public void halted(String symbol, Move.Halt halt, Instant at) {}

  @Override
  public void resumed(String symbol, Instant at) {}
}
