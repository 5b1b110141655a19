package io.tripline.workflows.guard;

import io.tripline.workflows.broker.Money;
import io.tripline.workflows.broker.TradingDay;
import io.tripline.workflows.killswitch.PositionAnchor;
import io.tripline.workflows.killswitch.SwitchReading;
import io.tripline.workflows.killswitch.WorkerMark;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the watch reads of every switch, told when a check or a block changed. It says what stands,
 * not what happened: the same table twice changes nothing, and a lost one is made up for by the
 * next.
 *
 * @param accountId the broker's own id of the account
 * @param equity the highest equity that was confirmed on {@code day}; null: nothing new
 * @param flows deposits less withdrawals of {@code day}; goes with {@code equity}
 * @param anchor a quiet moment to count positions from; null: as known
 * @param watch which program watches, configured how
 * @param epoch the halt epoch that {@code equity} belongs to; null from an older watch
 */
public record SwitchTable(
    List<SwitchReading> readings,
    @Nullable String accountId,
    @Nullable TradingDay day,
    @Nullable Money equity,
    @Nullable Money flows,
    @Nullable PositionAnchor anchor,
    @Nullable WorkerMark watch,
    @Nullable Integer epoch) {
  /** Copies the readings. */
  public SwitchTable {
    readings = readings == null ? List.of() : List.copyOf(readings);
  }

  /** Without an equity that was reached before the last reset. */
  SwitchTable in(int now) {
    return epoch == null || epoch == now
        ? this
        : new SwitchTable(readings, accountId, null, null, null, anchor, watch, epoch);
  }
}
