package io.tripline.workflows.liveness;

import io.temporal.activity.ActivityInterface;
import io.tripline.workflows.broker.AccountName;

/** The guard's ear at the trading queue. */
@ActivityInterface(namePrefix = "Liveness")
public interface Liveness {
  /** Failure type of a beat that ends because its worker was told to stop. */
  String ANNOUNCED_STOP = "ANNOUNCED_STOP";

  /**
   * Beats for as long as the trading canary answers its query, so that a hung worker counts as
   * dead. Never returns by itself; ends as {@link #ANNOUNCED_STOP} when its worker stops in order.
   */
  void beat(AccountName account);
}
