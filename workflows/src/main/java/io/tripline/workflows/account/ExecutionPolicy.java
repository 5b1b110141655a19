package io.tripline.workflows.account;

import io.tripline.workflows.broker.Money;
import io.tripline.workflows.broker.Quantity;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How often a session decides, and how it executes; with the size ({@link SessionPolicy#exposure})
 * and the patience it may be changed while the session runs.
 *
 * @param interval market time between two decisions, 1 minute to 6 hours; null: one decision a day
 * @param offsetBps how far beyond the mid a limit goes, in basis points: a purchase at most so much
 *     above it, a sale at most so much below; negative waits for a better price; -50 to 50 (the
 *     price collar, risk.md K8)
 * @param requotes how often a limit order that did not fill is priced anew, 0 to 10
 * @param maxShares largest entry in shares; null: no such cap
 * @param maxNotional largest entry in dollars; null: no such cap
 * @param closeOutBefore with {@code FLAT}: how long before the close, market time
 */
public record ExecutionPolicy(
    @Nullable Duration interval,
    OrderStyle style,
    BigDecimal offsetBps,
    int requotes,
    @Nullable Quantity maxShares,
    @Nullable Money maxNotional,
    CloseOut closeOut,
    Duration closeOutBefore) {
  /** Farther from the mid no limit may be. */
  public static final BigDecimal COLLAR_BPS = new BigDecimal("50");

  /** Most times that an order is priced anew. */
  public static final int MOST_REQUOTES = 10;

  /** Shortest time between two decisions. */
  public static final Duration SHORTEST = Duration.ofMinutes(1);

  /** Longest time between two decisions. */
  public static final Duration LONGEST = Duration.ofHours(6);

  /** One decision a day, at the market, as large as the exposure, held over the close. */
  public static final ExecutionPolicy DEFAULT =
      new ExecutionPolicy(
          null,
          OrderStyle.MARKET,
          new BigDecimal("5"),
          2,
          null,
          null,
          CloseOut.HOLD,
          Duration.ofMinutes(5));

  /** Throws {@link IllegalArgumentException} naming the component, the limit and the value. */
  public ExecutionPolicy {
    if (interval != null && (interval.compareTo(SHORTEST) < 0 || interval.compareTo(LONGEST) > 0)) {
      throw new IllegalArgumentException("interval: must be 1m to 6h, was " + interval);
    }
    if (offsetBps.abs().compareTo(COLLAR_BPS) > 0) {
      throw new IllegalArgumentException(
          "offset: must be -50 to 50 basis points, was " + offsetBps.toPlainString());
    }
    if (requotes < 0 || requotes > MOST_REQUOTES) {
      throw new IllegalArgumentException("requotes: must be 0 to 10, was " + requotes);
    }
    if (maxShares != null && maxShares.signum() <= 0) {
      throw new IllegalArgumentException("maxShares: must be above 0, was " + maxShares);
    }
    if (maxNotional != null && maxNotional.amount().signum() <= 0) {
      throw new IllegalArgumentException("maxNotional: must be above 0, was " + maxNotional);
    }
    if (closeOutBefore.isNegative() || closeOutBefore.isZero()) {
      throw new IllegalArgumentException("closeOutBefore: must be above 0, was " + closeOutBefore);
    }
  }

  /** The same with another interval. */
  public ExecutionPolicy every(@Nullable Duration other) {
    return new ExecutionPolicy(
        other, style, offsetBps, requotes, maxShares, maxNotional, closeOut, closeOutBefore);
  }

  /** The same with orders of another style. */
  public ExecutionPolicy styled(OrderStyle other, BigDecimal offset, int times) {
    return new ExecutionPolicy(
        interval, other, offset, times, maxShares, maxNotional, closeOut, closeOutBefore);
  }

  /** The same with other caps. */
  public ExecutionPolicy capped(@Nullable Quantity shares, @Nullable Money notional) {
    return new ExecutionPolicy(
        interval, style, offsetBps, requotes, shares, notional, closeOut, closeOutBefore);
  }
}
