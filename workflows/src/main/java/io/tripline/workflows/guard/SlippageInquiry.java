package io.tripline.workflows.guard;

import io.temporal.activity.ActivityInterface;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.killswitch.Observation;
import io.tripline.workflows.killswitch.SlippageJudgement;
import io.tripline.workflows.slippage.FillSample;

/** Looks whether a costly fill is true: no single fill trips without this. */
@ActivityInterface(namePrefix = "SlippageInquiry")
public interface SlippageInquiry {
  /** Judges now. What could not be read is UNKNOWN, and an unknown confirms nothing. */
  SlippageJudgement judge(SlippageQuestion question);

  /** Which fill of whose account. */
  record SlippageQuestion(AccountPolicy policy, FillSample fill, Observation observation) {}
}
