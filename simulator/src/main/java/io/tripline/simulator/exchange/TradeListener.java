package io.tripline.simulator.exchange;

import io.tripline.simulator.account.Activity;
import io.tripline.simulator.order.Order;
import java.math.BigDecimal;
import java.time.Instant;

/** Hears what happens to orders, in order, while the broker is locked: it must not wait. */
public interface TradeListener {
  /** Something other than a fill happened; the event is Alpaca's word. */
  void happened(String event, Order order, Instant at);

  /** An execution happened; {@code position} is the signed quantity held after it. */
  void filled(String event, Order order, Activity.Fill fill, BigDecimal position);
}
