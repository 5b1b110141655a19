package io.tripline.workflows.session;

import io.temporal.activity.ActivityInterface;
import io.tripline.workflows.broker.Bar;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Symbol;
import io.tripline.workflows.broker.TradingDay;
import java.math.BigDecimal;
import java.util.List;

/** What to hold. It sees prices and the position, never the broker; the session does the rest. */
@ActivityInterface(namePrefix = "Strategy")
public interface Strategy {
  /** The target for the rest of the day. */
  Target decide(Question question);

  /** What a strategy sees: complete daily bars, ascending, and what is held. */
  record Question(
      String strategy, TradingDay day, Symbol symbol, List<Bar> dailyBars, Quantity held) {}

  /**
   * What a strategy wants.
   *
   * @param exposure fraction of the allowed exposure: 0 flat, 1 fully long
   * @param reason one line for the journal
   */
  record Target(BigDecimal exposure, String reason) {
    /** Throws {@link IllegalArgumentException} unless exposure is 0 to 1: long or flat only. */
    public Target {
      if (exposure.signum() < 0 || exposure.compareTo(BigDecimal.ONE) > 0) {
        throw new IllegalArgumentException("exposure: must be 0 to 1, was " + exposure);
      }
    }
  }
}
