package io.tripline.workflows.guard;

import io.tripline.workflows.arming.BrokerFlags;
import io.tripline.workflows.arming.FlagsReading;
import io.tripline.workflows.broker.TradingDay;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the guard has set at the broker, carried through continue-as-new.
 *
 * @param found the flags before anything of ours was set; null: nothing is
 * @param armed true once no_shorting and the multiplier were read back
 * @param armedOn the trading day of that; null where none was known yet
 * @param suspend whose {@code suspend_trade} is
 * @param settledEpoch the halt epoch for which it is decided that ours is not set (again); 0: none
 * @param reading what the watch said last of the flags
 * @param clearedAt when ours was last read back as cleared
 */
public record ArmingState(
    @Nullable BrokerFlags found,
    boolean armed,
    @Nullable TradingDay armedOn,
    Suspend suspend,
    int settledEpoch,
    @Nullable FlagsReading reading,
    @Nullable Instant clearedAt) {
  /** Nothing is ours. */
  public static final ArmingState NOTHING =
      new ArmingState(null, false, null, Suspend.NONE, 0, null, null);

  /** Whose {@code suspend_trade} is, from the intent on. */
  public enum Suspend {
    /** Not ours; it may be somebody else's. */
    NONE,
    /** Ours is about to be set: whatever shows from here on is ours. */
    SETTING,
    /** Ours, and read back. */
    OURS,
    /** Ours is about to be cleared. */
    CLEARING
  }
}
