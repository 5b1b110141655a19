package io.tripline.workflows.guard;

import io.temporal.activity.ActivityInterface;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.killswitch.LossJudgement;
import io.tripline.workflows.killswitch.Observation;
import org.jspecify.annotations.Nullable;

/** Gathers the evidence of checks D1 to D10 and judges it; never throws for bad data. */
@ActivityInterface(namePrefix = "LossInquiry")
public interface LossInquiry {
  /** Judges now. What could not be read within the time is UNKNOWN. */
  LossJudgement judge(LossQuestion question);

  /**
   * What to judge.
   *
   * @param observation the reading that tripped it
   * @param baselines the guard's baselines of the day
   */
  record LossQuestion(
      AccountPolicy policy,
      Observation observation,
      @Nullable Baselines baselines,
      boolean thorough) {}
}
