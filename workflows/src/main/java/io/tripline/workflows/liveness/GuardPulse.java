package io.tripline.workflows.liveness;

import io.temporal.activity.ActivityInterface;
import io.tripline.workflows.broker.AccountName;
import java.time.Duration;

/** How the trading half sees that the guard lives. */
@ActivityInterface(namePrefix = "GuardPulse")
public interface GuardPulse {
  /**
   * A guard that answers nothing for this long is dead: longer than a restart of its worker takes.
   */
  Duration SILENCE = Duration.ofSeconds(90);

  /** Asks until the guard answers or {@link #SILENCE} is over; then people are paged. */
  String look(AccountName account);
}
