package io.tripline.workflows.killswitch;

import io.tripline.workflows.broker.Account;
import io.tripline.workflows.broker.Money;
import io.tripline.workflows.broker.Reading;
import io.tripline.workflows.broker.TradingDay;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * K2: how far the equity lies below its highest of the last sessions (risk.md section 8.2). Only
 * valid readings of regular hours count; a new high counts once three readings in a row show it,
 * because broker equity has been seen to double for minutes. For one thread.
 */
public final class DrawdownSwitch {
  private static final int READS = 3;

  private final Confirmation confirmation = new Confirmation();
  private final Deque<Money> last = new ArrayDeque<>();
  private @Nullable TradingDay day;
  private int epoch = -1;

  /**
   * Takes a reading of the day's loss, for the equity in it.
   *
   * @param marks as the guard has them
   * @param regularHours whether the core session is open
   */
  public SwitchReading on(
      Reading<DailyLoss> reading,
      HighWater marks,
      SwitchLimits limits,
      boolean regularHours,
      SwitchMoment moment) {
    if (!(reading instanceof Reading.Seen<DailyLoss>(DailyLoss loss, var at))) {
      String why = ((Reading.Unknown<DailyLoss>) reading).reason();
      return reading(Check.UNKNOWN, "unknown: " + why, limits, Map.of(), moment);
    }
    Account account = loss.view().account();
    Money value = account.equity().minus(account.intradayAdjustments());
    Money high = marks.mark(limits.drawdownSessions()).orElse(null);
    if (!regularHours || high == null || high.signum() <= 0) {
      return reading(
          Check.UNKNOWN,
          regularHours ? "no high-water mark yet" : "the market is closed",
          limits,
          Map.of(),
          moment);
    }
    // Marks of earlier days are in the money that they had then: the last day's flows came since.
    Money mark =
        !marks.sessions().isEmpty()
                && marks.sessions().getLast().day().compareTo(loss.tradingDay()) < 0
            ? high.plus(marks.flows())
            : high;
    BigDecimal lost =
        mark.minus(value).amount().max(BigDecimal.ZERO).divide(mark.amount(), 8, RoundingMode.UP);
    Map<String, String> inputs = new LinkedHashMap<>();
    inputs.put("highWater", mark.text());
    inputs.put("equity", account.equity().text());
    inputs.put("intraday_adjustments", account.intradayAdjustments().text());
    inputs.put("drawdown", lost.stripTrailingZeros().toPlainString());
    return reading(
        lost.compareTo(limits.drawdown()) >= 0 ? Check.FAIL : Check.PASS,
        LossLimits.percent(lost) + " below the high-water mark",
        limits,
        inputs,
        moment);
  }

  /**
   * The equity that the day has shown for three readings in a row; null before that.
   *
   * @param halts the halt epoch: a reset begins anew
   */
  public @Nullable Money confirmedEquity(DailyLoss loss, int halts) {
    if (!loss.tradingDay().equals(day) || halts != epoch) {
      day = loss.tradingDay();
      epoch = halts;
      last.clear();
    }
    Account account = loss.view().account();
    // A deposit between the readings is no new high.
    last.addLast(account.equity().minus(account.intradayAdjustments()));
    if (last.size() > READS) {
      last.removeFirst();
    }
    return last.size() < READS
        ? null
        : last.stream()
            .min(Money::compareTo)
            .map(least -> least.plus(account.intradayAdjustments()))
            .orElse(null);
  }

  private SwitchReading reading(
      Check check,
      String words,
      SwitchLimits limits,
      Map<String, String> inputs,
      SwitchMoment moment) {
    return new SwitchReading(
        new Observation(
            KillSwitch.K2,
            check,
            words,
            "%s in %d sessions"
                .formatted(LossLimits.percent(limits.drawdown()), limits.drawdownSessions()),
            inputs,
            moment.marketAt(),
            moment.at()),
        confirmation.on(check, READS, Duration.ZERO, moment));
  }
}
