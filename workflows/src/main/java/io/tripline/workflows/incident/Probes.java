package io.tripline.workflows.incident;

import io.temporal.activity.ActivityInterface;

/** What an investigation looks at beyond the account itself. */
@ActivityInterface(namePrefix = "Probes")
public interface Probes {
  /** What the market did around the trip; fails only when it can't be read at all. */
  MarketReview marketConditions(MarketQuestion question);
}
