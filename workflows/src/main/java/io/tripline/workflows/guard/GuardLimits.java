package io.tripline.workflows.guard;

import io.temporal.activity.ActivityInterface;
import io.tripline.workflows.broker.AccountName;

/** How a change of limits reaches the guard. Refusals come as failures of a {@code Fault}. */
@ActivityInterface(namePrefix = "GuardLimits")
public interface GuardLimits {
  /** Sets a limit, or says that a gate is needed; the same request id is the same request. */
  LimitAnswer set(LimitOrder order);

  /** A request for the guard of an account. */
  record LimitOrder(AccountName account, LimitRequest request) {}
}
