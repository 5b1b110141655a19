package io.tripline.simulator.exchange;

import io.tripline.simulator.account.Ledger;
import io.tripline.simulator.account.Position;
import io.tripline.simulator.order.Order;
import io.tripline.simulator.order.OrderStatus;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Map;

/**
 * What follows from ledger, marks and open orders, in dollars.
 *
 * @param equity cash plus positions at the last trade; the truth, without any reported glitch
 * @param shortMarketValue zero or negative
 * @param reserved what open orders that open positions would cost
 */
public record Figures(
    BigDecimal equity,
    BigDecimal longMarketValue,
    BigDecimal shortMarketValue,
    BigDecimal reserved,
    BigDecimal multiplier) {
  /** Market orders are valued above the last price when buying power is checked (Alpaca docs). */
  static final BigDecimal MARKET_ORDER_MARKUP = new BigDecimal("1.025");

  private static final BigDecimal REG_T = new BigDecimal("2");
  private static final BigDecimal MAINTENANCE = new BigDecimal("0.30");
  private static final BigDecimal INITIAL = new BigDecimal("0.50");

  static Figures of(Broker broker) {
    Ledger ledger = broker.ledger();
    BigDecimal longs = BigDecimal.ZERO;
    BigDecimal shorts = BigDecimal.ZERO;
    for (Position position : ledger.positions()) {
      BigDecimal value = position.valueAt(broker.mark(position.symbol()));
      if (position.isShort()) {
        shorts = shorts.add(value);
      } else {
        longs = longs.add(value);
      }
    }
    BigDecimal reserved = BigDecimal.ZERO;
    for (Order order : broker.book().open()) {
      boolean opens = order.terms().positionIntent().endsWith("_to_open");
      if (opens && counts(broker, order)) {
        reserved = reserved.add(cost(broker, order));
      }
    }
    return new Figures(
        ledger.cash().add(longs).add(shorts),
        longs,
        shorts,
        reserved,
        new BigDecimal(broker.configuration().maxMarginMultiplier()));
  }

  /** Longs plus what is owed for shorts. */
  public BigDecimal exposure() {
    return longMarketValue.subtract(shortMarketValue);
  }

  /** What new positions may cost. */
  public BigDecimal buyingPower() {
    return available(multiplier);
  }

  /** What new positions may cost overnight. */
  public BigDecimal regTBuyingPower() {
    return available(multiplier.min(REG_T));
  }

  /** What can be bought without borrowing. */
  public BigDecimal nonMarginableBuyingPower() {
    return available(BigDecimal.ONE);
  }

  /** Margin needed to open what is held. */
  public BigDecimal initialMargin() {
    return exposure().multiply(INITIAL).setScale(2, RoundingMode.HALF_EVEN);
  }

  /** Margin needed to keep what is held. */
  public BigDecimal maintenanceMargin() {
    return exposure().multiply(MAINTENANCE).setScale(2, RoundingMode.HALF_EVEN);
  }

  /**
   * Shares of a position that no open closing order holds. Exits that cancel each other hold their
   * shares once.
   */
  static BigDecimal available(Broker broker, String symbol) {
    return broker.ledger().quantity(symbol).abs().subtract(held(broker, symbol));
  }

  static BigDecimal held(Broker broker, String symbol) {
    BigDecimal position = broker.ledger().quantity(symbol);
    Map<String, BigDecimal> groups = new HashMap<>();
    for (Order order : broker.book().open(symbol)) {
      boolean closes = order.side().signed(BigDecimal.ONE).signum() == -position.signum();
      if (closes && counts(broker, order)) {
        String parent = order.terms().parentId();
        groups.merge(
            parent == null ? order.id() : parent,
            order.leavesAt(broker.mark(symbol)),
            BigDecimal::max);
      }
    }
    return groups.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** A held leg waits for its entry; a replacement that is pending for its predecessor. */
  private static boolean counts(Broker broker, Order order) {
    String replaces = order.terms().replaces();
    boolean pending =
        order.status() == OrderStatus.PENDING_NEW
            && replaces != null
            && broker.book().find(replaces).filter(Order::isOpen).isPresent();
    return order.status() != OrderStatus.HELD && !pending;
  }

  private BigDecimal available(BigDecimal times) {
    return equity
        .multiply(times)
        .subtract(exposure())
        .subtract(reserved)
        .max(BigDecimal.ZERO)
        .setScale(2, RoundingMode.HALF_EVEN);
  }

  private static BigDecimal cost(Broker broker, Order order) {
    BigDecimal price = order.terms().limitPrice();
    BigDecimal valued =
        price != null ? price : broker.mark(order.symbol()).multiply(MARKET_ORDER_MARKUP);
    BigDecimal notional = order.terms().notional();
    return notional != null ? notional : order.leavesAt(valued).multiply(valued);
  }
}
