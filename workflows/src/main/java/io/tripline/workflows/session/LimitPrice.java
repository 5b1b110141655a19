package io.tripline.workflows.session;

import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Quote;
import io.tripline.workflows.broker.Side;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * The price of a limit order: the mid and an offset, rounded to the broker's price step (at least
 * $1: cents, below: hundredths of a cent; alpaca.md section 4) so that it is never worse than said.
 */
final class LimitPrice {
  private static final BigDecimal BPS = new BigDecimal("0.0001");

  private LimitPrice() {}

  /**
   * Prices an order.
   *
   * @param quote a usable one
   * @param offsetBps how far beyond the mid: a purchase above it, a sale below it
   */
  static Price of(Side side, Quote quote, BigDecimal offsetBps) {
    BigDecimal mid = quote.mid().amount();
    BigDecimal offset = mid.multiply(offsetBps).multiply(BPS);
    BigDecimal exact = mid.add(offset.multiply(BigDecimal.valueOf(side.sign())));
    int decimals = exact.compareTo(BigDecimal.ONE) >= 0 ? 2 : 4;
    return new Price(
        exact.setScale(decimals, side == Side.BUY ? RoundingMode.FLOOR : RoundingMode.CEILING));
  }

  /** Distance from a reference in basis points, without sign. */
  static BigDecimal distance(Price from, Price to) {
    return Slippage.bps(Side.BUY, from, to).abs();
  }
}
