package io.tripline.workflows.limits;

import io.temporal.activity.ActivityInterface;
import io.tripline.workflows.broker.AccountName;

/** Reads from the journal what limits would have judged. */
@ActivityInterface(namePrefix = "LimitTrials")
public interface LimitTrials {
  /** The past of an account, the oldest first. */
  LimitPast past(PastQuestion question);

  /** How many trading days back. */
  record PastQuestion(AccountName account, int sessions) {}
}
