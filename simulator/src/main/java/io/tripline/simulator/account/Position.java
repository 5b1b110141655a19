package io.tripline.simulator.account;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Shares held of one symbol.
 *
 * @param quantity shares, negative when short, never zero
 * @param averageEntry dollars per share paid for what is held
 * @param dayBasis what today's profit is counted from: the last close for shares held then, the
 *     price paid for those added since
 * @param nextBasis the same for the day that follows; differs after a close
 */
public record Position(
    String symbol,
    BigDecimal quantity,
    BigDecimal averageEntry,
    BigDecimal dayBasis,
    BigDecimal nextBasis) {

  static Position opened(String symbol, BigDecimal quantity, BigDecimal price) {
    return new Position(symbol, quantity, price, price, price);
  }

  /** Whether shares are owed, not owned. */
  public boolean isShort() {
    return quantity.signum() < 0;
  }

  /** Value in dollars at a price, negative when short. */
  public BigDecimal valueAt(BigDecimal price) {
    return quantity.multiply(price);
  }

  Position increasedBy(BigDecimal added, BigDecimal price) {
    BigDecimal total = quantity.add(added);
    return new Position(
        symbol,
        total,
        weighted(averageEntry, added, price, total),
        weighted(dayBasis, added, price, total),
        weighted(nextBasis, added, price, total));
  }

  Position reducedBy(BigDecimal taken) {
    return new Position(symbol, quantity.add(taken), averageEntry, dayBasis, nextBasis);
  }

  Position closedOutAt(BigDecimal close) {
    return new Position(symbol, quantity, averageEntry, dayBasis, close);
  }

  Position rolled() {
    return new Position(symbol, quantity, averageEntry, nextBasis, nextBasis);
  }

  private BigDecimal weighted(
      BigDecimal basis, BigDecimal added, BigDecimal price, BigDecimal total) {
    return basis
        .multiply(quantity)
        .add(price.multiply(added))
        .divide(total, new MathContext(24, RoundingMode.HALF_EVEN))
        .setScale(9, RoundingMode.HALF_EVEN)
        .stripTrailingZeros();
  }
}
