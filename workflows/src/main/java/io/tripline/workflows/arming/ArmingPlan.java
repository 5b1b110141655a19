package io.tripline.workflows.arming;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the watch must know of the flags.
 *
 * @param armed true once no_shorting and the multiplier were read back as ours
 * @param suspendIsOurs true from the intent to set {@code suspend_trade} until it was cleared
 * @param suspended true once it was read back as set
 * @param oursUntil a read of the account may still show our cleared flag until then
 */
public record ArmingPlan(
    boolean armed, boolean suspendIsOurs, boolean suspended, @Nullable Instant oursUntil) {
  /** Nothing of ours is set. */
  public static final ArmingPlan NONE = new ArmingPlan(false, false, false, null);

  /** True where a {@code suspend_trade} that shows at this instant is the guard's own. */
  public boolean explains(Instant now) {
    return suspendIsOurs || (oursUntil != null && now.isBefore(oursUntil));
  }
}
