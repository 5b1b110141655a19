package io.tripline.workflows.guard;

import io.temporal.activity.ActivityInterface;
import io.tripline.workflows.broker.AccountName;

/** How procedures that are no guard declare an incident: the guard numbers it, or joins. */
@ActivityInterface(namePrefix = "Alarms")
public interface Alarms {
  /** Declares; the request's id makes it one declaration under retries. */
  DeclareAnswer declare(AlarmOrder order);

  /** A declaration for the guard of an account. */
  record AlarmOrder(AccountName account, DeclareRequest request) {}
}
