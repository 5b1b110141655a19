package io.tripline.workflows.killswitch;

import io.tripline.workflows.broker.Account;
import io.tripline.workflows.broker.Money;
import io.tripline.workflows.broker.Position;
import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Symbol;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;

/**
 * What streamed prices make of the last reading of the daily loss. It is never a reading itself:
 * all that can follow from it is that the broker is asked at once. Pure.
 */
public final class StreamedLoss {
  /** A move by this part of the soft limit is worth a look of its own. */
  private static final BigDecimal PARTS = new BigDecimal("4");

  private StreamedLoss() {}

  /**
   * The loss fraction if every position that has a price here were marked at it.
   *
   * @param prices middles of usable quotes
   */
  public static BigDecimal estimate(DailyLoss last, Map<Symbol, Price> prices) {
    BigDecimal moved = BigDecimal.ZERO;
    for (Position position : last.view().positions()) {
      Price now = prices.get(position.symbol());
      if (now != null) {
        moved =
            moved.add(
                now.amount()
                    .subtract(position.current().amount())
                    .multiply(position.quantity().amount()));
      }
    }
    Account account = last.view().account();
    return DailyLoss.fractionOf(last.pnl().plus(new Money(moved)), account.lastEquity());
  }

  /** True where the estimate has crossed a limit, or has grown by a quarter of the soft one. */
  public static boolean worthAReading(
      DailyLoss last, LossLimits limits, Map<Symbol, Price> prices) {
    BigDecimal before = last.fraction();
    BigDecimal now = estimate(last, prices);
    boolean crossed =
        List.of(limits.soft(), limits.hard(), limits.instant()).stream()
            .anyMatch(limit -> before.compareTo(limit) < 0 && now.compareTo(limit) >= 0);
    return crossed
        || now.subtract(before).compareTo(limits.soft().divide(PARTS, 8, RoundingMode.UP)) >= 0;
  }
}
